#include "app/window/time_desk.h"

#include "app/window/travel_controls.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/transport_bar.h"

#include <QMenu>

namespace hardlens {

namespace {

constexpr int lookIntervalMs = 1000;

} // namespace

TimeDesk::TimeDesk(TransportBar* transport, QObject* parent)
    : QObject(parent)
    , m_transport(transport)
{
    connect(&m_travel, &TimeTravel::moved, this, &TimeDesk::showPlace);
    connect(&m_travel, &TimeTravel::changed, this, &TimeDesk::showState);
    connectTravel(m_travel, *m_transport->timeline(), *m_transport->playback());
    connectLoader();
    m_look.setInterval(lookIntervalMs);
    connect(&m_look, &QTimer::timeout, this, [this] {
        m_loader.list();
        Q_EMIT looked();
    });
}

void TimeDesk::connectLoader()
{
    connect(&m_loader, &MomentLoader::loaded, this, &TimeDesk::showMoment);
    connect(&m_loader, &MomentLoader::failed, this, &TimeDesk::failed);
    connect(&m_loader, &MomentLoader::listed, this, [this](const auto& steps, const auto&) {
        m_transport->timeline()->setRecorded(*steps);
        m_travel.setRecorded(steps);
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
    m_transport->timeline()->clear();
    m_travel.clear();
    if (!steps)
        return m_look.stop();
    m_loader.list();
    m_look.start();
}

void TimeDesk::setPublished(const Published& published)
{
    const bool isStill
        = published.state != SessionState::Running && published.state != SessionState::Followed;
    const bool isNew = published.history.steps.size() != m_history.steps.size();
    m_history = published.history;
    m_travel.setNewest(m_history.steps.empty() ? 0 : m_history.steps.back().step);
    if (isNew && isStill)
        m_loader.list(); // a single step is looked for at once
    showState();
}

void TimeDesk::showPlace()
{
    if (m_travel.follows()) {
        Q_EMIT momentShown(nullptr);
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
    Q_EMIT momentShown(moment);
}

} // namespace hardlens
