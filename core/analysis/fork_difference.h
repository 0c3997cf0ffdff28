#pragma once

#include "core/records/step.h"

#include <bit>
#include <cstdint>
#include <string>

namespace hardlens {

/// Equal to the bit: a NaN to itself, and no zero to one of the other sign.
inline bool sameBits(float a, float b)
{
    return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b);
}

bool sameReference(const PictureReference& a, const PictureReference& b);

/// What of two variants' steps differs first, in all that is there before a choice is made, as
/// compareUpToTheChoice tells it; empty: nothing does.
std::string firstDifference(const DetectionStep& first, const DetectionStep& here, bool withLosses);
std::string firstDifference(const EmbeddingStep& first, const EmbeddingStep& here);

} // namespace hardlens
