#include "core/analysis/gradient_noise.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr auto binCount = int64_t(2 / BatchGradientNoise::binWidth + .5);

/// Of many, so many that lie evenly between the first and the last.
template <typename Item> std::vector<Item> evenly(const std::vector<Item>& all, int64_t most)
{
    const auto count = int64_t(all.size());
    if (count <= most)
        return all;
    std::vector<Item> some;
    for (int64_t i = 0; i < most; ++i)
        some.push_back(all[size_t(i * count / most)]);
    return some;
}

/// Pairs of different classes, as many near ones as far ones where there are enough.
std::vector<AnchorNegative> pairsByDistance(const EmbeddingStep& step, const Cosines& cosines)
{
    std::vector<std::vector<AnchorNegative>> byBin(static_cast<size_t>(binCount));
    const auto items = int32_t(step.labels.size());
    for (int32_t a = 0; a < items; ++a)
        for (int32_t n = 0; n < items; ++n) {
            if (step.labels[size_t(a)] == step.labels[size_t(n)] || !cosines.usable(a)
                || !cosines.usable(n))
                continue;
            const auto bin
                = int64_t(double(distanceOf(cosines(a, n))) / BatchGradientNoise::binWidth);
            byBin[size_t(std::min(bin, binCount - 1))].push_back({a, n});
        }
    std::vector<AnchorNegative> pairs;
    for (const auto& ofBin : byBin)
        for (const AnchorNegative& pair : evenly(ofBin, BatchGradientNoise::mostPairsOfBin))
            pairs.push_back(pair);
    return pairs;
}

BatchGradientNoise::OfSampler meansOf(const SamplerOutcome& outcome, const EmbeddingStep& step,
    const Cosines& cosines, const GradientNoise& noise)
{
    BatchGradientNoise::OfSampler means {.sampler = outcome.sampler};
    std::vector<AnchorNegative> pairs;
    for (const Draw& draw : evenly(outcome.draws.draws, BatchGradientNoise::mostDrawsOfSampler))
        pairs.push_back({draw.anchor, draw.negative});
    double distance = 0, simulated = 0;
    const auto variances
        = simulatedGradientVariances(step.embeddings, step.dimension, pairs, noise);
    for (size_t i = 0; i < pairs.size(); ++i) {
        if (!variances[i])
            continue;
        distance += double(distanceOf(cosines(pairs[i].anchor, pairs[i].negative)));
        simulated += *variances[i];
        ++means.pairs;
    }
    if (means.pairs > 0) {
        means.distance = distance / double(means.pairs);
        means.simulated = simulated / double(means.pairs);
    }
    return means;
}

} // namespace

BatchGradientNoise batchGradientNoise(
    const EmbeddingStep& step, const Cosines& cosines, const SamplingConfig& sampling, double noise)
{
    RandomKey key = step.key;
    key.purpose = Purpose::Projection; // for the eye alone; other numbers than those of the draws
    const GradientNoise simulation {
        .noise = noise, .samples = BatchGradientNoise::samplesOfPair, .key = key};
    BatchGradientNoise found;
    found.bins = binnedGradientVariance(
        step.embeddings, step.dimension, pairsByDistance(step, cosines), simulation, binCount);
    const auto outcomes = compareSamplers(step, cosines, sampling, noise);
    for (size_t i = 0; i < outcomes.size(); ++i)
        found.samplers[i] = meansOf(outcomes[i], step, cosines, simulation);
    return found;
}

} // namespace hardlens
