#pragma once

#include "core/records/history.h"

#include <cstddef>

namespace hardlens {

/// Share of the step time that went into what only a watcher asked for, over the last `rows` steps,
/// in [0, 1]. NaN where there are no steps.
double watchingShare(const History& history, size_t rows = 50);

} // namespace hardlens
