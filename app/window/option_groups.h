#pragma once

#include "core/training/training_config.h"

#include <QString>

#include <map>
#include <set>
#include <span>
#include <string>

namespace hardlens {

/// Keys of the options that the window has controls for: which RoIs are learned from, and how.
std::span<const char* const> whichKeys();
std::span<const char* const> howKeys();
std::set<std::string> controlKeys(); // both

/// Of whichKeys, those that mean something under a sampler; the controls of all others go away.
std::set<std::string> keysOf(SamplerKind sampler);

/// How people call the options, by key.
std::map<std::string, std::string> optionLabels();

/// The name of the sampler that the config has.
QString samplerName(const TrainingConfig& config);

} // namespace hardlens
