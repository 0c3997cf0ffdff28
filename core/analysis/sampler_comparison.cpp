#include "core/analysis/sampler_comparison.h"

#include "core/sampling/effective_sample_size.h"
#include "core/sampling/gradient_variance.h"

namespace hardlens {

namespace {

std::optional<double> meanVariance(const Cosines& cosines, const Draws& draws, double noise)
{
    if (draws.draws.empty())
        return {};
    double sum = 0;
    for (const Draw& draw : draws.draws)
        sum += gradientVariance(
            distanceOf(cosines(draw.anchor, draw.negative)), noise, double(cosines.dimension()));
    return sum / double(draws.draws.size());
}

} // namespace

std::array<SamplerOutcome, comparedSamplers.size()> compareSamplers(
    const EmbeddingStep& step, const Cosines& cosines, const SamplingConfig& sampling, double noise)
{
    std::array<SamplerOutcome, comparedSamplers.size()> outcomes {};
    for (size_t i = 0; i < comparedSamplers.size(); ++i) {
        SamplingConfig config = sampling;
        config.negatives = comparedSamplers[i];
        SamplerOutcome& outcome = outcomes[i];
        outcome.sampler = config.negatives;
        outcome.draws = drawAgain(step, cosines, config, step.key);
        outcome.distances = drawnDistances(cosines, outcome.draws);
        outcome.effectiveSampleSize = medianEffectiveSampleSize(outcome.draws);
        outcome.gradientNoise = meanVariance(cosines, outcome.draws, noise);
    }
    return outcomes;
}

} // namespace hardlens
