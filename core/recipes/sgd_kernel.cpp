#include "core/recipes/sgd_kernel.h"

#include "core/basics/target_clones.h"

namespace hardlens {

HL_TARGET_CLONES
void sgdStep(float* __restrict weight, float* __restrict velocity, const float* __restrict gradient,
    int64_t n, float rate, float momentum, float decay)
{
    for (int64_t i = 0; i < n; ++i) {
        const float v = momentum * velocity[i] + rate * (gradient[i] + decay * weight[i]);
        velocity[i] = v;
        weight[i] -= v;
    }
}

} // namespace hardlens
