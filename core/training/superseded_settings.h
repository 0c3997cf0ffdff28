#pragma once

#include "core/training/commands.h"
#include "core/training/training_config.h"

#include <deque>
#include <vector>

namespace hardlens {

/// The commands that came between two steps, in their order, where a setting that was turned
/// several times counts once, with the last value: a line that was dragged is one change. Where
/// that value is in force already, or is refused, nothing is left out, so that whoever turned it
/// hears of the end.
std::vector<Command> withoutSuperseded(
    const std::deque<Command>& commands, const TrainingConfig& config);

} // namespace hardlens
