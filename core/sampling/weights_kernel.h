#pragma once

#include "core/sampling/nearest_kernel.h"

namespace hardlens {

/// Candidates are of another class, with a cosine in (above, upTo]. Their weight 1/q is
/// (1-s²)^factor / √(2 (1-s)) at the cosine s clamped to [lowest, highest].
struct WeightRule
{
    float above = -2;
    float upTo = 2;
    float lowest = 0;
    float highest = 0;
    float factor = 0; // (3-n)/2
};

/// Largest logarithm of a row and number of candidates; -infinity and 0 where there are none.
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

/// Kernels over a row of whole vectors (a multiple of weightLanes). Logarithms and powers are of
/// base 2 and polynomials, with the same result on all instruction sets: log₂ 1/q within 8e-7 +
/// 2e-7 |factor| (1 + |log₂(1-s²)|), 2^x within 2e-7 of its value; 2^x of less than -124 is 0.
struct WeightKernels
{
    /// log₂ 1/q of each candidate, -infinity for the others.
    WeightExtent (*logWeights)(const ClassedRow& row, const WeightRule& rule, float* out) = nullptr;
    /// 2^(logWeight - largest) of each.
    WeightSums (*weights)(const float* logWeights, float largest, int64_t count, float* out)
        = nullptr;
};

WeightKernels weightKernels(InstructionSet set);

} // namespace hardlens
