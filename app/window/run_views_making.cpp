#include "app/window/dock_layout.h"
#include "app/window/note_keeper.h"
#include "app/window/run_docks.h"
#include "app/window/run_views.h"
#include "app/window/window_help.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/log_view.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/data/data_card.h"
#include "widgets/detections/detections_view.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/roi_rows_text.h"
#include "widgets/flow/step_flow_view.h"
#include "widgets/hardness/hardest_view.h"
#include "widgets/hardness/roi_past_view.h"
#include "widgets/notes/notes_view.h"
#include "widgets/panel.h"
#include "widgets/plots/kept_view.h"
#include "widgets/plots/loss_curves_view.h"
#include "widgets/plots/loss_histogram_view.h"
#include "widgets/plots/loss_iou_view.h"
#include "widgets/plots/precision_view.h"
#include "widgets/roi/crops_strip.h"
#include "widgets/roi/fate_legend.h"
#include "widgets/roi/roi_table_view.h"
#include "widgets/roi/roi_view.h"
#include "widgets/roi/why_card.h"
#include "widgets/theme.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace hardlens {

void RunViews::makeRoiPanel()
{
    m_roiPanel = new Panel(tr("RoIs"));
    m_roiView = new RoiView;
    m_whatIfBar = new WhatIfBar;
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_whatIfBar);
    column->addWidget(m_roiView, 1);
    m_roiPanel->setBody(body);
    m_pinButton = new QPushButton(tr("Pin…"));
    m_pinButton->setToolTip(tr("Choose the test pictures that are scored again and again"));
    m_pinButton->setFocusPolicy(Qt::TabFocus);
    m_detections = new DetectionsView;
    m_roiPanel->setProperty(helpPageProperty, "rois");
    m_detections->setProperty(helpPageProperty, "detections");
    m_middleStack = new QStackedWidget;
    for (Panel* panel : {m_roiPanel, static_cast<Panel*>(m_detections)}) {
        auto* chooser = new MiddleSwitch;
        connect(chooser, &MiddleSwitch::chosen, this, &RunViews::setMiddle);
        panel->addToHeader(chooser);
        m_switches.append(chooser);
        m_middleStack->addWidget(panel);
    }
    m_roiPanel->addToHeader(m_pinButton);
}

void RunViews::makeDocks()
{
    const Theme& theme = Theme::instance();
    m_controls = new ExperimentPanel;
    m_legend = new FateLegend;
    m_controls->setLegend(m_legend);
    m_controls->setMinimumWidth(theme.px(240));
    m_card = new WhyCard;
    m_card->setMinimumWidth(theme.px(270));
    m_histogram = new LossHistogramView;
    m_curves = new LossCurvesView;
    m_precision = new PrecisionView;
    m_kept = new KeptView;
    m_roiPast = new RoiPastView;
    m_hardest = new HardestView;
    for (Panel* plot : {static_cast<Panel*>(m_histogram), static_cast<Panel*>(m_curves),
             static_cast<Panel*>(m_precision), static_cast<Panel*>(m_kept),
             static_cast<Panel*>(m_roiPast)})
        plot->setMinimumSize(theme.px(220), theme.px(120));
    m_table = new RoiTableView;
    m_crops = new CropsStrip;
    m_lossIou = new LossIouView;
    m_lossIou->setMinimumSize(theme.px(220), theme.px(120));
    m_flow = new StepFlowView;
    m_log = new LogView;
    m_notes = new NotesView;
    m_dataCard = new DataCard;
    m_noteKeeper = new NoteKeeper(m_notes, this);
    m_layout->add(dockId::controls, m_controls, Qt::LeftDockWidgetArea);
    m_layout->add(dockId::card, m_card, Qt::RightDockWidgetArea);
    m_layout->add(dockId::table, m_table, Qt::RightDockWidgetArea);
    m_layout->add(dockId::notes, m_notes, Qt::RightDockWidgetArea);
    m_layout->add(dockId::data, m_dataCard, Qt::RightDockWidgetArea);
    m_layout->add(dockId::hardest, m_hardest, Qt::RightDockWidgetArea);
    m_layout->add(dockId::crops, m_crops, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::histogram, m_histogram, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::lossIou, m_lossIou, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::curves, m_curves, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::precision, m_precision, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::kept, m_kept, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::roiPast, m_roiPast, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::log, m_log, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::flow, m_flow, Qt::BottomDockWidgetArea);
    makeExports();
}

/// Plots have their own.
void RunViews::makeExports()
{
    const auto moment = [this] { return momentName(); };
    const auto rows
        = [this] { return m_body && m_run ? roiRowsCsv(*m_body, m_run->classNames) : QString(); };
    const std::pair<QWidget*, const char*> views[] = {{m_roiView, "rois"}, {m_table, "roi-table"},
        {m_crops, "hardest-crops"}, {m_card, "why-this-roi"}};
    for (const auto& [view, name] : views) {
        auto* exports = new ExportMenu(view);
        exports->setName(QString::fromUtf8(name));
        exports->setMoment(moment);
        exports->setTable(tr("CSV of all RoIs"), rows);
    }
    const std::pair<QWidget*, const char*> others[]
        = {{m_flow, "step-flow"}, {m_detections, "detections"}};
    for (const auto& [view, name] : others) {
        auto* exports = new ExportMenu(view);
        exports->setName(QString::fromUtf8(name));
        exports->setMoment(moment);
    }
}

void RunViews::connectViews()
{
    connect(m_roiView, &RoiView::picked, this, &RunViews::showPick);
    connect(m_card, &WhyCard::picked, m_roiView, qOverload<int, int>(&RoiView::pick));
    connect(m_table, &RoiTableView::picked, m_roiView, qOverload<int, int>(&RoiView::pick));
    connect(m_crops, &CropsStrip::picked, m_roiView, qOverload<int, int>(&RoiView::pick));
    connect(m_lossIou, &LossIouView::picked, m_roiView, qOverload<int, int>(&RoiView::pick));
    connect(m_table, &RoiTableView::filterChanged, this, &RunViews::setFilter);
    connect(m_lossIou, &LossIouView::filterChanged, this, &RunViews::setFilter);
    connect(
        m_histogram, &LossHistogramView::brushed, this, [this](std::optional<ValueRange> losses) {
            RoiFilter filter = m_filter;
            filter.loss = losses;
            setFilter(filter);
        });
    connect(m_legend, &FateLegend::toggled, m_roiView, &RoiView::setKindShown);
    connect(m_roiView, &RoiView::kindShownChanged, m_legend, &FateLegend::setShown);
    connect(m_controls, &ExperimentPanel::lossThresholdChanged, m_roiView, &RoiView::setMinLoss);
    connect(m_controls, &ExperimentPanel::opacityChanged, m_roiView, &RoiView::setOpacity);
    connect(m_roiView, &RoiView::colouringChanged, m_legend, &FateLegend::setColouring);
    connect(m_precision, &PrecisionView::classChosen, this, [this](int32_t label) {
        m_detections->setClassFilter(label);
        setMiddle(Middle::Detections);
    });
    connect(m_curves, &LossCurvesView::axisChosen, m_precision, [this](LossCurvesView::Axis axis) {
        m_precision->setAxis(PrecisionView::Axis(int(axis)));
    });
    connect(m_precision, &PrecisionView::axisChosen, m_curves,
        [this](PrecisionView::Axis axis) { m_curves->setAxis(LossCurvesView::Axis(int(axis))); });
}

void RunViews::connectNotes()
{
    connect(m_card, &WhyCard::noteRequested, this, [this](StepRoi roi, const QString& text) {
        if (!m_body)
            return;
        if (text.isEmpty())
            m_layout->reveal(dockId::notes); // it is about to be written there
        const int64_t step = m_followsPinned ? m_shown.pinned->step : m_shown.step->header.step;
        m_notes->add(noteOf(*m_body, roi, step, text.toStdString()));
    });
    connect(m_card, &WhyCard::noteTakenBack, this, [this](StepRoi roi) {
        if (m_body)
            m_notes->takeBack(*m_body, roi);
    });
    connect(m_notes, &NotesView::changed, this, [this] { m_card->setNotes(m_notes->notes()); });
    connect(m_noteKeeper, &NoteKeeper::failed, this, &RunViews::failed);
}

} // namespace hardlens
