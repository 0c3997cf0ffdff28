#include "core/records/embedding_step.h"

#include <utility>

namespace hardlens {

std::vector<int64_t> samplingLabels(const EmbeddingStep& step)
{
    return {step.labels.begin(), step.labels.end()};
}

Draws drawAgain(const EmbeddingStep& step, const Cosines& cosines, const SamplingConfig& sampling,
    const RandomKey& key)
{
    if (!usesDraws(step.loss.kind))
        return {};
    return drawNegatives(cosines, samplingLabels(step), sampling, key);
}

Draws shortenedDraws(Draws draws)
{
    int64_t ofAnchor = 0;
    int32_t anchor = -1;
    std::erase_if(draws.draws, [&](const Draw& draw) {
        if (std::exchange(anchor, draw.anchor) != draw.anchor)
            ofAnchor = 0;
        return ++ofAnchor > EmbeddingStep::keptDrawsPerAnchor;
    });
    return draws;
}

} // namespace hardlens
