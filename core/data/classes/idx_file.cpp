#include "core/data/classes/idx_file.h"

#include "core/basics/error.h"
#include "core/data/annotations/annotation_file_error.h"

#include <memory>
#include <span>
#include <zlib.h>

namespace hardlens {

namespace {

constexpr int64_t mostValues = int64_t {1} << 30;
constexpr std::string_view pictureWord = "-images";
constexpr std::string_view labelWord = "-labels";

/// Reads plain and gzipped files alike.
class Stream
{
public:
    explicit Stream(const ContainedFiles::Answer& file)
        : m_shown(file.shown)
        , m_file(gzopen(file.path.c_str(), "rb"), gzclose)
    {
        if (!m_file)
            fail("cannot be opened");
        constexpr unsigned bufferBytes = 1 << 17;
        gzbuffer(m_file.get(), bufferBytes);
    }

    /// Fills as much as there is; how many bytes that were.
    size_t read(std::span<uint8_t> bytes)
    {
        size_t done = 0;
        while (done < bytes.size()) {
            constexpr size_t atOnce = size_t {1} << 24;
            const auto wanted = unsigned(std::min(bytes.size() - done, atOnce));
            const int got = gzread(m_file.get(), bytes.data() + done, wanted);
            int code = Z_OK;
            const char* reason = gzerror(m_file.get(), &code);
            if (got < 0 || code == Z_BUF_ERROR)
                fail(concat("is damaged after ", done, " bytes of values: ", reason));
            if (got == 0)
                break;
            done += size_t(got);
        }
        return done;
    }

    [[noreturn]] void fail(const std::string& text) const
    {
        throw AnnotationFileError(m_shown, 0, text);
    }

private:
    std::string m_shown {};
    std::unique_ptr<gzFile_s, int (*)(gzFile)> m_file;
};

uint32_t bigEndian(std::span<const uint8_t, 4> b)
{
    return uint32_t(b[0]) << 24 | uint32_t(b[1]) << 16 | uint32_t(b[2]) << 8 | b[3];
}

uint32_t readNumber(Stream& stream, int64_t byte)
{
    std::array<uint8_t, 4> bytes {};
    if (stream.read(bytes) < bytes.size())
        stream.fail(concat("ends in its head, before byte ", byte + 4));
    return bigEndian(bytes);
}

} // namespace

bool isIdxPictures(std::string_view name)
{
    return name.find(pictureWord) != name.npos && name.find("idx3-ubyte") != name.npos;
}

std::string idxLabelsOf(std::string_view pictures)
{
    std::string name(pictures);
    name.replace(name.find(pictureWord), pictureWord.size(), labelWord);
    name.replace(name.find("idx3"), 4, "idx1");
    return name;
}

IdxBytes readIdx(const ContainedFiles::Answer& file, int dimensions)
{
    Stream stream(file);
    const uint32_t expected = 0x0800u + uint32_t(dimensions);
    if (const uint32_t magic = readNumber(stream, 0); magic != expected)
        stream.fail(concat("byte 0: ", magic, ": expected ", expected,
            ", which an IDX file of bytes in ", dimensions, " dimensions begins with"));
    IdxBytes bytes {.sizes = {1, 1, 1}};
    int64_t total = 1;
    for (int d = 0; d < dimensions; ++d) {
        const int64_t size = readNumber(stream, 4 + 4 * d);
        if (size < 1 || size > mostValues / total)
            stream.fail(concat("byte ", 4 + 4 * d, ": size ", size,
                ": expected at least 1, and at most ", mostValues, " values in all"));
        bytes.sizes[size_t(d)] = size;
        total *= size;
    }
    // Grown as the file gives it: a head may claim more than there is.
    constexpr int64_t piece = int64_t {1} << 22;
    while (int64_t(bytes.values.size()) < total) {
        const auto done = int64_t(bytes.values.size());
        bytes.values.resize(size_t(std::min(done + piece, total)));
        const auto got = int64_t(stream.read(std::span(bytes.values).subspan(size_t(done))));
        if (done + got < int64_t(bytes.values.size()))
            stream.fail(concat("ends after ", done + got, " values, its head says ", total));
    }
    std::array<uint8_t, 1> more {};
    if (stream.read(more) > 0)
        stream.fail(concat("goes on after the ", total, " values that its head says"));
    return bytes;
}

} // namespace hardlens
