#include "core/analysis/draw_comparison.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

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

using Triplet = std::tuple<int32_t, int32_t, int32_t>;

std::vector<Triplet> sortedTriplets(const Draws& draws)
{
    std::vector<Triplet> triplets;
    triplets.reserve(draws.draws.size());
    for (const Draw& draw : draws.draws)
        triplets.emplace_back(draw.anchor, draw.positive, draw.negative);
    std::ranges::sort(triplets);
    return triplets;
}

/// Of a, how many b lacks; a triplet may be there several times.
int64_t countMissing(const std::vector<Triplet>& a, const std::vector<Triplet>& b)
{
    std::vector<Triplet> missing;
    std::ranges::set_difference(a, b, std::back_inserter(missing));
    return int64_t(missing.size());
}

} // namespace

DrawComparison compareDraws(const EmbeddingStep& step, const Cosines& cosines, const Draws& now)
{
    const Draws kept = shortenedDraws(now);
    const auto before = sortedTriplets(step.drawn), after = sortedTriplets(kept);
    return {.before = figuresOf(step.drawn, cosines),
        .now = figuresOf(kept, cosines),
        .gained = countMissing(after, before),
        .lost = countMissing(before, after)};
}

} // namespace hardlens
