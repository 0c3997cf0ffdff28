#pragma once

#include "core/analysis/sampler_comparison.h"
#include "core/sampling/gradient_variance.h"

namespace hardlens {

/// How noisy the directions of gradients are in a batch, by the distance of the negative and by the
/// sampler that would draw it: Figure 3 of Wu et al., arXiv:1706.07567, measured on the step at
/// hand.
struct BatchGradientNoise
{
    static constexpr double binWidth = 0.05;
    static constexpr int64_t mostPairsOfBin = 16, mostDrawsOfSampler = 64, samplesOfPair = 8;

    struct OfSampler
    {
        NegativeSampler sampler {};
        int64_t pairs = 0; // that were simulated
        /// Means over them; none without any.
        std::optional<double> distance {}, simulated {};
    };

    /// Simulated over the batch's pairs of different classes, mostPairsOfBin of each bin at most; a
    /// bin without pairs has none.
    std::vector<GradientVarianceBin> bins {};
    std::array<OfSampler, comparedSamplers.size()> samplers {};
};

/// The simulation of `step`'s own embeddings and draws, with random numbers of its own that depend
/// on the step alone. noise: standard deviation of each coordinate, >= 0. Throws as compareSamplers
/// and simulatedGradientVariances do.
BatchGradientNoise batchGradientNoise(const EmbeddingStep& step, const Cosines& cosines,
    const SamplingConfig& sampling, double noise = paperNoise);

} // namespace hardlens
