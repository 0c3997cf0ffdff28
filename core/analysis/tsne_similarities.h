#pragma once

#include "core/analysis/embedding_table.h"

#include <vector>

namespace hardlens {

/// How much each item is taken for a neighbour of each other one: the p_ij of t-SNE, see Tsne. Row
/// by row, each filled up to `width` with zeros; they sum to 1, and each to itself is 0.
///
/// perplexity: > 0, less than rows. width: at least rows. threads: below 1: all cores.
std::vector<float> tsneSimilarities(
    const EmbeddingTable& embeddings, double perplexity, int64_t width, int64_t threads);

} // namespace hardlens
