#pragma once

#include "core/basics/instruction_sets.h"

#include <cstdint>

namespace hardlens {

/// The candidate with the largest cosine, the lowest index among equals; -1 and a cosine below all
/// others where there is none.
struct NearestNegative
{
    int32_t index = -1;
    float cosine = -2;
};

/// A row of cosines beside the classes of its columns; `count`: of both, whole vectors.
struct ClassedRow
{
    const float* cosines = nullptr;
    const int32_t* classes = nullptr;
    int64_t count = 0;
    int32_t anchorClass = 0;
};

/// The nearest of another class with a cosine smaller than `below`. NaN is never taken.
using NearestKernel = NearestNegative (*)(const ClassedRow& row, float below);

NearestKernel nearestKernel(InstructionSet set);

} // namespace hardlens
