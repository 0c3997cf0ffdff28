#pragma once

#include "core/data/picture_decoding.h"

#include <optional>

namespace hardlens {

/// Decodes a grey or YCbCr JPEG with libjpeg, whose warnings (missing data, bad codes) OpenCV
/// swallows; nothing for CMYK. size: as the header says. Throws DataError naming the picture where
/// libjpeg gives up.
std::optional<DecodedPicture> decodeJpeg(
    std::span<const std::byte> bytes, const PictureSize& size, const std::string& name);

} // namespace hardlens
