#pragma once

#include "core/records/embedding_step.h"
#include "core/sampling/distance_histogram.h"

#include <array>
#include <optional>

namespace hardlens {

/// What a sampler makes of a batch.
struct SamplerOutcome
{
    NegativeSampler sampler {};
    Draws draws {};                               // complete
    DistanceHistogram distances {};               // of the drawn negatives
    std::optional<double> effectiveSampleSize {}; // median over the rows; none without draws
    /// Mean of gradientVariance over the drawn negatives, in [0, 1]; none without draws.
    std::optional<double> gradientNoise {};
};

/// Those whose choices the paper sets side by side (its Figure 3): uniform, hardest, semi-hard and
/// distance-weighted.
inline constexpr std::array comparedSamplers {NegativeSampler::Uniform, NegativeSampler::Hardest,
    NegativeSampler::SemiHardPaper, NegativeSampler::DistanceWeighted};

/// Standard deviation of each coordinate's noise in the paper's Figure 3b, in 128 dimensions.
inline constexpr double paperNoise = 0.05;

/// The same batch, positives, settings and random key under each of the samplers.
/// cosines: of the step's embeddings. noise: >= 0. Throws as drawNegatives and gradientVariance do.
std::array<SamplerOutcome, comparedSamplers.size()> compareSamplers(const EmbeddingStep& step,
    const Cosines& cosines, const SamplingConfig& sampling, double noise = paperNoise);

} // namespace hardlens
