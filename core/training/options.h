#pragma once

#include "core/basics/option_spec.h"
#include "core/training/training_config.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// One option: its description, and where it lives in a TrainingConfig. Values are text, as in a
/// file.
struct TrainingOption
{
    OptionSpec spec {};
    std::function<std::string(const TrainingConfig&)> get {};
    std::function<void(TrainingConfig&, const std::string&)> set {}; // the value has been checked
    std::optional<Bench> bench = Bench::Detection; // that reads it; none: every bench does

    bool isOf(Bench which) const { return !bench || *bench == which; }
};

/// All options, in the order in which they are shown and written.
const std::vector<TrainingOption>& trainingOptions();

/// The option of that key. Throws ConfigError naming the nearest known key.
const TrainingOption& trainingOption(const std::string& key);

/// Checks the value and sets it. Setting the sampler moves bg_lo to what that sampler's paper uses,
/// unless bg_lo was set before; setting the data path likewise chooses the proposal method. Throws
/// ConfigError: unknown key, value out of range.
void setOption(TrainingConfig& config, const std::string& key, const std::string& value);

/// The whole of a named preset: "paper", "original-code", "fast-rcnn" (mining alone).
void applyMiningPreset(TrainingConfig& config, const std::string& name);

/// Proposal method as it will be used.
ProposalConfig effectiveProposals(const TrainingConfig& config);

} // namespace hardlens
