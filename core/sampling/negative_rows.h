#pragma once

#include "core/sampling/batch_classes.h"
#include "core/sampling/draws.h"

namespace hardlens {

/// A row whose negatives are taken uniformly, or in order.
struct NegativeRow
{
    std::vector<int32_t> items; // empty: the row is dropped
    bool inOrder
        = false; // the pair at place k takes item k, from the beginning again where there are fewer
    int32_t candidates = 0; // that the sampler's rule leaves, before anything stands in for them
    RowTreatment treatment = RowTreatment::Candidates;

    /// As it is reported. positive: -1 where the row serves all pairs.
    DrawRow described(int32_t anchor, int32_t positive) const;
    /// Of one item when a negative is taken.
    float probability() const { return inOrder ? 1.f : 1.f / float(items.size()); }
};

/// The row of an anchor, or of a pair where the sampler is `perPair`, for every sampler but
/// DistanceWeighted; what stands in for an empty one is applied. The anchor has a negative.
NegativeRow negativeRow(const SampledBatch& batch, int32_t anchor, int32_t positive);

/// What stands in for a row without candidates under config.emptyRow.
NegativeRow standInRow(const SampledBatch& batch, int32_t anchor);

} // namespace hardlens
