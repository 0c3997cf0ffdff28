#include "core/training/open_data.h"

#include "core/data/detection_folder.h"
#include "core/data/scenes/scenes.h"

namespace hardlens {

DetectionData openData(const TrainingConfig& config)
{
    return config.data.path.empty() ? makeScenes(config.data.scenes)
                                    : openDetectionFolder(config.data.path, config.data.folder);
}

ClassPictures openClasses(const TrainingConfig& config)
{
    if (!config.data.path.empty())
        return openClassData(config.data.path, config.embedding.folder);
    GlyphsOptions glyphs = config.embedding.glyphs;
    glyphs.seed = config.seed;
    return makeGlyphs(glyphs);
}

} // namespace hardlens
