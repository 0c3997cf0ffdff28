#pragma once

#include "core/data/picture_glance.h"

#include <span>
#include <string>
#include <vector>

namespace hardlens {

/// What the header of a picture says, or why the picture cannot be used.
struct PictureLook
{
    PictureGlance glance {};
    std::string failure {}; // without the file's name; empty: none
};

/// Looks at all of them, on all cores. An empty name is not looked at.
std::vector<PictureLook> lookAtPictures(std::span<const std::string> files);

} // namespace hardlens
