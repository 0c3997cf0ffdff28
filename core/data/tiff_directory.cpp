#include "core/data/tiff_directory.h"

namespace hardlens {

namespace {

/// Unsigned numbers in the file's own byte order.
class Numbers
{
public:
    Numbers(std::span<const std::byte> bytes, bool littleEndian)
        : m_bytes(bytes)
        , m_little(littleEndian)
    {
    }

    bool has(size_t offset, size_t count) const
    {
        return offset <= m_bytes.size() && count <= m_bytes.size() - offset;
    }

    uint32_t at(size_t offset, size_t count) const
    {
        uint32_t value = 0;
        for (size_t i = 0; i < count; ++i)
            value = (value << 8)
                | std::to_integer<uint32_t>(m_bytes[offset + (m_little ? count - 1 - i : i)]);
        return value;
    }

private:
    std::span<const std::byte> m_bytes {};
    bool m_little = true;
};

constexpr size_t entryBytes = 12;

/// The value of an entry of one number; 0 where it is of another type.
uint32_t valueOf(const Numbers& numbers, size_t entry)
{
    const uint32_t type = numbers.at(entry + 2, 2);
    if (numbers.at(entry + 4, 4) != 1)
        return 0;
    return type == 3 ? numbers.at(entry + 8, 2) : type == 4 ? numbers.at(entry + 8, 4) : 0;
}

} // namespace

std::optional<TiffDirectory> readTiffDirectory(std::span<const std::byte> tiff)
{
    if (tiff.size() < 8 || tiff[0] != tiff[1]
        || (tiff[0] != std::byte('I') && tiff[0] != std::byte('M')))
        return std::nullopt;
    TiffDirectory directory {.littleEndian = tiff[0] == std::byte('I')};
    const Numbers numbers(tiff, directory.littleEndian);
    const size_t start = numbers.at(4, 4);
    if (numbers.at(2, 2) != 42 || !numbers.has(start, 2))
        return std::nullopt;
    const size_t count = numbers.at(start, 2);
    if (!numbers.has(start + 2, count * entryBytes))
        return std::nullopt;
    for (size_t i = 0; i < count; ++i) {
        const size_t entry = start + 2 + i * entryBytes;
        const uint32_t value = valueOf(numbers, entry);
        switch (numbers.at(entry, 2)) {
        case 256:
            directory.width = value;
            break;
        case 257:
            directory.height = value;
            break;
        case 322:
            directory.tileWidth = value;
            break;
        case 323:
            directory.tileHeight = value;
            break;
        case 274:
            if (value >= 1 && value <= 8 && numbers.at(entry + 2, 2) == 3) {
                directory.orientation = int(value);
                directory.orientationAt = entry + 8;
            }
            break;
        default:
            break;
        }
    }
    return directory;
}

} // namespace hardlens
