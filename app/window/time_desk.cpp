#include "app/window/time_desk.h"

#include "app/window/run_views.h"
#include "app/window/travel_controls.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/hardness/hardest_view.h"
#include "widgets/hardness/roi_past_view.h"
#include "widgets/plots/kept_view.h"
#include "widgets/plots/loss_curves_view.h"
#include "widgets/plots/precision_view.h"
#include "widgets/roi/roi_view.h"

#include <QMenu>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int lookIntervalMs = 1000;

/// The newest evaluation up to a step; negative: none.
int64_t evaluatedUpTo(const History& history, int64_t step)
{
    int64_t newest = -1;
    for (size_t i = 0; i < history.evaluations.size() && history.evaluations[i]->step <= step; ++i)
        newest = history.evaluations[i]->step;
    return newest;
}

} // namespace

TimeDesk::TimeDesk(RunViews* views, TransportBar* transport, QObject* parent)
    : QObject(parent)
    , m_views(views)
    , m_transport(transport)
{
    connectControls();
    connectLoader();
    m_look.setInterval(lookIntervalMs);
    connect(&m_look, &QTimer::timeout, this, [this] {
        m_loader.list();
        gatherPast();
        showHardness();
    });
}

void TimeDesk::connectControls()
{
    connect(&m_travel, &TimeTravel::moved, this, &TimeDesk::showPlace);
    connect(&m_travel, &TimeTravel::changed, this, &TimeDesk::showState);
    connectTravel(m_travel, *m_transport->timeline(), *m_transport->playback());
    connect(m_views->curves(), &LossCurvesView::stepChosen, &m_travel, &TimeTravel::goTo);
    connect(m_views->precision(), &PrecisionView::stepChosen, &m_travel, &TimeTravel::goTo);
    connect(m_views->kept(), &KeptView::stepChosen, &m_travel, &TimeTravel::goTo);
    connect(m_views->roiPast(), &RoiPastView::stepChosen, &m_travel, &TimeTravel::goTo);
    connect(m_views->roiView(), &RoiView::picked, this, &TimeDesk::takePick);
    connect(m_views->hardest(), &HardestView::activated, this, &TimeDesk::goToHard);
}

void TimeDesk::connectLoader()
{
    connect(&m_loader, &MomentLoader::loaded, this, &TimeDesk::showMoment);
    connect(&m_loader, &MomentLoader::failed, this, &TimeDesk::failed);
    connect(&m_loader, &MomentLoader::listed, this, [this](const auto& steps, const auto& pinned) {
        m_pinnedSteps = pinned;
        m_transport->timeline()->setRecorded(*steps);
        m_travel.setRecorded(steps);
        gatherPast();
        Q_EMIT listed();
    });
    connect(&m_loader, &MomentLoader::gathering, this, [this](const RoiIdentity& roi, int done, int total) {
        if (roi == m_roi)
            m_views->roiPast()->setProgress(done, total);
    });
    connect(&m_loader, &MomentLoader::gathered, this, &TimeDesk::takePast);
}

void TimeDesk::fillMenu(QMenu* menu)
{
    menu->addActions(travelActions(menu, m_travel, *m_transport->timeline()));
}

void TimeDesk::startRun(std::shared_ptr<StepSource> steps)
{
    m_loader.setSource(steps);
    m_history = {};
    m_hardness = {};
    m_hardnessIsOld = true;
    m_toPick.reset();
    m_hard.reset();
    m_roi.reset();
    m_past.clear();
    m_pastUpTo = 0;
    m_gathering = false;
    m_transport->timeline()->clear();
    m_views->roiPast()->setNoPast(RoiPastView::NoPast::NothingPicked);
    m_views->hardest()->setRows(nullptr);
    m_travel.clear();
    if (!steps)
        return m_look.stop();
    m_loader.list();
    m_look.start();
}

void TimeDesk::setPublished(const Published& published)
{
    const bool isStill = published.state != SessionState::Running && published.state != SessionState::Followed;
    const bool isNew = published.history.steps.size() != m_history.steps.size();
    m_history = published.history;
    m_hardnessIsOld = m_hardnessIsOld || isNew;
    if (published.run)
        m_classNames = published.run->classNames;
    m_travel.setNewest(m_history.steps.empty() ? 0 : m_history.steps.back().step);
    if (isNew && isStill)
        m_loader.list(); // a single step is looked for at once
    showState();
}

void TimeDesk::goTo(std::optional<int64_t> step, std::optional<StepRoi> roi)
{
    m_toPick = roi;
    if (step && *step != m_travel.shown())
        m_travel.goTo(*step);
    else
        pickAgain();
}

void TimeDesk::showPlace()
{
    if (m_travel.follows()) {
        m_views->setMoment(nullptr);
        m_views->roiPast()->setShown(std::nullopt);
        pickAgain();
    } else {
        m_loader.load(m_travel.shown(), evaluatedUpTo(m_history, m_travel.shown()));
    }
    showState();
}

void TimeDesk::showState()
{
    showTravel(m_travel, *m_transport->timeline(), *m_transport->playback());
}

void TimeDesk::showMoment(const std::shared_ptr<const Moment>& moment)
{
    if (m_travel.follows())
        return; // somebody has gone back to the newest step meanwhile
    if (!moment->problem.empty())
        Q_EMIT failed(QString::fromStdString(moment->problem));
    m_views->setMoment(moment);
    m_views->roiPast()->setShown(moment->step);
    pickAgain();
}

/// A RoI that is picked is the one whose past is told, until another is.
void TimeDesk::takePick(int picture, int roi)
{
    const auto& step = m_views->recorded();
    if (!step || picture < 0 || roi < 0 || size_t(picture) >= step->pictures.size())
        return;
    const PictureRecord& record = step->pictures[size_t(picture)];
    const RoiIdentity identity {
        record.picture.contentId, record.rois[size_t(roi)].proposal, m_views->followsPinned()};
    if (identity == m_roi)
        return;
    m_roi = identity;
    m_past.clear();
    m_pastUpTo = 0;
    m_gathering = false;
    if (identity.proposal < 0)
        return m_views->roiPast()->setNoPast(RoiPastView::NoPast::Jittered);
    m_roiName = tr("RoI %1 of %2").arg(roi + 1).arg(QString::fromStdString(record.picture.name));
    m_views->roiPast()->setPast(m_roiName, {}, false);
    gatherPast();
}

/// The RoI that was asked for, or the one whose past is told, where the step that is shown now has it.
void TimeDesk::pickAgain()
{
    const auto& step = m_views->recorded();
    RoiView* view = m_views->roiView();
    if (!step)
        return;
    if (const auto wanted = std::exchange(m_toPick, std::nullopt)) {
        const auto picture = size_t(wanted->picture);
        if (picture < step->pictures.size() && size_t(wanted->roi) < step->pictures[picture].rois.size())
            view->pick(wanted->picture, wanted->roi);
        return;
    }
    if (const auto hard = std::exchange(m_hard, std::nullopt); hard && pickHard(*step, *hard))
        return;
    if (!m_roi || m_roi->proposal < 0 || !view->pick().isNone())
        return;
    for (size_t p = 0; p < step->pictures.size(); ++p) {
        const PictureRecord& record = step->pictures[p];
        if (record.picture.contentId != m_roi->contentId)
            continue;
        const auto at = std::ranges::find(record.rois, m_roi->proposal, &RoiRecord::proposal);
        if (at != record.rois.end())
            return view->pick(int(p), int(at - record.rois.begin()));
    }
}

/// The RoI with the highest loss of the picture or object that was asked for; false: it is not in this step.
bool TimeDesk::pickHard(const DetectionStep& step, const HardnessRow& hard)
{
    for (size_t p = 0; p < step.pictures.size(); ++p) {
        const PictureRecord& record = step.pictures[p];
        if (record.picture.contentId != hard.picture.contentId)
            continue;
        int hardest = -1;
        float highest = -1;
        for (size_t r = 0; r < record.rois.size(); ++r) {
            const RoiRecord& roi = record.rois[r];
            const bool isOfIt = hard.of == HardnessOf::Picture || (roi.label > 0 && roi.matched == hard.object);
            if (const float loss = rankingLoss(roi, step.mining); isOfIt && loss > highest) { // NaN: never
                highest = loss;
                hardest = int(r);
            }
        }
        if (hardest >= 0)
            m_views->roiView()->pick(int(p), hardest);
        return hardest >= 0;
    }
    return false;
}

/// The recorded steps with the RoI that have not been read yet. One reading at a time: the next goes on where it ended.
void TimeDesk::gatherPast()
{
    if (!m_roi || m_roi->proposal < 0 || m_gathering)
        return;
    const auto& recorded = m_roi->isPinned ? m_pinnedSteps : m_transport->timeline()->recorded();
    std::vector<int64_t> steps;
    for (const int64_t step : m_roi->isPinned ? m_pinnedSteps : stepsWithPicture(m_history, m_roi->contentId))
        if (step > m_pastUpTo && std::ranges::binary_search(recorded, step))
            steps.push_back(step);
    if (steps.empty())
        return m_views->roiPast()->setPast(m_roiName, m_past, true);
    m_gathering = true;
    m_pastUpTo = steps.back();
    m_loader.gather(*m_roi, std::move(steps));
}

void TimeDesk::takePast(const RoiIdentity& roi, const RoiPast& more)
{
    if (roi != m_roi)
        return;
    m_gathering = false;
    m_past.insert(m_past.end(), more.begin(), more.end());
    m_views->roiPast()->setPast(m_roiName, m_past, true);
}

/// Only where somebody looks: of many objects it takes a while.
void TimeDesk::showHardness()
{
    if (!m_hardnessIsOld || !m_views->hardest()->isVisible())
        return;
    m_hardnessIsOld = false;
    m_hardness.read(m_history);
    auto rows = std::make_shared<HardestRows>();
    rows->pictures = m_hardness.rows(HardnessOf::Picture, m_classNames);
    rows->objects = m_hardness.rows(HardnessOf::Object, m_classNames);
    rows->classes = m_hardness.rows(HardnessOf::Class, m_classNames);
    m_views->hardest()->setRows(rows);
}

/// To the newest recorded step with the picture, and there to the object's hardest RoI; a class narrows all views to itself.
void TimeDesk::goToHard(const HardnessRow& row)
{
    if (row.of == HardnessOf::Class) {
        RoiFilter filter = m_views->filter();
        filter.label = row.label;
        return m_views->setFilter(filter);
    }
    const auto& recorded = m_transport->timeline()->recorded();
    const auto steps = stepsWithPicture(m_history, row.picture.contentId);
    const auto last = std::find_if(steps.rbegin(), steps.rend(),
        [&](int64_t step) { return step <= m_travel.shown() && std::ranges::binary_search(recorded, step); });
    const auto any = last != steps.rend() ? last
                                          : std::find_if(steps.rbegin(), steps.rend(),
                                              [&](int64_t step) { return std::ranges::binary_search(recorded, step); });
    if (any == steps.rend()) {
        Q_EMIT failed(tr("No step with %1 is recorded as a whole.").arg(QString::fromStdString(row.picture.name)));
        return;
    }
    m_hard = row;
    m_views->setMiddle(Middle::Step);
    if (*any == m_travel.shown())
        pickAgain();
    else
        m_travel.goTo(*any);
}

} // namespace hardlens
