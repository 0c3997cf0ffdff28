#pragma once

#include "core/sampling/draws.h"

#include <cstdint>
#include <span>

namespace hardlens {

/// How many triplets (anchor, positive, negative) two lists share. One that is in a list several
/// times is shared as often as the other list has it.
struct SharedTriplets
{
    int64_t both = 0;
    int64_t onlyFirst = 0;
    int64_t onlySecond = 0;

    friend bool operator==(const SharedTriplets&, const SharedTriplets&) = default;
};

/// In any order; items are places in one batch.
SharedTriplets shareTriplets(std::span<const Draw> first, std::span<const Draw> second);

} // namespace hardlens
