#pragma once

#include "core/basics/instruction_sets.h"

#include <cstdint>

namespace hardlens {

/// A panel is sixteen rows turned over: coordinate by coordinate, sixteen values each.
inline constexpr int64_t panelRows = 16;
/// Rows that are compared with a panel at once.
inline constexpr int64_t tileRows = 4;

/// Squared distances of four rows to the sixteen of a panel, each summed in the order of the
/// coordinates:
///
///   distances[16 r + c] = Σ_k (rows[r · dimensions + k] - panel[16 k + c])²
///
/// The same bits in every instruction set, and for rows and columns exchanged.
using DistanceKernel
    = void (*)(const float* rows, const float* panel, int64_t dimensions, float* distances);

/// Some of the items that precede another one in its order by distance: these four rows for each
/// item of the panel, and the other way round. Item j precedes item m of q where
///
///   d(q, j) < d(q, m),  or  d(q, j) = d(q, m)  and  j < m.
struct PrecedenceTile
{
    const float* rows = nullptr;
    const float* panel = nullptr;
    int64_t dimensions = 0;
    int32_t firstRow = 0;                // the index of the first of these rows
    int32_t firstColumn = 0;             // of the first item of the panel
    const float* rowLimits = nullptr;    // d(q, m) of the four rows; negative: nothing precedes
    const int32_t* rowMatches = nullptr; // m of the four rows
    int32_t* rowCounts = nullptr;        // sixteen for each of the four rows, added to
    const float* columnLimits = nullptr; // the same of the panel's items
    const int32_t* columnMatches = nullptr;
    int32_t* columnCounts = nullptr; // one for each of the sixteen; null: only the rows are counted
};
/// No item counts as preceding itself, where firstRow and firstColumn overlap.
using PrecedenceKernel = void (*)(const PrecedenceTile& tile);

DistanceKernel distanceKernel(InstructionSet set);
PrecedenceKernel precedenceKernel(InstructionSet set);

} // namespace hardlens
