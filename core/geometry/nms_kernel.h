#pragma once

#include "core/basics/instruction_sets.h"

#include <cstddef>
#include <cstdint>

namespace hardlens {

/// A kept box, by its place in the order of scores.
struct KeptBox
{
    float x1 = 0, y1 = 0, x2 = 0, y2 = 0, area = 0;
    int32_t place = 0;
};

/// Boxes a column per quantity. by: place of the box that suppresses, -1: none yet; overlap: IoU
/// with it.
struct NmsColumns
{
    const float* x1 = nullptr;
    const float* y1 = nullptr;
    const float* x2 = nullptr;
    const float* y2 = nullptr;
    const float* area = nullptr;
    int32_t* by = nullptr;
    float* overlap = nullptr;
};

/// Marks the boxes [begin, end) whose IoU with the kept one is above the threshold and that nobody
/// suppresses yet. Computes up to 15 boxes beyond the end, which must be there to be written. plus:
/// 1 for inclusive pixels, else 0.
using SuppressKernel = void (*)(const KeptBox& kept, const NmsColumns& columns, size_t begin,
    size_t end, float plus, float threshold);

SuppressKernel suppressKernel(InstructionSet set);

} // namespace hardlens
