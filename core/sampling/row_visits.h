#pragma once

#include "core/sampling/distance_weighted_negatives.h"
#include "core/sampling/negative_rows.h"
#include "core/sampling/pair_slots.h"

#include <optional>

namespace hardlens {

/// Somebody who wants to see every row that a batch's negatives are drawn from.
class RowVisitor
{
public:
    virtual ~RowVisitor() = default;
    /// A row of an anchor (positive -1) or of its one pair.
    virtual void listed(
        const NegativeRow& row, int32_t anchor, int32_t positive, std::span<const PairSlot> pairs)
        = 0;
    /// A row with weights, which has candidates.
    virtual void weighted(
        const DistanceWeights& row, int32_t anchor, std::span<const PairSlot> pairs)
        = 0;
};

/// The rows of all anchors that have a pair and a negative, or of one anchor alone.
/// weights: for DistanceWeighted, none for the other samplers.
void visitRows(const SampledBatch& batch, const RandomKey& key,
    std::optional<DistanceWeights>& weights, RowVisitor& visitor);
void visitRowsOf(int32_t anchor, const SampledBatch& batch, const RandomKey& key,
    std::optional<DistanceWeights>& weights, RowVisitor& visitor);

/// The weights of a batch under DistanceWeighted; none for the other samplers.
std::optional<DistanceWeights> weightsFor(
    const SampledBatch& batch, std::span<const int64_t> labels);

} // namespace hardlens
