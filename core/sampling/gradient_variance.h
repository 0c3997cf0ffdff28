#pragma once

#include "core/basics/random.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hardlens {

/// How much the direction of a negative's gradient varies when its embedding is noisy: the trace of
/// the covariance of the unit vector from negative to anchor. The negative is n' = (n + z) / ‖n +
/// z‖ with z ~ N(0, noise² I); the anchor is clean. Near 1 the direction is all noise: the nearest
/// negatives teach nothing. Wu et al., arXiv:1706.07567, Figure 3a.

/// The expectation, for a pair at `distance` on the sphere in n dimensions:
///
///   V(d) = (1 - c²) / (2 (1 - c) + c d²),  c = 1 / √(1 + n noise²).
///
/// Within 0.002 of simulation for n = 128 and noise up to 0.1. In [0, 1]; half of V(0) where d² = 2
/// (1-c) / c. distance in [0, 2], noise >= 0, n in [2, 4096]; throws std::invalid_argument
/// otherwise.
double gradientVariance(double distance, double noise, double n);

/// How a variance is simulated.
struct GradientNoise
{
    double noise = 0.05;  // standard deviation of each coordinate, >= 0
    int64_t samples = 16; // M, noisy embeddings of each negative, >= 2
    RandomKey key {};     // item is not read: pair i has the stream of item i
};

/// An anchor and a negative, by places in a batch.
struct AnchorNegative
{
    int32_t anchor = 0;
    int32_t negative = 0;
};

/// For each pair M/(M-1) (1 - ‖mean of M unit vectors‖²), which is V without bias. None where an
/// embedding has no finite number, or where a noisy negative falls on the anchor.
///
/// embeddings: float [n, dimension], rows of length 1. pairs: places in [0, n), fewer than 2^24.
/// Throws std::invalid_argument where that does not hold.
std::vector<std::optional<double>> simulatedGradientVariances(std::span<const float> embeddings,
    int64_t dimension, std::span<const AnchorNegative> pairs, const GradientNoise& noise);

/// A bin of distances and the pairs in it.
struct GradientVarianceBin
{
    double from = 0, to = 0; // distances before noise, [from, to); the last bin holds 2 as well
    int64_t pairs = 0;
    std::optional<double> mean {}; // of the simulated variances; none without pairs
};

/// The simulated variances by distance, in `bins` bins of equal width over [0, 2]. bins: at least
/// 1.
std::vector<GradientVarianceBin> binnedGradientVariance(std::span<const float> embeddings,
    int64_t dimension, std::span<const AnchorNegative> pairs, const GradientNoise& noise,
    int64_t bins);

} // namespace hardlens
