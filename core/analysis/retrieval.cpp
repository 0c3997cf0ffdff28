#include "core/analysis/retrieval.h"

#include "core/analysis/match_places.h"
#include "core/analysis/neighbours.h"

#include <algorithm>
#include <map>

namespace hardlens {

RankingScores rankingScores(std::span<const uint8_t> hits, int64_t relevant)
{
    if (relevant < 0)
        throw std::invalid_argument(
            concat("rankingScores: ", relevant, " relevant items: expected >= 0"));
    RankingScores scores;
    if (relevant == 0)
        return scores;
    int64_t found = 0;
    double precisions = 0;
    for (int64_t i = 0; i < std::min(int64_t(hits.size()), relevant); ++i)
        if (hits[size_t(i)]) {
            ++found;
            precisions += double(found) / double(i + 1);
        }
    scores.precisionAt1 = !hits.empty() && hits.front() ? 1 : 0;
    scores.rPrecision = double(found) / double(relevant);
    scores.averagePrecisionAtR = precisions / double(relevant);
    const auto first = std::find_if(hits.begin(), hits.end(), [](uint8_t hit) { return hit != 0; });
    if (first != hits.end())
        scores.reciprocalRank = 1. / double(first - hits.begin() + 1);
    return scores;
}

double recallAt(std::span<const int32_t> places, int64_t k)
{
    const auto found = std::count_if(
        places.begin(), places.end(), [&](int32_t place) { return place > 0 && place <= k; });
    return places.empty() ? 0 : double(found) / double(places.size());
}

RetrievalScores retrievalScores(const EmbeddingTable& embeddings, std::span<const int32_t> labels,
    const std::vector<int64_t>& ks, int64_t threads)
{
    for (const int64_t k : ks)
        if (k < 1)
            throw std::invalid_argument(concat("retrievalScores: K = ", k, ": expected >= 1"));
    const auto places = firstMatchPlaces(embeddings, labels, threads);
    std::map<int32_t, int64_t> perClass;
    for (const int32_t label : labels)
        ++perClass[label];
    std::vector<int64_t> relevant;
    for (const int32_t label : labels)
        relevant.push_back(perClass[label] - 1);
    std::vector<RankingScores> perQuery(labels.size());
    visitNeighbours(
        embeddings, embeddings, {.excludeSelf = true, .threads = threads},
        [&](int64_t query) { return relevant[size_t(query)]; },
        [&](int64_t query, std::span<const Neighbour> nearest) {
            std::vector<uint8_t> hits;
            for (const Neighbour& neighbour : nearest)
                hits.push_back(labels[size_t(neighbour.index)] == labels[size_t(query)]);
            perQuery[size_t(query)] = rankingScores(hits, relevant[size_t(query)]);
        });
    RetrievalScores scores {.queries = int64_t(labels.size())};
    for (const int64_t k : ks)
        scores.recall.push_back(recallAt(places, k));
    for (size_t i = 0; i < perQuery.size(); ++i) {
        scores.rPrecision += perQuery[i].rPrecision / double(perQuery.size());
        scores.meanAveragePrecisionAtR += perQuery[i].averagePrecisionAtR / double(perQuery.size());
        scores.alone += relevant[i] == 0;
    }
    return scores;
}

} // namespace hardlens
