#pragma once

#include "core/training/training_config.h"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace hardlens {

/// What describes an experiment on a command line, the same for all sub-commands.
struct ExperimentArguments
{
    std::string bench {};                 // "detection" or "embedding"; empty: as the file says
    std::string data {};                  // positional: a folder; empty: built-in data
    std::string experiment {};            // a TOML file
    std::vector<std::string> settings {}; // --set KEY=VALUE, after the file
};

void addExperimentArguments(CLI::App& command, ExperimentArguments& arguments);

/// Defaults, then the file, then the positional folder, then --set. Throws ConfigError.
TrainingConfig configOf(const ExperimentArguments& arguments);

} // namespace hardlens
