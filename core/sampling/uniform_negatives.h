#pragma once

#include "core/sampling/batch_classes.h"

namespace hardlens {

/// All embeddings of other classes than the anchor's that have a direction, rising.
std::vector<int32_t> negativesOf(const SampledBatch& batch, int32_t anchor);

} // namespace hardlens
