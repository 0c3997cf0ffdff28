#include "core/data/picture_glance.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/hash.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace hardlens {

namespace {

using Bytes = std::span<const std::byte>;
constexpr size_t glanceBytes = 65536;

std::string_view textOf(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The last bytes of the file, at least a kilobyte where it has so many.
std::vector<std::byte> tailOf(const FileEnds& ends)
{
    std::vector<std::byte> tail = ends.last;
    if (tail.size() < 1024)
        tail.insert(tail.begin(), ends.first.begin(), ends.first.end());
    return tail;
}

/// Whether an end marker comes after the start of the last scan: a preview within the metadata has
/// its own. Some programs append data after the end.
bool hasJpegEnd(Bytes tail)
{
    const std::string_view text = textOf(tail);
    const auto scan = text.rfind("\xFF\xDA");
    return text.find("\xFF\xD9", scan == text.npos ? 0 : scan) != text.npos;
}

uint64_t little(Bytes bytes, size_t offset, size_t count)
{
    uint64_t value = 0;
    for (size_t i = count; i-- > 0;)
        value = (value << 8) | std::to_integer<uint64_t>(bytes[offset + i]);
    return value;
}

/// Bytes that an uncompressed BMP must have; 0 where it is compressed or of the oldest kind.
uint64_t bmpLength(Bytes start, const PictureSize& size)
{
    if (start.size() < 34 || little(start, 14, 4) < 40 || little(start, 30, 4) != 0)
        return 0;
    const uint64_t rowBits = uint64_t(size.width) * little(start, 28, 2);
    return little(start, 10, 4) + (rowBits + 31) / 32 * 4 * uint64_t(size.height);
}

bool isCutOff(PictureFormat format, const FileEnds& ends, const PictureSize& size)
{
    switch (format) {
    case PictureFormat::Jpeg:
        return !hasJpegEnd(tailOf(ends));
    case PictureFormat::Png:
        return textOf(tailOf(ends)).find("IEND") == std::string_view::npos;
    case PictureFormat::Bmp:
        return ends.length < bmpLength(ends.first, size);
    case PictureFormat::WebP:
        return ends.length < little(ends.first, 4, 4) + 8;
    case PictureFormat::Tiff: // its directory tells where the parts are; the decoder notices
        return false;
    }
    return false;
}

[[noreturn]] void refuse(const std::filesystem::path& path, const std::string& why)
{
    throw DataError(concat(path.string(), ": ", why));
}

FileEnds endsOf(const std::filesystem::path& path)
{
    try {
        return readFileEnds(path, glanceBytes);
    } catch (const Error& error) {
        throw DataError(error.what());
    }
}

} // namespace

PictureGlance glanceAt(const std::filesystem::path& path)
{
    const FileEnds ends = endsOf(path);
    const auto format = formatOf(ends.first);
    if (!format)
        refuse(path, concat("not a ", readFormats, " picture"));
    std::vector<std::byte> whole;
    Bytes header = ends.first;
    auto size = sizeInHeader(header);
    const bool mayStandLater = *format == PictureFormat::Jpeg || *format == PictureFormat::Tiff;
    if (!size && mayStandLater && ends.length > glanceBytes) {
        whole = readWholeFile(path, mostPictureBytes);
        header = whole;
        size = sizeInHeader(header);
    }
    if (!size)
        refuse(path, "damaged: its header does not say width and height");
    requireAllowedSize(path.string(), *size);
    PictureGlance glance {.size = *size, .orientation = orientationInHeader(header)};
    glance.contentId = contentHash(ends.last, contentHash(ends.first, uint64_t(ends.length)));
    glance.endMissing = isCutOff(*format, ends, *size);
    if (glance.endMissing && *format != PictureFormat::Jpeg)
        refuse(path, "damaged: cut off before its end");
    return glance;
}

} // namespace hardlens
