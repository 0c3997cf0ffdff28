#pragma once

#include "app/recording/recorded_session.h"
#include "core/training/training_config.h"

#include <string>

namespace hardlens {

struct TrainArguments
{
    std::string weightsFile {}; // written at the end
    std::string logFile {};     // one JSON object per step and evaluation
    SessionOptions session {};  // where it goes on
    KeepingOptions keeping {};
};

/// Trains until the config's limit, Ctrl+C or an error; prints progress, events and evaluations.
/// Returns the exit status.
int trainCommand(const TrainingConfig& config, const TrainArguments& arguments);

/// Scores the test pictures with the weights that the config names, or with an untrained network.
int evalCommand(const TrainingConfig& config, bool json);

} // namespace hardlens
