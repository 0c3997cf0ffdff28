#pragma once

#include "core/sampling/batch_classes.h"
#include "core/sampling/nearest_kernel.h"

namespace hardlens {

/// The nearest embedding of another class whose cosine with the anchor is smaller than `below`;
/// without it, the nearest of all. Ties go to the lower index; index -1 where there is none.
NearestNegative nearestNegative(const SampledBatch& batch, int32_t anchor, float below = 2);

/// The farthest of another class; ties go to the lower index, -1: there is none.
int32_t farthestNegative(const SampledBatch& batch, int32_t anchor);

/// The `count` nearest of another class at or beyond config.cutoff, the nearest first, or all where
/// there are fewer. Ties go to the lower index.
std::vector<int32_t> nearestBeyondCutoff(const SampledBatch& batch, int32_t anchor, size_t count);

} // namespace hardlens
