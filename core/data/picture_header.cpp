#include "core/data/picture_header.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/hash.h"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace hardlens {

namespace {

using Bytes = std::span<const std::byte>;
constexpr size_t glanceBytes = 65536;

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

std::optional<PictureSize> jpegSize(Bytes bytes)
{
    size_t i = 2;
    while (i + 4 <= bytes.size()) {
        if (at(bytes, i) != 0xFF)
            return std::nullopt;
        const uint32_t marker = at(bytes, i + 1);
        if (marker == 0xFF) { // fill byte
            ++i;
            continue;
        }
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8
            && marker != 0xCC;
        if (frame && i + 9 <= bytes.size())
            return PictureSize {side(big(bytes, i + 7, 2)), side(big(bytes, i + 5, 2))};
        if (frame || marker == 0xD9 || marker == 0xDA)
            return std::nullopt;
        const bool alone = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
        i += alone ? 2 : 2 + big(bytes, i + 2, 2);
    }
    return std::nullopt;
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

/// First and last bytes of a file, and how long it is.
struct FileEnds
{
    uintmax_t length = 0;
    std::vector<std::byte> first {};
    std::vector<std::byte> last {};
};

FileEnds readEnds(const std::filesystem::path& path)
{
    std::error_code problem;
    FileEnds ends;
    if (!std::filesystem::is_regular_file(path, problem))
        throw DataError(concat(path.string(), ": not a readable file"));
    ends.length = std::filesystem::file_size(path, problem);
    std::ifstream file(path, std::ios::binary);
    const auto read = [&](uintmax_t offset, size_t count) {
        std::vector<std::byte> bytes(count);
        file.seekg(std::streamoff(offset));
        if (!file.read(reinterpret_cast<char*>(bytes.data()), std::streamsize(count)))
            throw DataError(concat(path.string(), ": cannot be read"));
        return bytes;
    };
    const auto count = size_t(std::min<uintmax_t>(ends.length, glanceBytes));
    ends.first = read(0, count);
    if (ends.length > glanceBytes) {
        const auto rest = size_t(std::min<uintmax_t>(ends.length - glanceBytes, glanceBytes));
        ends.last = read(ends.length - rest, rest);
    }
    return ends;
}

/// Whether an end marker (FF D9) stands in the last bytes; some programs append data of their own
/// after it.
bool hasJpegEnd(Bytes bytes)
{
    for (size_t i = bytes.size(); i >= 2; --i)
        if (at(bytes, i - 2) == 0xFF && at(bytes, i - 1) == 0xD9)
            return true;
    return false;
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
        return jpegSize(start);
    case PictureFormat::Png:
        if (start.size() < 24)
            return std::nullopt;
        return PictureSize {side(big(start, 16, 4)), side(big(start, 20, 4))};
    case PictureFormat::Bmp:
        return bmpSize(start);
    case PictureFormat::WebP:
        return webpSize(start);
    }
    return std::nullopt;
}

void requireAllowedSize(const std::string& name, const PictureSize& size)
{
    if (size.width < 1 || size.height < 1 || size.width > largestSide || size.height > largestSide
        || int64_t(size.width) * size.height > mostPixels)
        throw DataError(
            concat(name, ": ", size.width, " x ", size.height, " pixels: sides must be in [1, ",
                largestSide, "], their product at most ", mostPixels));
}

PictureGlance glanceAt(const std::filesystem::path& path)
{
    const FileEnds ends = readEnds(path);
    const auto format = formatOf(ends.first);
    if (!format)
        throw DataError(concat(path.string(), ": not a JPEG, PNG, BMP or WebP picture"));
    auto size = sizeInHeader(ends.first);
    if (!size && *format == PictureFormat::Jpeg && ends.length > glanceBytes)
        size = sizeInHeader(readWholeFile(path, uintmax_t {256} << 20));
    if (!size)
        throw DataError(
            concat(path.string(), ": damaged: its header does not say width and height"));
    requireAllowedSize(path.string(), *size);
    PictureGlance glance {.size = *size};
    glance.contentId = contentHash(ends.last, contentHash(ends.first, uint64_t(ends.length)));
    glance.endMissing = *format == PictureFormat::Jpeg
        && !hasJpegEnd(ends.last.size() >= 2 ? ends.last : ends.first);
    return glance;
}

PictureSize pictureSize(const std::filesystem::path& path)
{
    return glanceAt(path).size;
}

} // namespace hardlens
