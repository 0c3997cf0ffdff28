#pragma once

#include "core/records/history.h"

#include <optional>

namespace hardlens {

/// Seconds of training when a step was done; none: the run has no such step.
std::optional<double> trainSecondsOf(const History& history, int64_t step);

/// The step that was done nearest to so many seconds of training, of two equally near ones the
/// earlier; none: the run has no step.
std::optional<int64_t> stepAtSeconds(const History& history, double seconds);

/// The step nearest to a place on an axis of steps; none: the run has no step.
std::optional<int64_t> stepAtPlace(const History& history, double place);

} // namespace hardlens
