#pragma once

#include "core/sampling/cosines.h"
#include "core/sampling/sampling_config.h"

namespace hardlens {

/// Who belongs together in a batch. Embeddings without direction belong to nobody.
struct BatchClasses
{
    std::vector<int32_t> classOf; // as long as a padded row; -1: no direction, or padding
    std::vector<std::vector<int32_t>> members; // of each class, rising

    int64_t usable = 0; // embeddings with a direction

    /// Usable embeddings of other classes than the anchor's.
    int64_t negativesOf(int64_t anchor) const;
    /// Usable embeddings of the anchor's class, the anchor among them.
    const std::vector<int32_t>& membersOf(int64_t anchor) const
    {
        return members[size_t(classOf[size_t(anchor)])];
    }
};

/// labels: any numbers, one per embedding; throws std::invalid_argument otherwise. Classes are
/// numbered in the order in which they first appear.
BatchClasses batchClasses(const Cosines& cosines, std::span<const int64_t> labels);

/// What a sampler looks at.
struct SampledBatch
{
    const Cosines& cosines;
    const BatchClasses& classes;
    const SamplingConfig& config;
};

} // namespace hardlens
