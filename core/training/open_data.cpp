#include "core/training/open_data.h"

#include "core/data/detection_folder.h"
#include "core/data/scenes/scenes.h"

namespace hardlens {

DetectionData openData(const TrainingConfig& config)
{
    return config.data.path.empty() ? makeScenes(config.data.scenes)
                                    : openDetectionFolder(config.data.path, config.data.folder);
}

} // namespace hardlens
