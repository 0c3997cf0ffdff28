#pragma once

#include "core/data/detection_data.h"
#include "core/training/training_config.h"

namespace hardlens {

/// The data that a config names: the built-in scenes, or a folder. Throws DataError.
DetectionData openData(const TrainingConfig& config);
/// The same on the embedding bench: the built-in glyphs, or pictures with classes.
ClassPictures openClasses(const TrainingConfig& config);

} // namespace hardlens
