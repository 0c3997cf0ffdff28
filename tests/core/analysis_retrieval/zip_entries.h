#pragma once

#include "core/basics/checked_file.h"
#include "core/basics/error.h"

#include <filesystem>
#include <map>
#include <string>
#include <zlib.h>

namespace hardlens::test {

/// The files of a small zip archive, by name: as much of the format as reference archives use.
inline std::map<std::string, std::string> zipEntries(const std::filesystem::path& path)
{
    const auto bytes = readWholeFile(path);
    const auto number = [&](size_t at, int length) {
        size_t value = 0;
        for (int i = length - 1; i >= 0; --i)
            value = value << 8 | size_t(bytes.at(at + size_t(i)));
        return value;
    };
    const auto text = [&](size_t at, size_t length) {
        return std::string(reinterpret_cast<const char*>(bytes.data()) + at, length);
    };
    size_t end = bytes.size() - 22; // of the central directory; without a comment
    while (number(end, 4) != 0x06054B50)
        --end;
    std::map<std::string, std::string> entries;
    size_t at = number(end + 16, 4);
    for (size_t i = 0; i < number(end + 10, 2); ++i) {
        const size_t packed = number(at + 20, 4);
        const size_t local = number(at + 42, 4);
        const size_t data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
        const std::string name = text(at + 46, number(at + 28, 2));
        std::string content(number(at + 24, 4), '\0');
        if (number(at + 10, 2) == 0) {
            content = text(data, packed);
        } else {
            z_stream stream {};
            inflateInit2(&stream, -MAX_WBITS);
            std::string source = text(data, packed);
            stream.next_in = reinterpret_cast<Bytef*>(source.data());
            stream.avail_in = uInt(source.size());
            stream.next_out = reinterpret_cast<Bytef*>(content.data());
            stream.avail_out = uInt(content.size());
            const int code = inflate(&stream, Z_FINISH);
            inflateEnd(&stream);
            if (code != Z_STREAM_END)
                throw DataError(concat(path.string(), ": ", name, " cannot be unpacked"));
        }
        entries[name] = std::move(content);
        at += 46 + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
    }
    return entries;
}

} // namespace hardlens::test
