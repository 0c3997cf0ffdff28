#pragma once

#include "core/data/detection_data.h"
#include "core/data/picture_glance.h"

namespace hardlens {

/// A picture file as it will be loaded, without objects: its name, its size and content id.
///
/// orientation: that load is to undo, in [1, 8]; 1: the picture is used as it is stored.
AnnotatedPicture seenPicture(
    const std::filesystem::path& file, const PictureGlance& glance, int orientation);

} // namespace hardlens
