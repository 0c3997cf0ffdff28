#pragma once

#include "core/records/embedding_step.h"

#include <limits>
#include <span>
#include <vector>

namespace hardlens {

/// Another member of the anchor's class.
struct SeenPositive
{
    int32_t item = 0;
    float distance = 0;
};

/// A triplet of the anchor.
struct SeenDraw
{
    int32_t positive = 0;
    int32_t negative = 0;
    float distance = 0; // of the negative
    float probability = 0;
    float loss = std::numeric_limits<float>::quiet_NaN(); // both terms; NaN: not recorded
};

/// An item of another class, as an anchor sees it.
struct SeenNegative
{
    int32_t item = 0;
    float distance = 0;
    bool isCandidate = false; // could be drawn in this row
    float weight = 0;         // over the largest of the row, in [0, 1]
    float probability = 0;    // of being drawn for one pair
    int32_t timesDrawn = 0;   // in this row
};

/// Everything that one anchor had to choose among, and what it got.
struct AnchorRow
{
    int32_t anchor = -1;
    int32_t positive = -1; // whose row it is, of samplers that are `perPair`; otherwise -1
    std::vector<SeenPositive> positives {}; // by rising distance
    std::vector<SeenDraw> draws {};         // in the order drawn, all pairs of the anchor
    std::vector<SeenNegative> negatives {}; // by rising distance, of equal ones the first first
    DrawRow row {};                         // treatment Dropped where the anchor gives no triplet
};

/// A batch with a choice of negatives: the step's own, or that of a what-if.
struct BatchChoice
{
    const EmbeddingStep& step;
    const Cosines& cosines;
    const SamplingConfig& sampling;
    const Draws& draws;
    std::span<const float> losses {}; // of each draw; empty: not known
};

/// anchor: in [0, batch). positive: whose row is wanted, where the sampler is `perPair`; -1: that
/// of the anchor's first draw, else of its first positive. An anchor without direction has neither
/// positives nor negatives. Throws std::invalid_argument where that does not hold or the parts do
/// not belong together.
AnchorRow anchorRow(const BatchChoice& batch, int32_t anchor, int32_t positive = -1);

} // namespace hardlens
