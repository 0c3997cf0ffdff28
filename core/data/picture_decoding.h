#pragma once

#include "core/data/picture_header.h"
#include "core/records/picture.h"

#include <filesystem>
#include <string>

namespace hardlens {

/// A picture and what was wrong with it.
struct DecodedPicture
{
    Pixels pixels {};
    std::string damage {}; // what the decoder complained of, though it gave pixels; empty: nothing
};

/// Decodes a JPEG, PNG, BMP, TIFF (its first page) or WebP picture to 8-bit RGB, as it is stored:
/// an EXIF orientation is left to the caller.
///
/// Grey is repeated. 16 bits become 8 by dividing by 257, so that white stays white. Transparent
/// parts of PNG and WebP are laid on white, as whoever drew the boxes saw them: the colours stored
/// there are arbitrary, often black. A fourth channel of BMP or TIFF is dropped, because there it
/// is mostly unused.
///
/// name: for messages.
/// Throws DataError naming the picture where the format is another one, the size is not allowed
/// (checked before decoding) or nothing can be decoded. A damaged JPEG that still gives pixels is
/// returned with `damage` said: OpenCV alone would be silent.
DecodedPicture decodeWithReport(std::span<const std::byte> bytes, const std::string& name);
DecodedPicture decodeWithReport(const std::filesystem::path& path);

} // namespace hardlens
