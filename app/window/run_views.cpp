#include "app/window/run_views.h"

#include "app/window/dock_layout.h"
#include "app/window/note_keeper.h"
#include "app/window/run_docks.h"
#include "app/window/window_help.h"
#include "core/analysis/note_lookup.h"
#include "core/analysis/what_if.h"
#include "core/geometry/iou.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/log_view.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/data/data_card.h"
#include "widgets/detections/detections_view.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/roi_rows_text.h"
#include "widgets/flow/step_flow_view.h"
#include "widgets/notes/notes_view.h"
#include "widgets/panel.h"
#include "widgets/plots/kept_view.h"
#include "widgets/plots/loss_curves_view.h"
#include "widgets/plots/loss_histogram_view.h"
#include "widgets/plots/loss_iou_view.h"
#include "widgets/plots/precision_view.h"
#include "widgets/roi/choice_text.h"
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

namespace {

/// Curves over a whole run do not change to the eye from one step to the next: painting them ten times a second leaves the
/// processor to the training.
constexpr int plotIntervalMs = 100;

/// What the middle says before the first step.
QString whyNoStep(const Published& published)
{
    if (published.state == SessionState::Failed)
        return RunViews::tr("The run could not start. The line at the bottom says why.");
    if (!published.run)
        return RunViews::tr("The data are being opened.");
    if (published.state == SessionState::Paused)
        return RunViews::tr("No step yet. Press Space to train, or . for one step.");
    const Activity& proposals = published.background;
    if (proposals.total > proposals.done)
        return RunViews::tr("Looking for places where objects may be: %1 of %2 pictures are done.\n"
                            "The first step needs those of its own pictures. They are kept for the next time.")
            .arg(proposals.done)
            .arg(proposals.total);
    return RunViews::tr("The first step is on its way.");
}

} // namespace

RunViews::RunViews(DockLayout* layout, QObject* parent)
    : QObject(parent)
    , m_layout(layout)
{
    makeRoiPanel();
    makeDocks();
    connectViews();
    connectNotes();
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

QWidget* RunViews::middleWidget() const
{
    return m_middleStack;
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
    m_log = new LogView;
    m_notes = new NotesView;
    m_dataCard = new DataCard;
    m_noteKeeper = new NoteKeeper(m_notes, this);
    m_layout->add(dockId::controls, m_controls, Qt::LeftDockWidgetArea);
    m_layout->add(dockId::card, m_card, Qt::RightDockWidgetArea);
    m_layout->add(dockId::table, m_table, Qt::RightDockWidgetArea);
    m_layout->add(dockId::notes, m_notes, Qt::RightDockWidgetArea);
    m_layout->add(dockId::data, m_dataCard, Qt::RightDockWidgetArea);
    m_layout->add(dockId::crops, m_crops, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::histogram, m_histogram, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::lossIou, m_lossIou, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::curves, m_curves, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::precision, m_precision, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::kept, m_kept, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::log, m_log, Qt::BottomDockWidgetArea);
    m_layout->add(dockId::flow, m_flow, Qt::BottomDockWidgetArea);
    makeExports();
}

/// Plots have their own.
void RunViews::makeExports()
{
    const auto moment = [this] { return momentName(); };
    const auto rows = [this] { return m_body && m_run ? roiRowsCsv(*m_body, m_run->classNames) : QString(); };
    const std::pair<QWidget*, const char*> views[]
        = {{m_roiView, "rois"}, {m_table, "roi-table"}, {m_crops, "hardest-crops"}, {m_card, "why-this-roi"}};
    for (const auto& [view, name] : views) {
        auto* exports = new ExportMenu(view);
        exports->setName(QString::fromUtf8(name));
        exports->setMoment(moment);
        exports->setTable(tr("CSV of all RoIs"), rows);
    }
    const std::pair<QWidget*, const char*> others[] = {{m_flow, "step-flow"}, {m_detections, "detections"}};
    for (const auto& [view, name] : others) {
        auto* exports = new ExportMenu(view);
        exports->setName(QString::fromUtf8(name));
        exports->setMoment(moment);
    }
}

QString RunViews::momentName() const
{
    if (m_followsPinned)
        return m_pinned ? QString("pinned-after-step-%1").arg(m_pinned->step) : QString();
    return m_step ? QString("step-%1").arg(m_step->header.step) : QString();
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
    connect(m_roiView, &RoiView::colouringChanged, m_legend, &FateLegend::setColouring);
    connect(m_precision, &PrecisionView::classChosen, this, [this](int32_t label) {
        m_detections->setClassFilter(label);
        setMiddle(Middle::Detections);
    });
    connect(m_curves, &LossCurvesView::axisChosen, m_precision,
        [this](LossCurvesView::Axis axis) { m_precision->setAxis(PrecisionView::Axis(int(axis))); });
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
        const int64_t step = m_followsPinned ? m_pinned->step : m_step->header.step;
        m_notes->add(noteOf(*m_body, roi, step, text.toStdString()));
    });
    connect(m_card, &WhyCard::noteTakenBack, this, [this](StepRoi roi) {
        if (m_body)
            m_notes->takeBack(*m_body, roi);
    });
    connect(m_notes, &NotesView::changed, this, [this] { m_card->setNotes(m_notes->notes()); });
    connect(m_noteKeeper, &NoteKeeper::failed, this, &RunViews::failed);
}

bool RunViews::goTo(const RoiNote& note)
{
    if (!m_body)
        return false;
    for (size_t p = 0; p < m_body->pictures.size(); ++p) {
        const PictureRecord& picture = m_body->pictures[p];
        if (picture.picture.contentId != note.picture.contentId || picture.rois.empty())
            continue;
        const auto nearest = std::ranges::max_element(picture.rois, {},
            [&note](const RoiRecord& roi) { return iou(roi.decoded, note.box); });
        setMiddle(m_followsPinned ? Middle::Pinned : Middle::Step);
        m_roiView->pick(int(p), int(nearest - picture.rois.begin()));
        return true;
    }
    return false;
}

void RunViews::close()
{
    startRun(nullptr, 0); // views ask the run for pixels, and it goes before they do
    m_noteKeeper->save();
}

void RunViews::startRun(PictureSource* pictures, int64_t evaluationInterval)
{
    m_run.reset();
    m_step.reset();
    m_pinned.reset();
    m_recorded.reset();
    m_whatIf.reset();
    m_history = {};
    m_stepComparisons.clear();
    m_pinnedComparisons.clear();
    m_plotPause.stop();
    m_roiView->setPictureSource(pictures);
    m_card->setPictureSource(pictures);
    m_crops->setPictureSource(pictures);
    m_detections->setPictureSource(pictures);
    m_notes->setPictureSource(pictures);
    m_detections->setEvaluation(nullptr, nullptr);
    m_detections->setLoose(nullptr);
    m_looked.reset();
    m_log->setPublished({}, nullptr);
    m_roiView->setEmptyText(tr("The first step is on its way."));
    m_curves->clear();
    m_precision->clear();
    m_kept->clear();
    m_flow->setStep(nullptr);
    m_precision->setEvaluationInterval(evaluationInterval);
    showBody();
}

void RunViews::setPublished(const Published& published, const std::vector<PickComparison>& ofStep,
    const std::vector<PickComparison>& ofPinned)
{
    if (published.run && published.run != m_run) {
        m_run = published.run;
        m_roiView->setClassNames(m_run->classNames);
        m_card->setClassNames(m_run->classNames);
        m_table->setClassNames(m_run->classNames);
        m_crops->setClassNames(m_run->classNames);
        m_lossIou->setClassNames(m_run->classNames);
        m_legend->setClassNames(m_run->classNames);
        m_detections->setClassNames(m_run->classNames);
        m_notes->setClassNames(m_run->classNames);
        m_noteKeeper->open(*m_run);
        m_dataCard->setRun(m_run);
        m_greets = !m_run->dataPath.empty() && m_run->dataPath != m_greeted;
        m_greeted = m_run->dataPath;
        if (m_greets)
            m_layout->reveal(dockId::data);
        m_card->setNotes(m_notes->notes());
    }
    if (!published.step)
        m_roiView->setEmptyText(whyNoStep(published));
    const bool changed = m_followsPinned ? published.pinned != m_pinned : published.step != m_step;
    if (published.step && published.step != m_step)
        m_flow->setStep(published.step);
    m_stepComparisons = ofStep;
    m_pinnedComparisons = ofPinned;
    m_step = published.step;
    m_pinned = published.pinned;
    const auto& evaluations = published.history.evaluations;
    m_detections->setEvaluation(evaluations.empty() ? nullptr : evaluations.back(), published.detections);
    if (published.looked != m_looked) {
        m_looked = published.looked;
        m_detections->setLoose(m_looked);
        if (m_looked)
            setMiddle(Middle::Detections);
    }
    m_log->setPublished(published.history, published.run);
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

void RunViews::setMiddle(Middle middle)
{
    for (MiddleSwitch* chooser : m_switches)
        chooser->setCurrent(middle);
    m_middle = middle;
    m_middleStack->setCurrentIndex(middle == Middle::Detections ? 1 : 0);
    const bool pinned = middle == Middle::Pinned || (middle == Middle::Detections && m_followsPinned);
    if (m_followsPinned == pinned)
        return;
    m_followsPinned = pinned;
    showBody();
}

void RunViews::showBody()
{
    if (m_followsPinned)
        m_recorded = m_pinned ? std::shared_ptr<const DetectionStep>(m_pinned, &m_pinned->body) : nullptr;
    else
        m_recorded = m_step ? std::shared_ptr<const DetectionStep>(m_step, &m_step->detection()) : nullptr;
    showTitle();
    m_whatIf.reset(); // it was about the step before
    Q_EMIT recordedChanged();
    paintBody();
}

void RunViews::showTitle()
{
    const QString choice = m_recorded
        ? choiceText(*m_recorded, m_followsPinned ? m_pinnedComparisons : m_stepComparisons)
        : QString();
    m_roiPanel->setNoteToolTip(m_recorded ? choiceMeaning() : QString());
    if (!m_followsPinned) {
        m_roiPanel->setTitle(m_step ? tr("RoIs of step %1").arg(m_step->header.step) : tr("RoIs"));
        m_roiPanel->setNote(choice);
        return;
    }
    m_roiPanel->setTitle(m_pinned ? tr("Pinned after step %1").arg(m_pinned->step) : tr("Pinned"));
    m_roiPanel->setNote(!m_pinned ? tr("Pin… chooses test pictures")
            : choice.isEmpty() ? tr("nothing is learned from these")
                               : choice);
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
    m_roiView->setWhatIfMarks(answered ? m_whatIf->marks : std::vector<std::vector<ChoiceMark>>());
    m_legend->setStep(m_body);
    m_histogram->setDetection(m_body, momentName());
    m_table->setStep(m_body);
    m_crops->setStep(m_body);
    m_lossIou->setStep(m_body);
    const auto pick = m_roiView->pick();
    showPick(pick.picture, pick.roi);
}

void RunViews::setFilter(const RoiFilter& filter)
{
    m_filter = filter;
    m_roiView->setRoiFilter(filter);
    m_table->setFilter(filter);
    m_crops->setFilter(filter);
    m_lossIou->setFilter(filter);
    m_histogram->setBrushed(filter.loss);
}

void RunViews::showPick(int picture, int roi)
{
    if (roi >= 0 && std::exchange(m_greets, false))
        m_layout->reveal(dockId::card);
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
