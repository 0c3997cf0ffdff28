#pragma once

#include "tests/bench/figures.h"

namespace hardlens::bench {

/// A run file of 10,000 steps of 2 × 1000 RoIs: writing, opening, reading on, scrubbing, size.
/// Needs 1 GB where temporary files lie.
void measureRunFile(Figures& figures, const std::string& only);

/// What a step of a real training takes in a run file: built-in scenes, and voc_bccd where it is.
void measureStepSize(Figures& figures, const std::string& only);

} // namespace hardlens::bench
