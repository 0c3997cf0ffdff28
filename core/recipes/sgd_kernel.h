#pragma once

#include <cstdint>

namespace hardlens {

/// One pass over n values of a parameter: v ← momentum · v + rate · (g + decay · w); w ← w - v.
void sgdStep(float* weight, float* velocity, const float* gradient, int64_t n, float rate,
    float momentum, float decay);

} // namespace hardlens
