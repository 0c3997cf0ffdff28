#pragma once

#include "core/sampling/distance_histogram.h"

#include <cstdint>
#include <vector>

namespace hardlens {

/// A batch that no network made: points uniform on the unit sphere, in pairs of one class that lie
/// at one distance, as Wu et al. (arXiv:1706.07567, Figure 3b) picture their samplers. Every point
/// is uniform by itself, and so are the distances between pairs.
struct SphereBatch
{
    std::vector<float> embeddings {}; // [points, dimension]
    int64_t dimension = 0;
    std::vector<int64_t> labels {}; // 0, 0, 1, 1, …
};

/// Such batches for any dimension, from one set of random numbers, so that nothing but n differs
/// between them: a uniform direction cut to its first n coordinates is uniform on their sphere.
class SphereBatches
{
public:
    /// points: the most of a batch, even, in [0, 2^24); mostDimension in [2, 4096]; throws
    /// std::invalid_argument otherwise.
    SphereBatches(int64_t points, int64_t mostDimension, uint64_t seed);

    /// A larger batch begins with the points of a smaller one. points: even, n >= 2, neither more
    /// than there are; positiveDistance in [0, 2]; throws std::invalid_argument otherwise.
    SphereBatch batch(int64_t points, int64_t n, double positiveDistance) const;

private:
    int64_t m_points;
    int64_t m_dimension;
    std::vector<float> m_anchors {};    // [points / 2, dimension]
    std::vector<float> m_directions {}; // of the positives, seen from the anchors
};

} // namespace hardlens
