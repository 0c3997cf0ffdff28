#include "core/sampling/row_visits.h"

namespace hardlens {

std::optional<DistanceWeights> weightsFor(
    const SampledBatch& batch, std::span<const int64_t> labels)
{
    if (batch.config.negatives != NegativeSampler::DistanceWeighted)
        return {};
    return DistanceWeights(batch, densityDimensionOf(batch.cosines, labels, batch.config));
}

void visitRowsOf(int32_t anchor, const SampledBatch& batch, const RandomKey& key,
    std::optional<DistanceWeights>& weights, RowVisitor& visitor)
{
    if (!batch.cosines.usable(anchor) || batch.classes.negativesOf(anchor) == 0)
        return;
    const auto pairs = pairsOf(batch, anchor, key);
    if (pairs.empty())
        return;
    if (weights) {
        weights->turnTo(anchor);
        if (weights->candidates() > 0)
            visitor.weighted(*weights, anchor, pairs);
        else
            visitor.listed(standInRow(batch, anchor), anchor, -1, pairs);
    } else if (entryOf(batch.config.negatives).perPair) {
        for (const PairSlot& pair : pairs)
            visitor.listed(
                negativeRow(batch, anchor, pair.positive), anchor, pair.positive, {&pair, 1});
    } else {
        visitor.listed(negativeRow(batch, anchor, -1), anchor, -1, pairs);
    }
}

void visitRows(const SampledBatch& batch, const RandomKey& key,
    std::optional<DistanceWeights>& weights, RowVisitor& visitor)
{
    for (int32_t anchor = 0; anchor < batch.cosines.size(); ++anchor)
        visitRowsOf(anchor, batch, key, weights, visitor);
}

} // namespace hardlens
