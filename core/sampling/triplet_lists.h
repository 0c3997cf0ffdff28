#pragma once

#include "core/sampling/cosines.h"

namespace hardlens {

struct Triplet
{
    int32_t anchor = 0;
    int32_t positive = 0;
    int32_t negative = 0;

    friend bool operator==(const Triplet&, const Triplet&) = default;
    friend auto operator<=>(const Triplet&, const Triplet&) = default;
};

/// Which triplets, by their slack D_an - D_ap. Active: slack <= margin. Hard: active and slack <=
/// 0. SemiHard: active and slack > 0. Easy: slack > margin.
enum class TripletKind
{
    Active,
    Hard,
    SemiHard,
    Easy
};

/// All triplets of a batch of one kind, by anchor, positive, negative: what PML's
/// TripletMarginMiner returns ("all", "hard", "semihard", "easy"). Not a sampler of one negative
/// per pair; may be as many as n³.
///
/// labels: one per embedding; throws std::invalid_argument otherwise. margin: of any sign, a
/// distance.
std::vector<Triplet> listTriplets(
    const Cosines& cosines, std::span<const int64_t> labels, TripletKind kind, double margin);

} // namespace hardlens
