#include "core/analysis/recorded_steps.h"

#include <algorithm>

namespace hardlens {

std::vector<StepSpan> joinedSteps(std::span<const int64_t> steps, int64_t gap)
{
    std::vector<StepSpan> spans;
    for (const int64_t step : steps) {
        if (spans.empty() || step - spans.back().last > gap)
            spans.push_back({step, step});
        else
            spans.back().last = step;
    }
    return spans;
}

int64_t nearestStep(std::span<const int64_t> steps, int64_t step)
{
    if (steps.empty())
        return step;
    const auto after = std::ranges::lower_bound(steps, step);
    if (after == steps.begin())
        return *after;
    const int64_t before = *std::prev(after);
    return after != steps.end() && *after - step < step - before ? *after : before;
}

int64_t stepFurther(std::span<const int64_t> steps, int64_t step, int64_t by)
{
    if (steps.empty() || by == 0)
        return step;
    // Places among the steps; -1 and size() lie beyond the ends.
    const int64_t from = by > 0 ? std::ranges::upper_bound(steps, step) - steps.begin() - 1
                                : std::ranges::lower_bound(steps, step) - steps.begin();
    const int64_t last = std::ssize(steps) - 1;
    return steps[size_t(std::clamp(from + by, int64_t(0), last))];
}

} // namespace hardlens
