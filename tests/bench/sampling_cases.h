#pragma once

#include "tests/bench/figures.h"

namespace hardlens::bench {

/// Choosing negatives, on one core: distance-weighted beside the matrix product alone, semi-hard
/// beside the same rule in torch, and what the window computes when a sampling slider moves.
void measureSampling(Figures& figures, const std::string& only);

} // namespace hardlens::bench
