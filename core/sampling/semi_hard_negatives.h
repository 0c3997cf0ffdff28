#pragma once

#include "core/sampling/batch_classes.h"

namespace hardlens {

/// The candidates of a pair under config.negatives, one of SemiHardFaceNet, VggFace and
/// SemiHardBand; rising.
std::vector<int32_t> bandCandidates(const SampledBatch& batch, int32_t anchor, int32_t positive);

/// Negatives nearer than the anchor's farthest positive, rising (RDML softhard). The anchor has a
/// positive.
std::vector<int32_t> nearerThanFarthestPositive(const SampledBatch& batch, int32_t anchor);

} // namespace hardlens
