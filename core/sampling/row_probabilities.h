#pragma once

#include "core/sampling/cosines.h"
#include "core/sampling/draws.h"
#include "core/sampling/sampling_config.h"

namespace hardlens {

/// A negative that a row may give.
struct CandidateProbability
{
    int32_t item = 0;
    float distance = 0;
    float logWeight = 0;   // as Draw::logWeight
    float probability = 0; // that a pair of the row gets it; for samplers without choice the share
                           // of the row's pairs that do

    friend bool operator==(const CandidateProbability&, const CandidateProbability&) = default;
};

struct RowProbabilities
{
    DrawRow row {}; // treatment Dropped where the anchor gives no triplet at all
    std::vector<CandidateProbability> candidates {}; // by item
};

/// Where the negatives of one anchor, or of one of its pairs, come from, as drawNegatives does it.
/// Without replacement, the probabilities are those of the first pair.
///
/// anchor: in [0, n). positive: another member of its class, for samplers that are `perPair`; not
/// read by the others. Throws std::invalid_argument where that does not hold or labels do not fit,
/// ConfigError where the config is out of range.
RowProbabilities rowProbabilities(const Cosines& cosines, std::span<const int64_t> labels,
    const SamplingConfig& config, int32_t anchor, int32_t positive = -1);

} // namespace hardlens
