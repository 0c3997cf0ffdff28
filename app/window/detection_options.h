#pragma once

#include "core/training/training_config.h"

#include <QString>

#include <set>
#include <span>
#include <string>

namespace hardlens {

/// Keys of the options that the detection bench has controls for: which RoIs are learned from, and
/// how.
std::span<const char* const> whichKeys();
std::span<const char* const> howKeys();

/// Of whichKeys, those that mean something under a sampler; the controls of all others go away.
std::set<std::string> keysOf(SamplerKind sampler);

/// The name of the sampler that the config has.
QString samplerName(const TrainingConfig& config);

} // namespace hardlens
