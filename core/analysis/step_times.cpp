#include "core/analysis/step_times.h"

#include <algorithm>
#include <ranges>

namespace hardlens {

namespace {

/// The first row that `isBefore` does not hold for; size(): it holds for all.
template <typename IsBefore> size_t firstRow(const History& history, IsBefore isBefore)
{
    const auto rows = std::views::iota(size_t(0), history.steps.size());
    return size_t(std::ranges::partition_point(rows, [&](size_t row) {
        return isBefore(history.steps[row]);
    }) - rows.begin());
}

/// The step of the row whose `value` is nearest; values do not fall from row to row.
template <typename Value>
std::optional<int64_t> nearest(const History& history, double wanted, Value value)
{
    if (history.steps.empty())
        return std::nullopt;
    const size_t after = firstRow(history, [&](const StepRow& row) { return value(row) < wanted; });
    if (after == 0)
        return history.steps[0].step;
    const StepRow& before = history.steps[after - 1];
    const bool isAfter = after < history.steps.size()
        && value(history.steps[after]) - wanted < wanted - value(before);
    return isAfter ? history.steps[after].step : before.step;
}

} // namespace

std::optional<double> trainSecondsOf(const History& history, int64_t step)
{
    const size_t row = firstRow(history, [step](const StepRow& r) { return r.step < step; });
    if (row == history.steps.size() || history.steps[row].step != step)
        return std::nullopt;
    return history.steps[row].trainSeconds;
}

std::optional<int64_t> stepAtSeconds(const History& history, double seconds)
{
    return nearest(history, seconds, [](const StepRow& row) { return row.trainSeconds; });
}

std::optional<int64_t> stepAtPlace(const History& history, double place)
{
    return nearest(history, place, [](const StepRow& row) { return double(row.step); });
}

} // namespace hardlens
