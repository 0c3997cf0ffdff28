#include "core/training/embedding_evaluator.h"

#include "core/analysis/clustering.h"
#include "core/analysis/retrieval.h"
#include "core/analysis/verification.h"
#include "core/data/resizing.h"

#include <ATen/Parallel.h>

#include <cmath>
#include <set>

namespace hardlens {

namespace {

constexpr int64_t mostClustered = 20000; // items: k-means of more takes minutes
constexpr int64_t mostPairsSampled = 20000;

double squaredDistance(std::span<const float> embeddings, int64_t dimension, int64_t i, int64_t j)
{
    double sum = 0;
    for (int64_t k = 0; k < dimension; ++k) {
        const double difference = double(embeddings[size_t(i * dimension + k)])
            - double(embeddings[size_t(j * dimension + k)]);
        sum += difference * difference;
    }
    return sum;
}

/// Mean distances between items of a class and of different ones, over pairs drawn by the seed: all
/// pairs of 60,000 are too many.
void measureDistances(RetrievalEvaluation& into, std::span<const float> embeddings,
    int64_t dimension, std::span<const int32_t> labels, uint64_t seed)
{
    const auto n = int64_t(labels.size());
    if (n < 2)
        return;
    RandomStream random({.seed = seed, .purpose = Purpose::TestSplit});
    double same = 0, different = 0;
    int64_t sameCount = 0, differentCount = 0;
    // Neighbours in the list are mostly of one class, so half of the pairs are of neighbours.
    for (int64_t k = 0; k < mostPairsSampled; ++k) {
        const int64_t i = int64_t(random.below(uint32_t(n)));
        const int64_t j = k % 2 == 0 ? (i + 1) % n : int64_t(random.below(uint32_t(n)));
        if (i == j)
            continue;
        const double d = std::sqrt(squaredDistance(embeddings, dimension, i, j));
        const bool isSame = labels[size_t(i)] == labels[size_t(j)];
        (isSame ? same : different) += d;
        ++(isSame ? sameCount : differentCount);
    }
    if (sameCount > 0)
        into.meanPositiveDistance = same / double(sameCount);
    if (differentCount > 0)
        into.meanNegativeDistance = different / double(differentCount);
}

} // namespace

std::vector<float> rawPixels(std::span<const uint8_t> rgb, int32_t size)
{
    const size_t bytes = 3 * size_t(size) * size_t(size), pictures = rgb.size() / bytes;
    constexpr size_t pixels = size_t(rawSide) * rawSide;
    std::vector<float> rows(pictures * pixels);
    for (size_t p = 0; p < pictures; ++p) {
        const auto from = rgb.subspan(p * bytes, bytes);
        const Pixels small = resized({size, size, {from.begin(), from.end()}}, rawSide, rawSide);
        float* row = &rows[p * pixels];
        double mean = 0, squares = 0;
        for (size_t i = 0; i < pixels; ++i) {
            row[i] = .299f * float(small.rgb[3 * i]) + .587f * float(small.rgb[3 * i + 1])
                + .114f * float(small.rgb[3 * i + 2]);
            mean += double(row[i]) / double(pixels);
        }
        for (size_t i = 0; i < pixels; ++i) {
            row[i] -= float(mean);
            squares += double(row[i]) * double(row[i]);
        }
        const float scale = squares > 0 ? float(1 / std::sqrt(squares)) : 0;
        for (size_t i = 0; i < pixels; ++i)
            row[i] *= scale;
    }
    return rows;
}

RetrievalEvaluation evaluateRetrieval(std::span<const float> embeddings, int64_t dimension,
    std::span<const int32_t> labels, bool withClusters, uint64_t seed)
{
    RetrievalEvaluation result {.queries = int64_t(labels.size())};
    const EmbeddingTable table {embeddings, dimension};
    const std::vector<int64_t> ks(recallKs.begin(), recallKs.end());
    const RetrievalScores scores = retrievalScores(table, labels, ks, at::get_num_threads());
    result.ks.assign(ks.begin(), ks.end());
    result.recall = scores.recall;
    result.rPrecision = scores.rPrecision;
    result.mapAtR = scores.meanAveragePrecisionAtR;
    result.classes = int64_t(std::set<int32_t>(labels.begin(), labels.end()).size());
    measureDistances(result, embeddings, dimension, labels, seed);
    if (withClusters && result.queries <= mostClustered && result.classes > 1) {
        const auto clusters
            = kMeans(table, {.clusters = result.classes, .seed = int32_t(seed & 0x7fffffff)});
        const ClusterAgreement agreement = clusterAgreement(labels, clusters);
        result.nmi = agreement.nmi;
        result.f1 = agreement.f1;
    }
    return result;
}

double verificationAccuracy(
    std::span<const float> embeddings, int64_t dimension, const std::vector<PicturePair>& pairs)
{
    if (pairs.empty())
        return RetrievalEvaluation::none;
    std::vector<VerificationPair> measured;
    for (const PicturePair& pair : pairs)
        measured.push_back({float(squaredDistance(embeddings, dimension, pair.first, pair.second)),
            pair.same, pair.fold});
    return verificationScores(measured).accuracy;
}

} // namespace hardlens
