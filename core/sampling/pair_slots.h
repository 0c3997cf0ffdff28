#pragma once

#include "core/basics/random.h"
#include "core/sampling/batch_classes.h"

namespace hardlens {

/// A positive of an anchor, and its place among all of them: the place names the random number that
/// belongs to the pair.
struct PairSlot
{
    int32_t positive = 0;
    int32_t slot = 0; // in [0, members of the class - 1)
};

/// The pairs of an anchor under config.positives, by rising positive. Ties go to the lower index.
/// anchor: with a direction.
std::vector<PairSlot> pairsOf(const SampledBatch& batch, int32_t anchor, const RandomKey& key);

/// What the random numbers of an anchor are for; each has a stream of its own, so that none moves
/// another.
enum class AnchorStream : uint32_t
{
    Negatives,
    Positives,
    Gumbel
};
RandomStream anchorStream(RandomKey key, int32_t anchor, AnchorStream use);

/// A whole number in [0, count) from a random word. Smaller ones are favoured by less than count /
/// 2^32.
inline size_t indexFrom(uint32_t word, size_t count)
{
    return size_t((uint64_t(word) * count) >> 32);
}

} // namespace hardlens
