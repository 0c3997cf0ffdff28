#pragma once

#include "core/analysis/plane_point.h"

#include <span>
#include <vector>

namespace hardlens {

/// A turn or a mirroring, a change of size and a shift of the plane.
struct PlaneMove
{
    double xx = 1, xy = 0, yx = 0, yy = 1; // s R, row by row
    double x = 0, y = 0;                   // added behind it

    PlanePoint operator()(const PlanePoint& point) const;
};

/// Turns, mirrors, scales and shifts a map so that it lies on the one before as well as it can: a
/// map of embeddings means distances alone, and eyes follow points only where the rest stays.
///
///   p' = s R (p - p̄) + q̄      R = U Vᵀ of  Σ (q - q̄)(p - p̄)ᵀ = U S Vᵀ
///   s² = Σ |q - q̄|² / Σ |p - p̄|²
///
/// Schönemann, "A generalized solution of the orthogonal Procrustes problem", 1966. The scale is
/// the one that keeps the size, not that of least squares: the latter shrinks where points moved,
/// and of frames that are aligned one after the other nothing would be left.
///
/// points: the same items as in before, in the same order, else std::invalid_argument. A map of one
/// place keeps its size; without points nothing is moved.
PlaneMove moveOnto(std::span<const PlanePoint> before, std::span<const PlanePoint> points);

/// The points so moved.
std::vector<PlanePoint> alignedTo(
    std::span<const PlanePoint> before, std::span<const PlanePoint> points);

} // namespace hardlens
