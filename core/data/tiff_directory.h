#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace hardlens {

/// What the first directory of a TIFF file says (TIFF 6.0, section 2). The EXIF metadata within a
/// JPEG are such a file too.
struct TiffDirectory
{
    uint32_t width = 0; // tag 256, pixels; 0: not said
    uint32_t height = 0;
    uint32_t tileWidth = 0; // tag 322; 0: not in tiles
    uint32_t tileHeight = 0;
    int orientation = 1;      // tag 274, in [1, 8]; 1 where it is not said or makes no sense
    size_t orientationAt = 0; // where the two bytes of that value stand; 0: nowhere
    bool littleEndian = true;
};

/// Nothing where the bytes are no TIFF or end before their first directory does. (BigTIFF is none.)
std::optional<TiffDirectory> readTiffDirectory(std::span<const std::byte> tiff);

} // namespace hardlens
