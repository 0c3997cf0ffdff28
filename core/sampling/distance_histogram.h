#pragma once

#include "core/basics/random.h"
#include "core/sampling/cosines.h"
#include "core/sampling/draws.h"
#include "core/sampling/sampling_config.h"

#include <array>

namespace hardlens {

/// Mass by distance, in bins of 0.02 over [0, 2] (as the paper's Figure 2).
struct DistanceHistogram
{
    static constexpr int64_t bins = 100;
    static constexpr double binWidth = 2. / bins;

    std::array<double, size_t(bins)> mass {};

    /// Bin k holds [k · binWidth, (k + 1) · binWidth), the last one 2 as well. distance: in [0, 2].
    static size_t binOf(double distance);
    double total() const;

    friend bool operator==(const DistanceHistogram&, const DistanceHistogram&) = default;
};

/// Distances D_an of the negatives that were drawn, one per triplet.
DistanceHistogram drawnDistances(const Cosines& cosines, const Draws& draws);

/// Distances of all pairs of different classes, each once.
/// labels: one per embedding; throws std::invalid_argument otherwise.
DistanceHistogram negativeDistances(const Cosines& cosines, std::span<const int64_t> labels);

/// What drawnDistances is on average over all keys: for each pair the probabilities of its
/// candidates. Rows that stand in for empty ones are counted too. Without replacement it is what
/// drawing with replacement gives. The key decides random positives alone. Throws as drawNegatives
/// does.
DistanceHistogram expectedDraws(const Cosines& cosines, std::span<const int64_t> labels,
    const SamplingConfig& config, const RandomKey& key);

} // namespace hardlens
