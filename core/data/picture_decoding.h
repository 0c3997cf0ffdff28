#pragma once

#include "core/data/picture_header.h"
#include "core/records/picture.h"

#include <string>

namespace hardlens {

/// A picture and what was wrong with it.
struct DecodedPicture
{
    Pixels pixels {};
    std::string damage {}; // what the decoder complained of, though it gave pixels; empty: nothing
};

/// Decodes a JPEG, PNG, BMP or WebP picture to 8-bit RGB. Alpha is dropped, grey is repeated, 16
/// bits become 8. The EXIF orientation is ignored, because annotated boxes are in stored pixels.
///
/// name: for messages.
/// Throws DataError naming the picture where the format is another one, the size is not allowed
/// (checked before decoding) or nothing can be decoded. A damaged JPEG that still gives pixels is
/// returned with `damage` said: OpenCV alone would be silent.
DecodedPicture decodeWithReport(std::span<const std::byte> bytes, const std::string& name);
DecodedPicture decodeWithReport(const std::filesystem::path& path);

/// The pixels alone. Throws as decodeWithReport.
Pixels decodePicture(const std::filesystem::path& path);

} // namespace hardlens
