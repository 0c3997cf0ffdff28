#pragma once

#include "core/basics/instruction_sets.h"

#include <cstdint>

namespace hardlens {

/// What pulls and pushes one point of a map, over all others, with w_j = 1 / (1 + |y_i - y_j|²).
struct MapForces
{
    float pullX = 0; // Σ p_j w_j (y_i - y_j)
    float pullY = 0;
    float pushX = 0; // Σ w_j² (y_i - y_j)
    float pushY = 0;
    float weights = 0; // Σ w_j
};

/// x, y, p: of all points, a multiple of 16; what fills up is far away and has p = 0. own: the
/// index of the point. Sixteen sums side by side, added at the end in order: the same bits in every
/// instruction set.
using MapForcesKernel
    = MapForces (*)(const float* x, const float* y, const float* p, int64_t points, int64_t own);

MapForcesKernel mapForcesKernel(InstructionSet set);

} // namespace hardlens
