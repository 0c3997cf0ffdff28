#pragma once

#include "core/training/embedding_config.h"

#include <span>
#include <string_view>

namespace hardlens {

/// Keys of the options that the embedding bench has controls for.
std::span<const char* const> negativesKeys(); // which negatives
std::span<const char* const> lossKeys();      // what they cost
std::span<const char* const> batchKeys();     // what a step is made of

/// Whether an option means something with these settings; the controls of all others go away.
bool isOfUse(std::string_view key, const EmbeddingConfig& config);

} // namespace hardlens
