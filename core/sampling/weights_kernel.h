#pragma once

#include "core/sampling/nearest_kernel.h"

namespace hardlens {

/// Candidates are of another class, with a cosine in (above, upTo]. Their log weight is nearFactor
/// · ln(2 (1-s)) + farFactor · ln((1+s)/2), at the cosine s clamped to [lowest, highest].
struct WeightRule
{
    float above = -2;
    float upTo = 2;
    float lowest = 0;
    float highest = 0;
    float nearFactor = 0; // (2-n)/2
    float farFactor = 0;  // (3-n)/2
};

/// Largest log weight of a row and number of candidates; -infinity and 0 where there are none.
struct WeightExtent
{
    float largest = 0;
    int32_t candidates = 0;
};

/// A row is summed in so many lanes, whatever the width of vectors: lane l takes items l, l + 16, …
/// one after the other.
inline constexpr int64_t weightLanes = 16;

struct WeightSums
{
    float weights[weightLanes] {};
    float squares[weightLanes] {};
};

/// Kernels over a row of whole vectors (a multiple of weightLanes). Logarithm and exponential are
/// polynomials, with the same result on all instruction sets: ln x within 1.5e-7 max(1e-4, |ln x|),
/// exp x within 2e-7 of its value; exp of less than -86 is 0.
struct WeightKernels
{
    /// ln 1/q of each candidate, -infinity for the others.
    WeightExtent (*logWeights)(const ClassedRow& row, const WeightRule& rule, float* out) = nullptr;
    /// exp(logWeight - largest) of each.
    WeightSums (*weights)(const float* logWeights, float largest, int64_t count, float* out)
        = nullptr;
};

WeightKernels weightKernels(InstructionSet set);

} // namespace hardlens
