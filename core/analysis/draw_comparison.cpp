#include "core/analysis/draw_comparison.h"

#include "core/analysis/shared_triplets.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

DrawFigures figuresOf(const Draws& draws, const Cosines& cosines)
{
    DrawFigures figures {.triplets = int64_t(draws.draws.size()), .emptyRows = draws.emptyRows};
    std::vector<float> sizes;
    for (const DrawRow& row : draws.rows)
        if (row.effectiveSampleSize > 0)
            sizes.push_back(row.effectiveSampleSize);
    if (!sizes.empty()) {
        const auto middle = sizes.begin() + std::ptrdiff_t(sizes.size() / 2);
        std::ranges::nth_element(sizes, middle);
        figures.effectiveSampleSize = *middle;
    }
    double sum = 0;
    for (const Draw& draw : draws.draws)
        sum += std::sqrt(std::max(0., 2 - 2 * double(cosines(draw.anchor, draw.negative))));
    if (!draws.draws.empty())
        figures.negativeDistance = sum / double(draws.draws.size());
    return figures;
}

} // namespace

DrawComparison compareDraws(const EmbeddingStep& step, const Cosines& cosines, const Draws& now)
{
    const Draws kept = shortenedDraws(now);
    const SharedTriplets shared = shareTriplets(step.drawn.draws, kept.draws);
    return {.before = figuresOf(step.drawn, cosines),
        .now = figuresOf(kept, cosines),
        .gained = shared.onlySecond,
        .lost = shared.onlyFirst};
}

} // namespace hardlens
