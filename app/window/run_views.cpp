#include "app/window/run_views.h"

#include "app/window/dock_layout.h"
#include "core/analysis/what_if.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/flow/step_flow_view.h"
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

#include <QDockWidget>
#include <QMainWindow>
#include <QPushButton>
#include <QVBoxLayout>

namespace hardlens {

namespace {

// Docks by id; these are stored, so a changed one is a lost one.
constexpr const char* controlsId = "controls";
constexpr const char* cardId = "why";
constexpr const char* tableId = "roi-table";
constexpr const char* cropsId = "hardest-crops";
constexpr const char* lossIouId = "loss-iou";
constexpr const char* histogramId = "loss-histogram";
constexpr const char* curvesId = "mean-loss";
constexpr const char* precisionId = "average-precision";
constexpr const char* keptId = "kept";

constexpr const char* flowId = "step-flow";

constexpr int fourPlotsWidth = 1760; // below it the fourth plot lies behind the third
constexpr int lowHeight = 860;
/// Curves over a whole run do not change to the eye from one step to the next: painting them ten times a second leaves the
/// processor to the training.
constexpr int plotIntervalMs = 100;

QPushButton* switchButton(const QString& text, const QString& toolTip)
{
    auto* button = new QPushButton(text);
    button->setCheckable(true);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

RunViews::RunViews(DockLayout* layout, QObject* parent)
    : QObject(parent)
    , m_layout(layout)
{
    makeRoiPanel();
    makeDocks();
    connectViews();
    m_plotPause.setSingleShot(true);
    connect(&m_plotPause, &QTimer::timeout, this, &RunViews::showHistory);
}

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
    m_stepButton = switchButton(tr("Step"), tr("Show the pictures of the newest step (P)"));
    m_pinnedButton = switchButton(
        tr("Pinned"), tr("Show the pinned test pictures, scored again every few steps (P)"));
    m_pinButton = new QPushButton(tr("Pin…"));
    m_pinButton->setToolTip(tr("Choose the test pictures that are scored again and again"));
    m_pinButton->setFocusPolicy(Qt::TabFocus);
    m_stepButton->setChecked(true);
    for (QPushButton* button : {m_stepButton, m_pinnedButton, m_pinButton})
        m_roiPanel->addToHeader(button);
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
    for (Panel* plot : {static_cast<Panel*>(m_histogram), static_cast<Panel*>(m_curves),
             static_cast<Panel*>(m_precision), static_cast<Panel*>(m_kept)})
        plot->setMinimumSize(theme.px(220), theme.px(120));
    m_table = new RoiTableView;
    m_crops = new CropsStrip;
    m_lossIou = new LossIouView;
    m_lossIou->setMinimumSize(theme.px(220), theme.px(120));
    m_flow = new StepFlowView;
    m_layout->add(controlsId, m_controls, Qt::LeftDockWidgetArea);
    m_layout->add(cardId, m_card, Qt::RightDockWidgetArea);
    m_layout->add(tableId, m_table, Qt::RightDockWidgetArea);
    m_layout->add(cropsId, m_crops, Qt::BottomDockWidgetArea);
    m_layout->add(histogramId, m_histogram, Qt::BottomDockWidgetArea);
    m_layout->add(lossIouId, m_lossIou, Qt::BottomDockWidgetArea);
    m_layout->add(curvesId, m_curves, Qt::BottomDockWidgetArea);
    m_layout->add(precisionId, m_precision, Qt::BottomDockWidgetArea);
    m_layout->add(keptId, m_kept, Qt::BottomDockWidgetArea);
    m_layout->add(flowId, m_flow, Qt::BottomDockWidgetArea);
}

void RunViews::arrange(int width, int height)
{
    arrangeMiddle(height < Theme::instance().px(lowHeight));
    arrangePlots(width, height);
}

/// Controls left; the card right, with the table below it where there is room, else behind it.
void RunViews::arrangeMiddle(bool low)
{
    const Theme& theme = Theme::instance();
    auto* window = qobject_cast<QMainWindow*>(m_layout->parent());
    const auto dock = [this](const char* id) { return m_layout->dock(id); };
    // In a low window the controls need the whole height more than the plots need the whole width.
    window->setCorner(
        Qt::BottomLeftCorner, low ? Qt::LeftDockWidgetArea : Qt::BottomDockWidgetArea);
    // The list is as long as the window is high.
    window->setCorner(
        Qt::BottomRightCorner, low ? Qt::BottomDockWidgetArea : Qt::RightDockWidgetArea);
    window->addDockWidget(Qt::LeftDockWidgetArea, dock(controlsId));
    window->addDockWidget(Qt::RightDockWidgetArea, dock(cardId));
    window->addDockWidget(Qt::RightDockWidgetArea, dock(tableId));
    if (low) {
        window->tabifyDockWidget(dock(cardId), dock(tableId));
        dock(cardId)->raise();
    } else {
        window->splitDockWidget(dock(cardId), dock(tableId), Qt::Vertical);
        window->resizeDocks({dock(cardId), dock(tableId)}, {3, 2}, Qt::Vertical);
    }
    dock(cropsId)->setVisible(!low);
    window->resizeDocks({dock(controlsId), dock(cardId)}, {theme.px(268), theme.px(330)}, Qt::Horizontal);
}

/// The strip of crops, and a row of plots below it; what the row has no room for lies behind its neighbour.
void RunViews::arrangePlots(int width, int height)
{
    const Theme& theme = Theme::instance();
    auto* window = qobject_cast<QMainWindow*>(m_layout->parent());
    const auto dock = [this](const char* id) { return m_layout->dock(id); };
    window->addDockWidget(Qt::BottomDockWidgetArea, dock(cropsId));
    window->splitDockWidget(dock(cropsId), dock(histogramId), Qt::Vertical);
    QList<QDockWidget*> row {dock(histogramId), dock(curvesId), dock(precisionId)};
    if (width >= theme.px(fourPlotsWidth))
        row.append(dock(keptId));
    for (qsizetype i = 1; i < row.size(); ++i)
        window->splitDockWidget(row[i - 1], row[i], Qt::Horizontal);
    window->tabifyDockWidget(dock(histogramId), dock(lossIouId));
    if (!row.contains(dock(keptId)))
        window->tabifyDockWidget(dock(precisionId), dock(keptId));
    // As wide as the strip of crops but higher: it waits in the menu, not to take the height from the pictures.
    window->tabifyDockWidget(dock(cropsId), dock(flowId));
    dock(flowId)->hide();
    dock(cropsId)->raise();
    dock(histogramId)->raise();
    dock(precisionId)->raise();
    window->resizeDocks(row, QList<int>(row.size(), width / int(row.size())), Qt::Horizontal);
    window->resizeDocks({dock(cropsId), dock(histogramId)}, {theme.px(140), height * 27 / 100}, Qt::Vertical);
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
    connect(m_histogram, &LossHistogramView::brushed, this, [this](std::optional<ValueRange> losses) {
        RoiFilter filter = m_filter;
        filter.loss = losses;
        setFilter(filter);
    });
    connect(m_legend, &FateLegend::toggled, m_roiView, &RoiView::setKindShown);
    connect(m_roiView, &RoiView::kindShownChanged, m_legend, &FateLegend::setShown);
    connect(m_controls, &ExperimentPanel::lossThresholdChanged, m_roiView, &RoiView::setMinLoss);
    connect(m_controls, &ExperimentPanel::opacityChanged, m_roiView, &RoiView::setOpacity);
    connect(m_stepButton, &QPushButton::clicked, this, [this] { followPinned(false); });
    connect(m_pinnedButton, &QPushButton::clicked, this, [this] { followPinned(true); });
    connect(m_curves, &LossCurvesView::axisChosen, m_precision,
        [this](LossCurvesView::Axis axis) { m_precision->setAxis(PrecisionView::Axis(int(axis))); });
    connect(m_precision, &PrecisionView::axisChosen, m_curves,
        [this](PrecisionView::Axis axis) { m_curves->setAxis(LossCurvesView::Axis(int(axis))); });
}

void RunViews::startRun(PictureSource* pictures, int64_t evaluationInterval)
{
    m_run.reset();
    m_step.reset();
    m_pinned.reset();
    m_recorded.reset();
    m_whatIf.reset();
    m_history = {};
    m_plotPause.stop();
    m_roiView->setPictureSource(pictures);
    m_card->setPictureSource(pictures);
    m_crops->setPictureSource(pictures);
    m_roiView->setEmptyText(tr("The first step is on its way."));
    m_curves->clear();
    m_precision->clear();
    m_kept->clear();
    m_flow->setStep(nullptr);
    m_precision->setEvaluationInterval(evaluationInterval);
    showBody();
}

void RunViews::setPublished(const Published& published)
{
    if (published.run && published.run != m_run) {
        m_run = published.run;
        m_roiView->setClassNames(m_run->classNames);
        m_card->setClassNames(m_run->classNames);
        m_table->setClassNames(m_run->classNames);
        m_crops->setClassNames(m_run->classNames);
        m_lossIou->setClassNames(m_run->classNames);
        m_roiView->setEmptyText(tr("No step yet. Press Space to train, or . for one step."));
    }
    if (published.state == SessionState::Failed && !published.step)
        m_roiView->setEmptyText(tr("The run could not start. The line at the bottom says why."));
    const bool changed = m_followsPinned ? published.pinned != m_pinned : published.step != m_step;
    if (published.step != m_step)
        m_flow->setStep(published.step);
    m_step = published.step;
    m_pinned = published.pinned;
    if (changed)
        showBody();
    m_history = published.history;
    // What stands still is shown at once: nobody waits for a single step.
    if (published.state != SessionState::Running)
        showHistory();
    else if (!m_plotPause.isActive())
        m_plotPause.start(plotIntervalMs);
}

void RunViews::showHistory()
{
    m_curves->setHistory(m_history);
    m_precision->setHistory(m_history);
    m_kept->setHistory(m_history);
}

void RunViews::setOptionLabels(const std::map<std::string, std::string>& labels)
{
    m_curves->setOptionLabels(labels);
    m_precision->setOptionLabels(labels);
    m_kept->setOptionLabels(labels);
}

void RunViews::followPinned(bool pinned)
{
    m_stepButton->setChecked(!pinned);
    m_pinnedButton->setChecked(pinned);
    if (m_followsPinned == pinned)
        return;
    m_followsPinned = pinned;
    showBody();
    Q_EMIT followChanged(pinned);
}

void RunViews::showBody()
{
    if (m_followsPinned) {
        m_recorded = m_pinned ? std::shared_ptr<const DetectionStep>(m_pinned, &m_pinned->body) : nullptr;
        m_roiPanel->setTitle(m_pinned ? tr("Pinned after step %1").arg(m_pinned->step) : tr("Pinned"));
        m_roiPanel->setNote(m_pinned
                ? tr("nothing is learned from these · %1 ms each time").arg(m_pinned->milliseconds, 0, 'f', 0)
                : tr("Pin… chooses test pictures"));
    } else {
        m_recorded = m_step ? std::shared_ptr<const DetectionStep>(m_step, &m_step->detection()) : nullptr;
        m_roiPanel->setTitle(m_step ? tr("RoIs of step %1").arg(m_step->header.step) : tr("RoIs"));
        m_roiPanel->setNote(tr("wheel zoom · drag pan · Tab next box · 1–4 show/hide"));
    }
    m_whatIf.reset(); // it was about the step before
    Q_EMIT recordedChanged();
    paintBody();
}

void RunViews::setWhatIf(std::shared_ptr<const WhatIf> whatIf)
{
    m_whatIf = std::move(whatIf);
    paintBody();
}

void RunViews::paintBody()
{
    const bool answered = m_whatIf && m_whatIf->impossible.empty();
    m_body = answered ? std::shared_ptr<const DetectionStep>(m_whatIf, &m_whatIf->body) : m_recorded;
    m_whatIfBar->setAnswer(m_whatIf.get());
    m_roiView->setStep(m_body);
    m_legend->setStep(m_body);
    m_histogram->setDetection(m_body);
    m_table->setStep(m_body);
    m_crops->setStep(m_body);
    m_lossIou->setStep(m_body);
    const auto pick = m_roiView->pick();
    showPick(pick.picture, pick.roi);
}

void RunViews::setFilter(const RoiFilter& filter)
{
    m_filter = filter;
    m_table->setFilter(filter);
    m_crops->setFilter(filter);
    m_lossIou->setFilter(filter);
    m_histogram->setBrushed(filter.loss);
}

void RunViews::showPick(int picture, int roi)
{
    m_card->setRoi(m_body, picture, roi);
    m_table->setPicked(picture, roi);
    m_crops->setPicked(picture, roi);
    m_lossIou->setPicked(picture, roi);
    std::optional<double> loss;
    if (m_body && picture >= 0 && size_t(picture) < m_body->pictures.size() && roi >= 0
        && size_t(roi) < m_body->pictures[size_t(picture)].rois.size() && m_body->hasLosses)
        loss = double(rankingLoss(
            m_body->pictures[size_t(picture)].rois[size_t(roi)], m_body->mining));
    m_histogram->setPicked(loss);
}

} // namespace hardlens
