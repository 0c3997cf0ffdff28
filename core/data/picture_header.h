#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

namespace hardlens {

/// What we read. Everything else that OpenCV could decode is refused before its decoder is asked.
enum class PictureFormat
{
    Jpeg,
    Png,
    Bmp,
    WebP
};

struct PictureSize
{
    int32_t width = 0; // pixels as stored, the EXIF orientation not applied
    int32_t height = 0;
};

/// Larger pictures are refused before they are decoded: a few hundred bytes can claim gigabytes.
inline constexpr int32_t largestSide = 16384;
inline constexpr int64_t mostPixels = int64_t {64} << 20;

/// By the first bytes, never by the file's name.
std::optional<PictureFormat> formatOf(std::span<const std::byte> start);

/// Width and height from the file's first bytes; nothing where they do not say. Does not judge the
/// size.
std::optional<PictureSize> sizeInHeader(std::span<const std::byte> start);

/// What a look at a picture file tells without decoding it.
struct PictureGlance
{
    PictureSize size {};
    uint64_t contentId = 0;  // hash of length, first and last 64 KiB
    bool endMissing = false; // a JPEG without its end marker: cut off
};

/// Reads at most the first and last 64 KiB (the whole file only where a JPEG's size stands later).
/// Throws DataError naming the file where it is unreadable, of another format or too large.
PictureGlance glanceAt(const std::filesystem::path& path);

/// Throws as glanceAt.
PictureSize pictureSize(const std::filesystem::path& path);

/// Throws DataError "name: 40000 x 40000 pixels: …" where a side or the area is not allowed.
void requireAllowedSize(const std::string& name, const PictureSize& size);

} // namespace hardlens
