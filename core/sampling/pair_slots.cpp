#include "core/sampling/pair_slots.h"

#include "core/sampling/hardest_negatives.h"

#include <algorithm>

namespace hardlens {

namespace {

std::vector<PairSlot> allPairs(const SampledBatch& batch, int32_t anchor)
{
    std::vector<PairSlot> pairs;
    for (const int32_t member : batch.classes.membersOf(anchor))
        if (member != anchor)
            pairs.push_back({member, int32_t(pairs.size())});
    return pairs;
}

std::vector<PairSlot> drawnOne(
    const std::vector<PairSlot>& pairs, int32_t anchor, const RandomKey& key)
{
    const uint32_t word = anchorStream(key, anchor, AnchorStream::Positives).next();
    return {pairs[indexFrom(word, pairs.size())]};
}

} // namespace

RandomStream anchorStream(RandomKey key, int32_t anchor, AnchorStream use)
{
    key.item = 4 * uint32_t(anchor) + uint32_t(use);
    return RandomStream(key);
}

std::vector<PairSlot> pairsOf(const SampledBatch& batch, int32_t anchor, const RandomKey& key)
{
    std::vector<PairSlot> pairs = allPairs(batch, anchor);
    if (pairs.empty())
        return pairs;
    const auto row = batch.cosines.row(anchor);
    const auto nearer = [&](const PairSlot& a, const PairSlot& b) {
        return row[size_t(a.positive)] > row[size_t(b.positive)];
    };
    const auto farther = [&](const PairSlot& a, const PairSlot& b) { return nearer(b, a); };
    switch (batch.config.positives) {
    case PositiveChoice::All:
        break;
    case PositiveChoice::Later:
        std::erase_if(pairs, [&](const PairSlot& p) { return p.positive < anchor; });
        break;
    case PositiveChoice::Hardest:
        return {*std::min_element(pairs.begin(), pairs.end(), farther)};
    case PositiveChoice::Easiest:
        return {*std::min_element(pairs.begin(), pairs.end(), nearer)};
    case PositiveChoice::Random:
        return drawnOne(pairs, anchor, key);
    case PositiveChoice::SoftHard: {
        const NearestNegative negative = nearestNegative(batch, anchor);
        auto hard = pairs;
        std::erase_if(
            hard, [&](const PairSlot& p) { return !(row[size_t(p.positive)] < negative.cosine); });
        return drawnOne(hard.empty() ? pairs : hard, anchor, key);
    }
    }
    return pairs;
}

} // namespace hardlens
