#pragma once

#include <span>

namespace hardlens {

/// Keys of the options that the embedding bench has controls for.
std::span<const char* const> negativesKeys(); // which negatives
std::span<const char* const> lossKeys();      // what they cost
std::span<const char* const> batchKeys();     // what a step is made of

} // namespace hardlens
