#pragma once

#include "core/analysis/embedding_table.h"

#include <functional>
#include <vector>

namespace hardlens {

/// An item that is near to another one.
struct Neighbour
{
    int32_t index = 0;
    float squaredDistance = 0;

    friend bool operator==(const Neighbour&, const Neighbour&) = default;
};

struct NeighbourOptions
{
    int64_t count = 1;        // neighbours wanted of each query, >= 0; all where there are fewer
    bool excludeSelf = false; // query i is row i of the gallery, and no neighbour of itself
    int64_t threads = 0;      // below 1: all cores
};

/// Of each query the nearest rows of the gallery by Euclidean distance, nearest first; of equal
/// distances the lower index first. Distances are exact to single precision (no cancellation: equal
/// rows are at 0), and the same whatever the number of threads.
///
/// Throws std::invalid_argument where the dimensions differ, a value is not finite, count < 0, or
/// excludeSelf is asked for tables of different length.
std::vector<std::vector<Neighbour>> nearestNeighbours(
    const EmbeddingTable& gallery, const EmbeddingTable& queries, const NeighbourOptions& options);

/// The same without keeping all lists: visit is called once for each query, by several threads at
/// once, in no order. countOf: neighbours wanted of a query, in place of options.count.
void visitNeighbours(const EmbeddingTable& gallery, const EmbeddingTable& queries,
    const NeighbourOptions& options, const std::function<int64_t(int64_t query)>& countOf,
    const std::function<void(int64_t query, std::span<const Neighbour> nearest)>& visit);

} // namespace hardlens
