#include "core/recipes/adam_kernel.h"

#include "core/basics/target_clones.h"

#include <cmath>

namespace hardlens {

HL_TARGET_CLONES
void adamStep(float* __restrict weight, float* __restrict mean, float* __restrict square,
    const float* __restrict gradient, int64_t n, const AdamPass& pass)
{
    const AdamPass p = pass; // the compiler need not fear that it changes
    for (int64_t i = 0; i < n; ++i) {
        const float g = gradient[i] + p.decay * weight[i];
        const float m = p.beta1 * mean[i] + p.rest1 * g;
        const float v = p.beta2 * square[i] + p.rest2 * g * g;
        mean[i] = m;
        square[i] = v;
        weight[i] -= p.rate * m / (std::sqrt(v * p.squareScale) + p.epsilon);
    }
}

} // namespace hardlens
