#pragma once

#include "core/analysis/embedding_table.h"

#include <vector>

namespace hardlens {

/// Of each item the place of the nearest other one of its class, from 1, among all others by
/// Euclidean distance (of equal distances the lower index first); 0 where it is alone in its class.
/// Recall@K is the share of places in [1, K], for every K at once.
///
/// Nothing is sorted and no list is kept: the nearest match is found within the class, then those
/// that precede it are counted, each pair of items once. Distances as of nearestNeighbours.
///
/// labels: as many as rows, else std::invalid_argument. threads: below 1: all cores.
std::vector<int32_t> firstMatchPlaces(
    const EmbeddingTable& embeddings, std::span<const int32_t> labels, int64_t threads = 0);

} // namespace hardlens
