#pragma once

#include "core/records/embedding_step.h"
#include "core/sampling/distance_histogram.h"

#include <array>
#include <optional>
#include <vector>

namespace hardlens {

/// Density of distances per bin of DistanceHistogram, its area 1; all 0 where there is nothing.
using DistanceDensity = std::array<double, size_t(DistanceHistogram::bins)>;

/// The histogram scaled to area 1, so that few pairs and many can be compared.
DistanceDensity densityOf(const DistanceHistogram& histogram);

/// The distances within a step's batch, computed once for all who look at them.
struct StepDistances
{
    Cosines cosines {};
    std::vector<int64_t> labels {};
    DistanceHistogram positives {};          // pairs of one class, each once
    DistanceHistogram negatives {};          // pairs of different classes, each once
    std::optional<double> medianPositive {}; // of an even number the lower one; none: no such pairs
};

StepDistances distancesOf(const EmbeddingStep& step);

/// Every pair of a batch once, as matchCurve takes them.
struct DistancePairs
{
    std::vector<float> distances {};
    std::vector<uint8_t> same {}; // of each, 1: of one class
};

/// Pairs with an embedding without direction are left out.
DistancePairs pairsOf(const StepDistances& distances);

} // namespace hardlens
