#include "core/analysis/hardness_tally.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();

} // namespace

void RunStretches::reach(int64_t step)
{
    if (m_first < 0)
        m_first = step;
    m_last = step;
    while (count() > most)
        m_length *= 2;
}

void HardnessTally::add(
    int64_t step, const RunStretches& run, int64_t rois, int64_t selected, float meanLoss)
{
    if (step != m_step) {
        ++m_visits;
        m_step = step;
        m_stepLoss = m_stepRois = 0;
    }
    m_rois += rois;
    m_selected += selected;
    if (std::isnan(meanLoss) || rois <= 0)
        return;
    const bool isNewVisit = m_stepRois == 0;
    const double before = isNewVisit ? 0 : m_latest;
    m_stepLoss += double(meanLoss) * double(rois);
    m_stepRois += double(rois);
    m_latest = m_stepLoss / m_stepRois;
    m_sum += m_latest - before;
    m_visitsWithLoss += isNewVisit;
    joinNeighbours(run.length());
    settle(run.newest(), m_latest - before, isNewVisit);
}

void HardnessTally::settle(int64_t stretch, double change, bool isNewVisit)
{
    if (m_stretches.empty() || m_stretches.back().number != stretch)
        m_stretches.push_back({.number = stretch});
    m_stretches.back().visits += isNewVisit;
    m_stretches.back().sum += change;
}

/// Only when it is next visited: of most pictures there is nothing to join when the run grows.
void HardnessTally::joinNeighbours(int64_t length)
{
    if (length == m_length)
        return;
    const int64_t factor = length / m_length;
    std::vector<Stretch> joined;
    for (const Stretch& s : m_stretches) {
        const int64_t number = s.number / factor;
        if (joined.empty() || joined.back().number != number)
            joined.push_back({.number = number});
        joined.back().visits += s.visits;
        joined.back().sum += s.sum;
    }
    m_stretches = std::move(joined);
    m_length = length;
}

float HardnessTally::meanLoss() const
{
    return m_visitsWithLoss ? float(m_sum / double(m_visitsWithLoss)) : none;
}

float HardnessTally::latestLoss() const
{
    return m_visitsWithLoss ? float(m_latest) : none;
}

std::vector<float> HardnessTally::curve(const RunStretches& run) const
{
    std::vector<float> means(size_t(run.count()), none);
    HardnessTally own = *this;
    own.joinNeighbours(run.length());
    for (const Stretch& s : own.m_stretches)
        means[size_t(s.number)] = float(s.sum / double(s.visits));
    return means;
}

std::optional<double> HardnessTally::meanWithin(
    const RunStretches& run, int64_t first, int64_t end) const
{
    const int64_t factor = run.length() / m_length;
    double sum = 0;
    int64_t visits = 0;
    for (const Stretch& s : m_stretches) {
        const int64_t number = s.number / factor;
        if (number < first || number >= end)
            continue;
        sum += s.sum;
        visits += s.visits;
    }
    return visits ? std::optional(sum / double(visits)) : std::nullopt;
}

} // namespace hardlens
