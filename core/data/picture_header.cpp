#include "core/data/picture_header.h"

#include "core/basics/error.h"
#include "core/data/tiff_directory.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace hardlens {

namespace {

using Bytes = std::span<const std::byte>;

uint32_t at(Bytes bytes, size_t i)
{
    return std::to_integer<uint32_t>(bytes[i]);
}

uint32_t little(Bytes bytes, size_t offset, int count)
{
    uint32_t value = 0;
    for (int i = count - 1; i >= 0; --i)
        value = (value << 8) | at(bytes, offset + size_t(i));
    return value;
}

uint32_t big(Bytes bytes, size_t offset, int count)
{
    uint32_t value = 0;
    for (int i = 0; i < count; ++i)
        value = (value << 8) | at(bytes, offset + size_t(i));
    return value;
}

bool startsWith(Bytes bytes, std::string_view magic, size_t offset = 0)
{
    return bytes.size() >= offset + magic.size()
        && std::memcmp(bytes.data() + offset, magic.data(), magic.size()) == 0;
}

/// Header fields are unsigned; what does not fit is clamped, and refused later as too large.
int32_t side(uint32_t value)
{
    return int32_t(std::min<uint32_t>(value, INT32_MAX));
}

/// What a JPEG says before its picture data.
struct JpegStart
{
    std::optional<PictureSize> size {};
    int orientation = 1;
};

/// segment: what follows the marker and its length. Nothing where it is not EXIF's.
std::optional<int> exifOrientation(Bytes segment)
{
    if (!startsWith(segment, std::string_view("Exif\0\0", 6)))
        return std::nullopt;
    const auto directory = readTiffDirectory(segment.subspan(6));
    return directory ? directory->orientation : 1;
}

JpegStart jpegStart(Bytes bytes)
{
    JpegStart start;
    bool exifSeen = false;
    size_t i = 2;
    while (i + 4 <= bytes.size() && at(bytes, i) == 0xFF) {
        const uint32_t marker = at(bytes, i + 1);
        if (marker == 0xFF) { // fill byte
            ++i;
            continue;
        }
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8
            && marker != 0xCC;
        if (frame && i + 9 <= bytes.size())
            start.size = {side(big(bytes, i + 7, 2)), side(big(bytes, i + 5, 2))};
        if (frame || marker == 0xD9 || marker == 0xDA)
            break;
        const size_t length = big(bytes, i + 2, 2);
        if (marker == 0xE1 && length > 2 && !exifSeen) {
            const size_t here = std::min(length - 2, bytes.size() - i - 4);
            if (const auto orientation = exifOrientation(bytes.subspan(i + 4, here))) {
                start.orientation = *orientation;
                exifSeen = true;
            }
        }
        const bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        i += alone ? 2 : 2 + length;
    }
    return start;
}

std::optional<PictureSize> tiffSize(Bytes bytes)
{
    const auto directory = readTiffDirectory(bytes);
    if (!directory || directory->width == 0 || directory->height == 0)
        return std::nullopt;
    return PictureSize {side(directory->width), side(directory->height)};
}

std::optional<PictureSize> bmpSize(Bytes bytes)
{
    if (bytes.size() < 26)
        return std::nullopt;
    if (little(bytes, 14, 4) == 12) // OS/2 header
        return PictureSize {side(little(bytes, 18, 2)), side(little(bytes, 20, 2))};
    const auto width = int32_t(little(bytes, 18, 4));
    const auto height = int64_t(int32_t(little(bytes, 22, 4)));
    // A negative height means that rows come from the top.
    return PictureSize {width, int32_t(std::min<int64_t>(std::abs(height), INT32_MAX))};
}

std::optional<PictureSize> webpSize(Bytes bytes)
{
    if (bytes.size() < 30)
        return std::nullopt;
    if (startsWith(bytes, "VP8X", 12))
        return PictureSize {side(little(bytes, 24, 3) + 1), side(little(bytes, 27, 3) + 1)};
    if (startsWith(bytes, "VP8L", 12)) {
        const uint32_t bits = little(bytes, 21, 4);
        return PictureSize {side((bits & 0x3FFF) + 1), side(((bits >> 14) & 0x3FFF) + 1)};
    }
    if (startsWith(bytes, "VP8 ", 12))
        return PictureSize {
            side(little(bytes, 26, 2) & 0x3FFF), side(little(bytes, 28, 2) & 0x3FFF)};
    return std::nullopt;
}

} // namespace

std::optional<PictureFormat> formatOf(Bytes start)
{
    if (startsWith(start, "\xFF\xD8\xFF"))
        return PictureFormat::Jpeg;
    if (startsWith(start, "\x89PNG\r\n\x1A\n"))
        return PictureFormat::Png;
    if (startsWith(start, "BM"))
        return PictureFormat::Bmp;
    if (startsWith(start, std::string_view("II*\0", 4))
        || startsWith(start, std::string_view("MM\0*", 4)))
        return PictureFormat::Tiff;
    if (startsWith(start, "RIFF") && startsWith(start, "WEBP", 8))
        return PictureFormat::WebP;
    return std::nullopt;
}

std::optional<PictureSize> sizeInHeader(Bytes start)
{
    const auto format = formatOf(start);
    if (!format)
        return std::nullopt;
    switch (*format) {
    case PictureFormat::Jpeg:
        return jpegStart(start).size;
    case PictureFormat::Png:
        if (start.size() < 24)
            return std::nullopt;
        return PictureSize {side(big(start, 16, 4)), side(big(start, 20, 4))};
    case PictureFormat::Bmp:
        return bmpSize(start);
    case PictureFormat::Tiff:
        return tiffSize(start);
    case PictureFormat::WebP:
        return webpSize(start);
    }
    return std::nullopt;
}

int orientationInHeader(Bytes start)
{
    const auto format = formatOf(start);
    if (format == PictureFormat::Jpeg)
        return jpegStart(start).orientation;
    if (format == PictureFormat::Tiff)
        if (const auto directory = readTiffDirectory(start))
            return directory->orientation;
    return 1;
}

void requireAllowedSize(const std::string& name, const PictureSize& size)
{
    if (size.width < 1 || size.height < 1 || size.width > largestSide || size.height > largestSide
        || int64_t(size.width) * size.height > mostPixels)
        throw DataError(
            concat(name, ": ", size.width, " x ", size.height, " pixels: sides must be in [1, ",
                largestSide, "], their product at most ", mostPixels));
}

} // namespace hardlens
