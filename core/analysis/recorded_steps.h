#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// Steps of a run from `first` to `last`, both of them included.
struct StepSpan
{
    int64_t first = 0;
    int64_t last = 0;

    friend bool operator==(const StepSpan&, const StepSpan&) = default;
};

/// Steps as spans; neighbours that are at most `gap` apart (>= 1) are in one. For drawing many of
/// them. steps: rising.
std::vector<StepSpan> joinedSteps(std::span<const int64_t> steps, int64_t gap);

/// The one nearest to a step, of two equally near ones the earlier; the step itself where there are
/// none. steps: rising.
int64_t nearestStep(std::span<const int64_t> steps, int64_t step);

/// So many further than a step that may itself not be among them: the by-th after it, for a
/// negative `by` before it. At the ends it stays; the step itself where there are none, or by is 0.
/// steps: rising.
int64_t stepFurther(std::span<const int64_t> steps, int64_t step, int64_t by);

} // namespace hardlens
