#include "app/window/time_travel.h"

#include "core/analysis/recorded_steps.h"

#include <algorithm>

namespace hardlens {

TimeTravel::TimeTravel(QObject* parent)
    : QObject(parent)
{
    connect(&m_timer, &QTimer::timeout, this, &TimeTravel::advance);
}

void TimeTravel::clear()
{
    m_timer.stop();
    m_recorded = std::make_shared<std::vector<int64_t>>();
    m_newest = 0;
    m_loop.reset();
    m_at.reset();
    Q_EMIT moved();
    Q_EMIT changed();
}

void TimeTravel::setNewest(int64_t step)
{
    if (m_newest == step)
        return;
    m_newest = step;
    Q_EMIT changed();
}

void TimeTravel::setRecorded(std::shared_ptr<const std::vector<int64_t>> steps)
{
    m_recorded = std::move(steps);
    Q_EMIT changed();
}

bool TimeTravel::isRecorded(int64_t step) const
{
    return std::ranges::binary_search(*m_recorded, step);
}

std::span<const int64_t> TimeTravel::reachable() const
{
    return {m_recorded->begin(), std::ranges::upper_bound(*m_recorded, m_newest)};
}

void TimeTravel::moveTo(std::optional<int64_t> step)
{
    if (m_at == step)
        return;
    m_at = step;
    Q_EMIT moved();
}

void TimeTravel::goTo(int64_t step)
{
    const auto steps = reachable();
    if (steps.empty())
        return;
    const auto after = std::ranges::upper_bound(steps, step);
    moveTo(after == steps.begin() ? *after : *std::prev(after));
}

void TimeTravel::stepBy(int64_t count)
{
    const auto steps = reachable();
    if (steps.empty() || (count > 0 && follows()))
        return;
    if (count > std::ranges::distance(std::ranges::upper_bound(steps, shown()), steps.end()))
        return follow();
    moveTo(stepFurther(steps, shown(), count));
}

void TimeTravel::goToFirst()
{
    goTo(0);
}

void TimeTravel::follow()
{
    play(false);
    moveTo(std::nullopt);
}

void TimeTravel::play(bool on)
{
    if (on == isPlaying() || (on && reachable().empty()))
        return;
    if (!on) {
        m_timer.stop();
        Q_EMIT changed();
        return;
    }
    const bool isOutside = m_loop && (shown() < m_loop->first || shown() >= m_loop->second);
    if (isOutside)
        goIntoLoop();
    else if (shown() >= reachable().back())
        goToFirst();
    m_timer.start(int(1000 / m_speed));
    Q_EMIT changed();
}

/// To the first recorded step of the range; a range without one is gone around at the step before
/// it.
void TimeTravel::goIntoLoop()
{
    const auto first = std::ranges::lower_bound(*m_recorded, m_loop->first);
    goTo(first == m_recorded->end() || *first > m_loop->second ? m_loop->first : *first);
}

void TimeTravel::setSpeed(double stepsPerSecond)
{
    m_speed = std::clamp(stepsPerSecond, 0.01, fastest);
    m_timer.setInterval(int(1000 / m_speed));
    Q_EMIT changed();
}

void TimeTravel::setLoop(std::optional<Range> steps)
{
    if (steps && steps->first > steps->second)
        std::swap(steps->first, steps->second);
    if (m_loop == steps)
        return;
    m_loop = steps;
    Q_EMIT changed();
}

/// The next recorded step; round in the loop, and at the end of what there is playing ends.
void TimeTravel::advance()
{
    const auto steps = reachable();
    const auto next = std::ranges::upper_bound(steps, shown());
    const bool isLast = next == steps.end();
    if (m_loop && (isLast || *next > m_loop->second))
        return goIntoLoop();
    if (isLast)
        return play(false);
    moveTo(*next);
}

} // namespace hardlens
