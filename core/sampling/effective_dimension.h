#pragma once

#include "core/sampling/cosines.h"

#include <optional>

namespace hardlens {

/// How squared distances spread between embeddings of different classes.
struct DistanceSpread
{
    int64_t pairs = 0;     // unordered, of different classes, both with a direction
    double meanSquare = 0; // E[d²], 2 on the uniform sphere; 0 where there are no pairs
    double variance = 0;   // Var(d²), 4/n on the uniform sphere
    /// 4 / Var(d²): the dimension of the uniform sphere whose distances spread as much. None where
    /// the embeddings are not spread over the sphere, |E[d²] - 2| > notSpreadBeyond, or do not
    /// differ at all.
    std::optional<double> effectiveDimension {};
};

/// 4/Var(d²) presumes embeddings that are spread around the origin. A common direction that takes a
/// share w of the squared length lowers E[d²] to 2 - 2w and multiplies Var(d²) by about (1-w)²: at
/// this bound w is a tenth, and the dimension overstated by less than a quarter. Without a bound it
/// reads 664 "of 64" before training (w = .7) and 3e9 after a collapse.
inline constexpr double notSpreadBeyond = 0.2;

/// labels: one per embedding; throws std::invalid_argument otherwise.
DistanceSpread distanceSpread(const Cosines& cosines, std::span<const int64_t> labels);

} // namespace hardlens
