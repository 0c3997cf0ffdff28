#pragma once

#include "core/records/picture.h"

#include <filesystem>

namespace hardlens {

/// A picture that belongs to no data set, for whoever wants to see what a network finds in it.
struct LoosePicture
{
    PictureReference reference {};           // index -1
    std::shared_ptr<const Pixels> pixels {}; // upright
};

/// Throws DataError naming the file where it cannot be decoded.
LoosePicture readLoosePicture(const std::filesystem::path& path);

} // namespace hardlens
