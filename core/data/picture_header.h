#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace hardlens {

/// What we read. Everything else that OpenCV could decode is refused before its decoder is asked.
enum class PictureFormat
{
    Jpeg,
    Png,
    Bmp,
    Tiff,
    WebP
};

inline constexpr const char* readFormats = "JPEG, PNG, BMP, TIFF or WebP";

struct PictureSize
{
    int32_t width = 0; // pixels; in a header as stored, the EXIF orientation not applied
    int32_t height = 0;

    friend bool operator==(const PictureSize&, const PictureSize&) = default;
};

/// Larger pictures are refused before they are decoded: a few hundred bytes can claim gigabytes.
inline constexpr int32_t largestSide = 16384;
inline constexpr int64_t mostPixels = int64_t {64} << 20;
/// Of a picture file; larger ones are refused.
inline constexpr uintmax_t mostPictureBytes = uintmax_t {256} << 20;

/// By the first bytes, never by the file's name.
std::optional<PictureFormat> formatOf(std::span<const std::byte> start);

/// Width and height from the file's first bytes; nothing where they do not say (in a TIFF they
/// often stand at the end). Does not judge the size.
std::optional<PictureSize> sizeInHeader(std::span<const std::byte> start);

/// How the stored picture is to be turned, as EXIF counts it, in [1, 8]: from the metadata of a
/// JPEG and the directory of a TIFF, 1 where they do not say.
int orientationInHeader(std::span<const std::byte> start);

/// Throws DataError "name: 40000 x 40000 pixels: …" where a side or the area is not allowed.
void requireAllowedSize(const std::string& name, const PictureSize& size);

} // namespace hardlens
