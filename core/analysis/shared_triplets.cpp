#include "core/analysis/shared_triplets.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <vector>

namespace hardlens {

namespace {

using Triplet = std::tuple<int32_t, int32_t, int32_t>;

std::vector<Triplet> sortedTriplets(std::span<const Draw> draws)
{
    std::vector<Triplet> triplets;
    triplets.reserve(draws.size());
    for (const Draw& draw : draws)
        triplets.emplace_back(draw.anchor, draw.positive, draw.negative);
    std::ranges::sort(triplets);
    return triplets;
}

} // namespace

SharedTriplets shareTriplets(std::span<const Draw> first, std::span<const Draw> second)
{
    const auto a = sortedTriplets(first), b = sortedTriplets(second);
    std::vector<Triplet> shared;
    std::ranges::set_intersection(a, b, std::back_inserter(shared));
    const auto both = int64_t(shared.size());
    return {.both = both,
        .onlyFirst = int64_t(a.size()) - both,
        .onlySecond = int64_t(b.size()) - both};
}

} // namespace hardlens
