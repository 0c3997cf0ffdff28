#pragma once

#include "core/basics/instruction_sets.h"

#include <cstdint>

namespace hardlens {

/// Embeddings are packed in panels of so many: for each coordinate the values of all of them, one
/// after the other.
inline constexpr int64_t panelRows = 32;

/// Sums are taken over so many coordinates at a time, one coordinate after the other, and then the
/// parts in order.
inline constexpr int64_t coordinatesPerPart = 128;

/// Cosines of each embedding of panel a with each of panel b, clamped to [-1, 1]: out[i * panelRows
/// + j].
using PanelProductKernel = void (*)(const float* a, const float* b, int64_t dimension, float* out);

PanelProductKernel panelProductKernel(InstructionSet set);

} // namespace hardlens
