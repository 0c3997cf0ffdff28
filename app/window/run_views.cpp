#include "app/window/run_views.h"

#include "app/window/dock_layout.h"
#include "app/window/failure_text.h"
#include "app/window/note_keeper.h"
#include "app/window/run_docks.h"
#include "core/analysis/note_lookup.h"
#include "core/analysis/what_if.h"
#include "core/geometry/iou.h"
#include "widgets/controls/log_view.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/data/data_card.h"
#include "widgets/detections/detections_view.h"
#include "widgets/flow/step_flow_view.h"
#include "widgets/hardness/hardest_view.h"
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

#include <QStackedWidget>

namespace hardlens {

namespace {

/// Curves over a whole run do not change to the eye from one step to the next: painting them ten
/// times a second leaves the processor to the training.
constexpr int plotIntervalMs = 100;

/// What the middle says before the first step.
QString whyNoStep(const Published& published)
{
    if (published.state == SessionState::Failed)
        return RunViews::tr("The run could not start.\n%1").arg(failureText(published));
    if (!published.run)
        return RunViews::tr("The data are being opened.");
    if (published.state == SessionState::Paused)
        return RunViews::tr("No step yet. Press Space to train, or . for one step.");
    const Activity& proposals = published.background;
    if (proposals.total > proposals.done)
        return RunViews::tr(
            "Looking for places where objects may be: %1 of %2 pictures are done.\n"
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

QWidget* RunViews::middleWidget() const
{
    return m_middleStack;
}

QString RunViews::momentName() const
{
    if (m_followsPinned)
        return m_shown.pinned ? QString("pinned-after-step-%1").arg(m_shown.pinned->step)
                              : QString();
    return m_shown.step ? QString("step-%1").arg(m_shown.step->header.step) : QString();
}

bool RunViews::goTo(const RoiNote& note)
{
    if (!m_body)
        return false;
    for (size_t p = 0; p < m_body->pictures.size(); ++p) {
        const PictureRecord& picture = m_body->pictures[p];
        if (picture.picture.contentId != note.picture.contentId || picture.rois.empty())
            continue;
        const auto nearest = std::ranges::max_element(
            picture.rois, {}, [&note](const RoiRecord& roi) { return iou(roi.decoded, note.box); });
        setMiddle(m_followsPinned ? Middle::Pinned : Middle::Step);
        m_roiView->pick(int(p), int(nearest - picture.rois.begin()));
        return true;
    }
    return false;
}

void RunViews::close()
{
    startRun(nullptr, {}); // views ask the run for pixels, and it goes before they do
    m_noteKeeper->save();
}

void RunViews::startRun(PictureSource* pictures, const QString& noEvaluation)
{
    m_run.reset();
    m_moment.reset();
    m_live = {};
    m_shown = {};
    m_recorded.reset();
    m_whatIf.reset();
    m_history = {};
    m_plotPause.stop();
    m_roiView->setPictureSource(pictures);
    m_card->setPictureSource(pictures);
    m_crops->setPictureSource(pictures);
    m_detections->setPictureSource(pictures);
    m_notes->setPictureSource(pictures);
    m_hardest->setPictureSource(pictures);
    m_detections->setEvaluation(nullptr, nullptr);
    m_detections->setLoose(nullptr);
    m_looked.reset();
    m_log->setPublished({}, nullptr);
    m_roiView->setEmptyText(tr("The first step is on its way."));
    m_curves->clear();
    m_precision->clear();
    m_kept->clear();
    m_flow->setStep(nullptr);
    m_precision->setEmptyText(noEvaluation);
    m_detections->setEmptyText(noEvaluation);
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
    m_history = published.history;
    const auto& evaluations = published.history.evaluations;
    m_live = {published.step, published.pinned, evaluations.empty() ? nullptr : evaluations.back(),
        published.detections, ofStep, ofPinned};
    show(m_moment ? ofMoment() : m_live);
    if (published.looked != m_looked) {
        m_looked = published.looked;
        m_detections->setLoose(m_looked);
        if (m_looked)
            setMiddle(Middle::Detections);
    }
    m_log->setPublished(published.history, published.run);
    // What stands still is shown at once: nobody waits for a single step.
    if (published.state != SessionState::Running)
        showHistory();
    else if (!m_plotPause.isActive())
        m_plotPause.start(plotIntervalMs);
}

void RunViews::setMoment(std::shared_ptr<const Moment> moment)
{
    m_moment = std::move(moment);
    const auto cursor = m_moment ? std::optional(m_moment->step) : std::nullopt;
    m_curves->setShown(cursor);
    m_precision->setShown(cursor);
    m_kept->setShown(cursor);
    show(m_moment ? ofMoment() : m_live);
}

/// The moment beside what had been evaluated by then. Choices are compared while they are made, not
/// afterwards.
RunViews::Shown RunViews::ofMoment() const
{
    return {.step = m_moment->body,
        .pinned = m_moment->pinned,
        .evaluation = evaluationUpTo(m_history, m_moment->step),
        .detections = m_moment->detections};
}

void RunViews::show(Shown shown)
{
    const bool isNewStep = shown.step != m_shown.step;
    const bool isNewBody = m_followsPinned ? shown.pinned != m_shown.pinned : isNewStep;
    m_shown = std::move(shown);
    if (isNewStep)
        m_flow->setStep(m_shown.step);
    m_detections->setEvaluation(m_shown.evaluation, m_shown.detections);
    if (isNewBody)
        showBody();
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
    const bool pinned
        = middle == Middle::Pinned || (middle == Middle::Detections && m_followsPinned);
    if (m_followsPinned == pinned)
        return;
    m_followsPinned = pinned;
    showBody();
}

void RunViews::showBody()
{
    if (m_followsPinned)
        m_recorded = m_shown.pinned
            ? std::shared_ptr<const DetectionStep>(m_shown.pinned, &m_shown.pinned->body)
            : nullptr;
    else
        m_recorded = m_shown.step
            ? std::shared_ptr<const DetectionStep>(m_shown.step, &m_shown.step->detection())
            : nullptr;
    m_whatIf.reset(); // it was about the step before
    showTitle();
    Q_EMIT recordedChanged();
    paintBody();
}

void RunViews::showTitle()
{
    QString choice;
    if (m_whatIf && m_whatIf->impossible.empty())
        choice = choiceText(m_whatIf->body, {}); // nobody has chosen like that before
    else if (m_recorded)
        choice = choiceText(*m_recorded, m_followsPinned ? m_shown.ofPinned : m_shown.ofStep);
    m_roiPanel->setNoteToolTip(m_recorded ? choiceMeaning() : QString());
    if (!m_followsPinned) {
        m_roiPanel->setTitle(
            m_shown.step ? tr("RoIs of step %1").arg(m_shown.step->header.step) : tr("RoIs"));
        m_roiPanel->setNote(choice);
        return;
    }
    m_roiPanel->setTitle(
        m_shown.pinned ? tr("Pinned after step %1").arg(m_shown.pinned->step) : tr("Pinned"));
    m_roiPanel->setNote(!m_shown.pinned ? tr("Pin… chooses test pictures")
            : choice.isEmpty()          ? tr("nothing is learned from these")
                                        : choice);
}

void RunViews::setWhatIf(std::shared_ptr<const WhatIf> whatIf)
{
    m_whatIf = std::move(whatIf);
    showTitle();
    paintBody();
}

void RunViews::paintBody()
{
    const bool answered = m_whatIf && m_whatIf->impossible.empty();
    m_body
        = answered ? std::shared_ptr<const DetectionStep>(m_whatIf, &m_whatIf->body) : m_recorded;
    m_whatIfBar->setAnswer(m_whatIf ? whatIfText(*m_whatIf) : QString());
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
        loss = double(
            rankingLoss(m_body->pictures[size_t(picture)].rois[size_t(roi)], m_body->mining));
    m_histogram->setPicked(loss);
}

} // namespace hardlens
