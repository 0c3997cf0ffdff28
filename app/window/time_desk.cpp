#include "app/window/time_desk.h"

#include "app/window/run_views.h"
#include "app/window/travel_controls.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/hardness/roi_past_view.h"
#include "widgets/plots/kept_view.h"
#include "widgets/plots/loss_curves_view.h"
#include "widgets/plots/precision_view.h"
#include "widgets/roi/roi_view.h"

#include <QMenu>

namespace hardlens {

namespace {

constexpr int lookIntervalMs = 1000;

} // namespace

TimeDesk::TimeDesk(RunViews* views, TransportBar* transport, QObject* parent)
    : QObject(parent)
    , m_views(views)
    , m_transport(transport)
    , m_past(views, &m_travel, &m_loader)
    , m_hardness(views, &m_travel)
{
    connectControls();
    connectLoader();
    m_look.setInterval(lookIntervalMs);
    connect(&m_look, &QTimer::timeout, this, [this] {
        m_loader.list();
        m_past.gather();
        m_hardness.show();
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
    connect(&m_hardness, &HardnessDesk::arrived, this, &TimeDesk::pickAgain);
    connect(&m_hardness, &HardnessDesk::failed, this, &TimeDesk::failed);
}

void TimeDesk::connectLoader()
{
    connect(&m_loader, &MomentLoader::loaded, this, &TimeDesk::showMoment);
    connect(&m_loader, &MomentLoader::failed, this, &TimeDesk::failed);
    connect(&m_loader, &MomentLoader::listed, this, [this](const auto& steps, const auto& pinned) {
        m_past.setPinnedSteps(pinned);
        m_transport->timeline()->setRecorded(*steps);
        m_travel.setRecorded(steps);
        m_past.gather();
        Q_EMIT listed();
    });
}

void TimeDesk::fillMenu(QMenu* menu)
{
    menu->addActions(travelActions(menu, m_travel, *m_transport->timeline()));
}

void TimeDesk::startRun(std::shared_ptr<StepSource> steps)
{
    m_loader.setSource(steps);
    m_history = {};
    m_toPick.reset();
    m_past.startRun();
    m_hardness.startRun();
    m_transport->timeline()->clear();
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
    m_past.setHistory(m_history);
    m_hardness.setHistory(m_history);
    if (published.run)
        m_hardness.setClassNames(published.run->classNames);
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
        const auto evaluation = evaluationUpTo(m_history, m_travel.shown());
        m_loader.load(m_travel.shown(), evaluation ? evaluation->step : -1);
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
    if (moment->step == m_travel.shown()) // not one that was passed on the way
        pickAgain();
}

/// The RoI that was asked for, or the one whose past is told, where the step that is shown now has it.
void TimeDesk::pickAgain()
{
    const auto& step = m_views->recorded();
    if (!step)
        return;
    if (const auto wanted = std::exchange(m_toPick, std::nullopt)) {
        const auto picture = size_t(wanted->picture);
        if (picture < step->pictures.size() && size_t(wanted->roi) < step->pictures[picture].rois.size())
            m_views->roiView()->pick(wanted->picture, wanted->roi);
    } else if (!m_hardness.pickIn(*step)) {
        m_past.pickIn(*step);
    }
}

} // namespace hardlens
