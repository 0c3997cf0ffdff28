#include "core/analysis/clustering.h"

#include <algorithm>
#include <faiss/Clustering.h>
#include <faiss/IndexFlat.h>
#include <map>

namespace hardlens {

namespace {

using Counts = std::map<int32_t, int64_t>;

int64_t pairsOf(int64_t n)
{
    return n * (n - 1) / 2;
}

int64_t pairsIn(const Counts& counts)
{
    int64_t pairs = 0;
    for (const auto& [group, n] : counts)
        pairs += pairsOf(n);
    return pairs;
}

double entropyOf(const Counts& counts, double n)
{
    double entropy = 0;
    for (const auto& [group, count] : counts)
        entropy -= double(count) / n * std::log(double(count) / n);
    return entropy;
}

void requireIn(const char* name, int64_t value, int64_t low, int64_t high)
{
    if (value < low || value > high)
        throw std::invalid_argument(
            concat("kMeans: ", name, " = ", value, ": expected in [", low, ", ", high, "]"));
}

} // namespace

ClusterAgreement clusterAgreement(
    std::span<const int32_t> labels, std::span<const int32_t> clusters)
{
    if (labels.size() != clusters.size())
        throw std::invalid_argument(concat(
            "clusterAgreement: ", clusters.size(), " clusters for ", labels.size(), " labels"));
    Counts perClass, perCluster;
    std::map<std::pair<int32_t, int32_t>, int64_t> together;
    for (size_t i = 0; i < labels.size(); ++i) {
        ++perClass[labels[i]];
        ++perCluster[clusters[i]];
        ++together[{labels[i], clusters[i]}];
    }
    const auto n = double(labels.size());
    ClusterAgreement agreement {.classEntropy = entropyOf(perClass, n),
        .clusterEntropy = entropyOf(perCluster, n),
        .pairsInClusters = pairsIn(perCluster),
        .pairsInClasses = pairsIn(perClass)};
    for (const auto& [groups, count] : together) {
        const double expected
            = double(perClass[groups.first]) * double(perCluster[groups.second]) / n;
        agreement.mutualInformation += double(count) / n * std::log(double(count) / expected);
        agreement.pairsTogether += pairsOf(count);
    }
    agreement.mutualInformation = std::max(agreement.mutualInformation, 0.); // rounding
    const bool trivial = perClass.size() <= 1 && perCluster.size() <= 1;
    agreement.nmi = trivial
        ? 1
        : 2 * agreement.mutualInformation / (agreement.classEntropy + agreement.clusterEntropy);
    if (agreement.pairsTogether > 0)
        agreement.f1 = 2 * double(agreement.pairsTogether)
            / double(agreement.pairsInClusters + agreement.pairsInClasses);
    return agreement;
}

std::vector<int32_t> kMeans(const EmbeddingTable& embeddings, const KMeansOptions& options)
{
    embeddings.require("kMeans");
    const int64_t rows = embeddings.rows();
    requireIn("clusters", options.clusters, 1, rows);
    requireIn("iterations", options.iterations, 1, 1'000'000);
    requireIn("seed", options.seed, 0, INT32_MAX);
    requireIn("dimensions", embeddings.dimensions, 1, INT32_MAX);
    faiss::ClusteringParameters parameters;
    parameters.niter = int(options.iterations);
    parameters.seed = options.seed;
    parameters.min_points_per_centroid = 1;
    parameters.max_points_per_centroid = int(std::min<int64_t>(rows, INT32_MAX)); // all of them
    const auto dimensions = int(embeddings.dimensions);
    faiss::Clustering clustering(dimensions, int(options.clusters), parameters);
    faiss::IndexFlatL2 index(dimensions);
    clustering.train(rows, embeddings.values.data(), index);
    std::vector<float> distances(size_t(rows), 0.f);
    std::vector<faiss::Index::idx_t> nearest(size_t(rows), 0);
    index.search(rows, embeddings.values.data(), 1, distances.data(), nearest.data());
    return {nearest.begin(), nearest.end()};
}

} // namespace hardlens
