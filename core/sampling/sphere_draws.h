#pragma once

#include "core/basics/random.h"

#include <vector>

namespace hardlens {

/// The distance of two points drawn uniformly from the unit sphere in n dimensions, by g / √(g² +
/// r) for the cosine, with g normal and r chi-squared with n-1 degrees of freedom. In [0, 2]. n in
/// [2, 4096], not necessarily whole; throws std::invalid_argument otherwise.
double drawSphereDistance(double n, RandomStream& random);

/// Points drawn uniformly from the unit sphere in n dimensions, one after the other: float [count,
/// n]. Point i depends on the key and i alone (key.item is not read), so that a larger count begins
/// with the same points. count in [0, 2^24), n in [2, 4096]; throws std::invalid_argument
/// otherwise.
std::vector<float> drawSpherePoints(int64_t count, int64_t n, RandomKey key);

} // namespace hardlens
