#pragma once

#include <cstdint>

namespace hardlens {

/// Learning rate as a function of the step: a linear warm-up, then a base rate that falls by a
/// factor every so many steps.
///
///   rate(s) = base · min(1, s / warmup) · factor^floor((s - 1) / every)      s from 1
///
/// The step policy is Fast R-CNN's (solver files: 0.1 every 30,000).
struct StepSchedule
{
    double base = 0.01;
    int64_t warmupSteps = 50; // 0: none
    int64_t everySteps = 0;   // 0: never falls
    double factor = 0.1;

    double rate(int64_t step) const;
};

} // namespace hardlens
