#pragma once

#include "core/records/evaluation.h"
#include "core/training/embedding_trainer.h"
#include "core/training/training_job.h"

namespace hardlens {

/// Ks that recall is computed at.
inline constexpr std::array<int64_t, 5> recallKs {1, 2, 4, 8, 100};

inline constexpr int32_t rawSide = 28; // pixels

/// The pictures in grey at rawSide², area averages, their own mean taken away, each of length 1:
/// what such pixels retrieve is the floor that an embedding must leave. (Finer or with the mean
/// they retrieve less.) Row by row.
std::vector<float> rawPixels(std::span<const uint8_t> rgb, int32_t size);

/// Retrieval among items of the test classes: each asked for its nearest. withClusters: NMI and F1
/// of k-means too.
RetrievalEvaluation evaluateRetrieval(std::span<const float> embeddings, int64_t dimension,
    std::span<const int32_t> labels, bool withClusters, uint64_t seed);

/// Accuracy over the pairs of a verification set, see verificationScores; NaN: there are none.
double verificationAccuracy(
    std::span<const float> embeddings, int64_t dimension, const std::vector<PicturePair>& pairs);

} // namespace hardlens
