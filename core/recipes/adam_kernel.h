#pragma once

#include <cstdint>

namespace hardlens {

/// What Adam's pass over a parameter needs to know.
struct AdamPass
{
    float beta1 = 0, beta2 = 0;
    float rest1 = 1, rest2 = 1; // 1 - β, which float32 could not tell from its neighbours
    float decay = 0;
    float rate = 0;        // η / (1 - β₁ᵗ)
    float squareScale = 1; // 1 / (1 - β₂ᵗ)
    float epsilon = 0;
};

/// One pass over n values of a parameter.
void adamStep(float* weight, float* mean, float* square, const float* gradient, int64_t n,
    const AdamPass& pass);

} // namespace hardlens
