#pragma once

#include "core/analysis/embedding_table.h"

#include <vector>

namespace hardlens {

/// How well one query's ranking, nearest first, finds its R relevant items:
///
///   R-precision = (hits among the first R) / R
///   AP@R        = 1/R Σ_{i <= R} hit_i · (hits among the first i) / i
///
/// Musgrave et al., A metric learning reality check, arXiv:2003.08505, §2.3; all 0 where R is.
struct RankingScores
{
    double precisionAt1 = 0;
    double rPrecision = 0;
    double averagePrecisionAtR = 0;
    double reciprocalRank = 0; // of the first hit; 0: none in the ranking
};

/// hits: of each ranked item, nearest first, whether it is relevant (not 0). relevant: R, which may
/// be more than are ranked; negative: std::invalid_argument.
RankingScores rankingScores(std::span<const uint8_t> hits, int64_t relevant);

/// Share of places in [1, k], see firstMatchPlaces; 0 of none. A query that is alone in its class
/// counts as missed, as in the code that published numbers were made with.
double recallAt(std::span<const int32_t> places, int64_t k);

struct RetrievalScores
{
    std::vector<double> recall {}; // per K that was asked for
    double rPrecision = 0;         // means over all queries
    double meanAveragePrecisionAtR = 0;
    int64_t queries = 0;
    int64_t alone = 0; // of these: with no other item of their class, which find nothing
};

/// Every item as a query against all others. ks: each >= 1. Other arguments and what is thrown: as
/// of firstMatchPlaces.
RetrievalScores retrievalScores(const EmbeddingTable& embeddings, std::span<const int32_t> labels,
    const std::vector<int64_t>& ks, int64_t threads = 0);

} // namespace hardlens
