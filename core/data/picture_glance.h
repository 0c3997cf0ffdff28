#pragma once

#include "core/data/picture_header.h"

#include <filesystem>

namespace hardlens {

/// What a look at a picture file tells without decoding it.
struct PictureGlance
{
    PictureSize size {};     // as stored
    uint64_t contentId = 0;  // hash of length, first and last 64 KiB
    int orientation = 1;     // EXIF's, in [1, 8]
    bool endMissing = false; // a JPEG that was cut off: it still gives some pixels
};

/// Reads at most the first and last 64 KiB (the whole file only where the size of a JPEG or TIFF
/// stands elsewhere).
/// Throws DataError naming the file where it is unreadable, of another format, too large, or a PNG,
/// BMP or WebP that was cut off.
PictureGlance glanceAt(const std::filesystem::path& path);

} // namespace hardlens
