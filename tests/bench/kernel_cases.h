#pragma once

#include "tests/bench/figures.h"

namespace hardlens::bench {

/// NMS and RoI max pooling beside torchvision's, on the same inputs; results must be equal or the
/// figure is not given.
void measureKernels(Figures& figures, const std::string& only);

} // namespace hardlens::bench
