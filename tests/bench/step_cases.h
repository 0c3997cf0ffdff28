#pragma once

#include "tests/bench/figures.h"

namespace hardlens::bench {

/// Implementation B beside A: the part of a step behind the backbone, at the size of VGG16, its
/// time and its memory.
void measureHeadPart(Figures& figures, const std::string& only);

/// How the time of a step grows with R, B, N and the size of the pictures, one at a time around the
/// middle of each row.
void measureGrowth(Figures& figures, const std::string& only);

} // namespace hardlens::bench
