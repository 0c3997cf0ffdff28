#pragma once

#include "core/data/detection_data.h"
#include "core/training/training_config.h"

namespace hardlens {

/// The data that a config names: the built-in scenes, or a folder. Throws DataError.
DetectionData openData(const TrainingConfig& config);

} // namespace hardlens
