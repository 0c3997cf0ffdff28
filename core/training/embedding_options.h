#pragma once

#include "core/training/options.h"

namespace hardlens {

/// The options of the embedding bench.
std::vector<TrainingOption> embeddingOptions();

/// The whole of a named preset: "paper" (β₀ = 1.2, cutoffs .5 and 1.4, β's rate as mxnet has it),
/// "shows-something" (the defaults). Throws ConfigError for another name.
void applyEmbeddingPreset(TrainingConfig& config, const std::string& name);

} // namespace hardlens
