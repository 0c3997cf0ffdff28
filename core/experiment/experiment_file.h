#pragma once

#include "core/training/training_config.h"

#include <filesystem>
#include <string>
#include <vector>

namespace hardlens {

/// Reads a TOML file over the config: tables and keys as `hardlens-cli config` prints them, each
/// optional. `mining.preset` (paper, original-code, fast-rcnn) is applied before the other keys.
/// Throws ConfigError naming file, line, key and what was expected; unknown keys name the nearest
/// known one.
void readExperiment(const std::filesystem::path& file, TrainingConfig& config);

/// The same for text; `name` stands for the file in messages.
void readExperimentText(const std::string& text, const std::string& name, TrainingConfig& config);

/// Applies "key=value" settings, in order. Throws ConfigError.
void applySettings(const std::vector<std::string>& settings, TrainingConfig& config);

/// The complete config as a TOML file that reads back to the same config; meaning and range of each
/// key as comments.
std::string experimentText(const TrainingConfig& config);

} // namespace hardlens
