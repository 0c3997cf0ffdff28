#pragma once

#include "core/analysis/embedding_table.h"

#include <vector>

namespace hardlens {

/// How far clusters agree with classes.
///
///   MI = Σ_kj n_kj/n ln(n n_kj / (n_k n_j))     H = -Σ n_k/n ln(n_k/n)     NMI = 2 MI / (H + H')
///   TP = Σ_kj C(n_kj, 2)    precision = TP / Σ_k C(n_k, 2)    recall = TP / Σ_j C(n_j, 2)
///
/// with n_kj items of class j in cluster k: Manning et al., Introduction to information retrieval,
/// §16.3; natural logarithms.
struct ClusterAgreement
{
    double mutualInformation = 0;
    double classEntropy = 0;
    double clusterEntropy = 0;
    double nmi = 0;            // 1 where there is one class and one cluster
    int64_t pairsTogether = 0; // TP: of one class and in one cluster
    int64_t pairsInClusters = 0;
    int64_t pairsInClasses = 0;
    double f1 = 0; // 0 where no pair is together
};

/// labels, clusters: of each item, any numbers; the same length, else std::invalid_argument.
ClusterAgreement clusterAgreement(
    std::span<const int32_t> labels, std::span<const int32_t> clusters);

struct KMeansOptions
{
    int64_t clusters = 1;    // in [1, rows]
    int64_t iterations = 20; // >= 1; what published NMI was computed with
    int32_t seed = 0;        // of the first centres, >= 0
};

/// The cluster of each row by Lloyd's k-means (faiss): Euclidean distance, first centres drawn
/// among the rows, empty clusters filled by splitting large ones. The same seed and number of
/// OpenMP threads give the same clusters.
/// Throws std::invalid_argument for options out of range and what EmbeddingTable::require does.
std::vector<int32_t> kMeans(const EmbeddingTable& embeddings, const KMeansOptions& options);

} // namespace hardlens
