#include "core/analysis/fork_comparison.h"
#include "core/analysis/fork_difference.h"
#include "core/analysis/shared_triplets.h"
#include "core/basics/error.h"

#include <algorithm>

namespace hardlens {

namespace {

bool isSameSight(const PictureReference& a, const PictureReference& b)
{
    return a.contentId == b.contentId && a.flipped == b.flipped;
}

/// Where the pictures of a batch are in `first`, at the same place if they can be; what it does not
/// have has numbers beyond.
std::vector<int32_t> placesIn(const EmbeddingStep& first, const EmbeddingStep& here)
{
    std::vector<int32_t> places;
    for (size_t i = 0; i < here.pictures.size(); ++i) {
        const PictureReference& picture = here.pictures[i];
        if (i < first.pictures.size() && isSameSight(first.pictures[i], picture)) {
            places.push_back(int32_t(i));
            continue;
        }
        const auto at = std::ranges::find_if(first.pictures,
            [&](const PictureReference& other) { return isSameSight(other, picture); });
        const bool isThere = at != first.pictures.end();
        places.push_back(
            int32_t(isThere ? size_t(at - first.pictures.begin()) : first.pictures.size() + i));
    }
    return places;
}

std::vector<Draw> drawsIn(const EmbeddingStep& first, const EmbeddingStep& here)
{
    const std::vector<int32_t> places = placesIn(first, here);
    std::vector<Draw> draws = here.drawn.draws;
    for (Draw& draw : draws)
        for (int32_t* item : {&draw.anchor, &draw.positive, &draw.negative})
            *item = places[size_t(*item)];
    return draws;
}

bool isSameEmbedding(const EmbeddingStep& a, const EmbeddingStep& b, size_t item)
{
    const auto begin = std::ptrdiff_t(item) * a.dimension;
    return std::equal(a.embeddings.begin() + begin, a.embeddings.begin() + begin + a.dimension,
        b.embeddings.begin() + begin, sameBits);
}

} // namespace

ChoiceComparison compareChoices(const EmbeddingStep& first, const EmbeddingStep& here)
{
    const SharedTriplets shared = shareTriplets(first.drawn.draws, drawsIn(first, here));
    ChoiceComparison comparison {
        .both = shared.both, .onlyHere = shared.onlySecond, .onlyThere = shared.onlyFirst};
    if (const int64_t either = shared.both + shared.onlyFirst + shared.onlySecond; either > 0)
        comparison.overlap = double(shared.both) / double(either);
    return comparison;
}

std::string firstDifference(const EmbeddingStep& a, const EmbeddingStep& b)
{
    if (a.key != b.key)
        return "random key";
    if (a.dimension != b.dimension)
        return "number of dimensions";
    // Another P or K has other pictures.
    const size_t items = std::min(a.pictures.size(), b.pictures.size());
    for (size_t i = 0; i < items; ++i) {
        if (!sameReference(a.pictures[i], b.pictures[i]))
            return concat("picture ", i + 1);
        if (a.labels[i] != b.labels[i])
            return concat("label of picture ", i + 1);
        if (!isSameEmbedding(a, b, i))
            return concat("embedding of picture ", i + 1);
    }
    return a.pictures.size() == b.pictures.size() ? std::string() : "number of pictures";
}

} // namespace hardlens
