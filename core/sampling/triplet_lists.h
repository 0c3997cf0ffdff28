#pragma once

#include "core/sampling/cosines.h"

namespace hardlens {

/// Which triplets, by their slack D_an - D_ap. Active: slack <= margin. Hard: active and slack <=
/// 0. SemiHard: active and slack > 0. Easy: slack > margin.
enum class TripletKind
{
    Active,
    Hard,
    SemiHard,
    Easy
};

/// Triplets in the order of anchor, positive and negative. There may be as many as n³, so each
/// takes no more than its negative.
struct TripletList
{
    struct Pair
    {
        int32_t anchor = 0;
        int32_t positive = 0;
        size_t end = 0; // of its negatives, which begin where those of the pair before end
    };

    std::vector<Pair> pairs {}; // those without a negative too
    std::vector<int32_t> negatives {};

    size_t size() const { return negatives.size(); }

    /// visit(anchor, positive, negative), all int32_t.
    template <typename Visit> void forEach(Visit&& visit) const
    {
        size_t at = 0;
        for (const Pair& pair : pairs)
            for (; at < pair.end; ++at)
                visit(pair.anchor, pair.positive, negatives[at]);
    }
};

/// All triplets of a batch of one kind: what PML's TripletMarginMiner returns ("all", "hard",
/// "semihard", "easy"). Not a sampler of one negative per pair.
///
/// labels: one per embedding; throws std::invalid_argument otherwise. margin: of any sign, a
/// distance.
TripletList listTriplets(
    const Cosines& cosines, std::span<const int64_t> labels, TripletKind kind, double margin);

} // namespace hardlens
