#include "core/data/classes/mat_form.h"

#include "core/basics/error.h"
#include "core/data/annotations/annotation_file_error.h"

#include <array>
#include <cstring>
#include <memory>
#include <vector>
#include <zlib.h>

namespace hardlens {

namespace {

using namespace std::string_view_literals;
using Bytes = std::span<const std::byte>;

constexpr size_t headBytes = 128;
constexpr size_t tagBytes = 8; // type and size of an element
constexpr size_t mostUnpacked = size_t {64} << 20;
constexpr int64_t mostVariables = 1'000'000;
constexpr int deepest = 5;
constexpr size_t mostNameBytes = 64; // with a NUL at the end
constexpr size_t mostFields = 256;

/// What an element holds.
enum Type : uint32_t
{
    Int8 = 1,
    Uint8 = 2,
    Uint16 = 4,
    Int32 = 5,
    Uint32 = 6,
    Variable = 14,
    Packed = 15,
    Utf8 = 16,
    Utf16 = 17,
};

/// Bytes of a value; 0: not one of a number or a character.
size_t bytesEach(uint32_t type)
{
    constexpr std::array<uint8_t, 18> bytes {0, 1, 1, 2, 2, 4, 4, 4, 0, 8, 0, 0, 8, 8, 0, 0, 1, 2};
    return type < bytes.size() ? bytes[type] : 0;
}

uint32_t wordAt(Bytes bytes, size_t at)
{
    std::array<std::byte, 4> b {};
    std::memcpy(b.data(), bytes.data() + at, b.size());
    return uint32_t(b[0]) | uint32_t(b[1]) << 8 | uint32_t(b[2]) << 16 | uint32_t(b[3]) << 24;
}

struct Element
{
    uint32_t type = 0;
    Bytes content {};
    bool isShort = false; // in four bytes of its head
};

/// Whoever looks at one variable of the file.
struct Place
{
    const std::string* file = nullptr;
    int64_t variable = 0;    // from 1
    Bytes whole {};          // that positions are counted in
    int64_t* seen = nullptr; // variables so far, those within others too

    [[noreturn]] void fail(Bytes rest, const std::string& text) const
    {
        throw AnnotationFileError(*file, 0,
            concat("variable ", variable, ", byte ", rest.data() - whole.data(), ": ", text));
    }
};

/// The first element; rest begins after it then.
Element takeElement(const Place& place, Bytes& rest)
{
    if (rest.size() < tagBytes)
        place.fail(rest, concat("ends after ", rest.size(), " bytes: expected an element"));
    const uint32_t word = wordAt(rest, 0);
    const Bytes start = rest;
    if (const size_t size = word >> 16; size > 0) {
        if (size > 4)
            place.fail(start, concat("short element of ", size, " bytes: expected at most 4"));
        rest = rest.subspan(tagBytes);
        return {word & 0xffff, start.subspan(4, size), true};
    }
    const size_t size = wordAt(rest, 4);
    const size_t filled = word == Packed ? size : (size + 7) / 8 * 8;
    rest = rest.subspan(tagBytes);
    if (filled > rest.size())
        place.fail(start,
            concat("element of ", size, " bytes: expected at most the ", rest.size(), " left"));
    rest = rest.subspan(filled);
    return {word, start.subspan(tagBytes, size), false};
}

Element takeOf(const Place& place, Bytes& rest, uint32_t type, const char* what)
{
    const Bytes start = rest;
    const Element element = takeElement(place, rest);
    if (element.type != type)
        place.fail(
            start, concat("element of type ", element.type, ": expected ", what, ", type ", type));
    return element;
}

size_t takeDimensions(const Place& place, Bytes& rest)
{
    const Bytes start = rest;
    const Element sizes = takeOf(place, rest, Int32, "dimensions");
    if (sizes.content.size() != 8)
        place.fail(start, concat(sizes.content.size() / 4, " dimensions: expected 2"));
    const uint64_t rows = wordAt(sizes.content, 0), columns = wordAt(sizes.content, 4);
    if (rows * columns > mostUnpacked)
        place.fail(start, concat(rows, " x ", columns, " values: expected at most ", mostUnpacked));
    return size_t(rows * columns);
}

/// How many fields.
size_t takeFieldNames(const Place& place, Bytes& rest)
{
    Bytes start = rest;
    const Element length = takeOf(place, rest, Int32, "the length of field names");
    const uint32_t each
        = length.isShort && length.content.size() == 4 ? wordAt(length.content, 0) : 0;
    if (each < 1 || each > mostNameBytes)
        place.fail(start, concat("field names of ", each, ": expected 1 to ", mostNameBytes));
    start = rest;
    const size_t bytes = takeOf(place, rest, Int8, "field names").content.size();
    if (bytes == 0 || bytes % each != 0 || bytes / each > mostFields)
        place.fail(start,
            concat(bytes, " bytes of field names of ", each, ": expected 1 to ", mostFields,
                " names"));
    return bytes / each;
}

void takeValues(const Place& place, Bytes& rest, size_t count, bool isText)
{
    const Bytes start = rest;
    const Element values = takeElement(place, rest);
    const size_t each = bytesEach(values.type);
    const size_t bytes = values.content.size();
    const bool isUtf = values.type == Utf8 || values.type == Utf16;
    const bool fits = isText ? isUtf || values.type == Uint8 || values.type == Uint16 : !isUtf;
    if (each == 0 || !fits)
        place.fail(start,
            concat("values of type ", values.type, ": expected ", isText ? "text" : "numbers"));
    // Of UTF-8, dimensions count characters.
    if (values.type == Utf8 ? bytes < count : bytes != count * each)
        place.fail(start, concat(bytes, " bytes: expected ", count, " values of ", each));
}

void checkVariable(const Place& place, Bytes rest, int depth);

void takeVariables(const Place& place, Bytes& rest, size_t count, int depth)
{
    for (size_t i = 0; i < count; ++i) {
        const Bytes start = rest;
        const Element inner = takeOf(place, rest, Variable, "a variable");
        if (inner.isShort || inner.content.size() % 8 != 0)
            place.fail(start, "a variable's bytes do not go by eight");
        if (++*place.seen > mostVariables)
            place.fail(start, concat("more than ", mostVariables, " values in cells and fields"));
        // Without content: an empty field.
        if (!inner.content.empty())
            checkVariable(place, inner.content, depth + 1);
    }
}

void checkVariable(const Place& place, Bytes rest, int depth)
{
    if (depth > deepest)
        place.fail(rest, concat("cells or structs more than ", deepest, " deep"));
    Bytes start = rest;
    const Element flags = takeOf(place, rest, Uint32, "an array's class");
    if (flags.content.size() != 8)
        place.fail(start, concat(flags.content.size(), " bytes of flags: expected 8"));
    const uint32_t kind = wordAt(flags.content, 0) & 0xff;
    constexpr uint32_t complex = 0x0800;
    if (wordAt(flags.content, 0) & complex)
        place.fail(start, "complex numbers: expected real ones");
    const size_t count = takeDimensions(place, rest);
    start = rest;
    const size_t nameBytes = takeOf(place, rest, Int8, "a name").content.size();
    // Names within cells and structs are never written, and libmatio does not step over them.
    if (nameBytes >= mostNameBytes || (depth > 1 && nameBytes > 0))
        place.fail(start,
            concat("name of ", nameBytes, " bytes: expected at most ",
                depth > 1 ? 0 : mostNameBytes - 1));
    start = rest;
    constexpr uint32_t cells = 1, structs = 2, text = 4, firstNumbers = 6, lastNumbers = 15;
    if (kind == cells)
        takeVariables(place, rest, count, depth);
    else if (kind == structs)
        takeVariables(place, rest, count * takeFieldNames(place, rest), depth);
    else if (kind == text || (kind >= firstNumbers && kind <= lastNumbers))
        takeValues(place, rest, count, kind == text);
    else
        place.fail(
            start, concat("array of class ", kind, ": expected text, numbers, cells or structs"));
    if (!rest.empty())
        place.fail(rest, concat(rest.size(), " bytes after the values: expected none"));
}

/// What an element of type 15 holds. left: bytes that may yet be unpacked.
std::vector<std::byte> unpacked(const Place& place, Bytes packed, size_t& left)
{
    z_stream stream {};
    if (inflateInit(&stream) != Z_OK)
        throw std::bad_alloc();
    const std::unique_ptr<z_stream, int (*)(z_stream*)> ending(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
    stream.avail_in = unsigned(packed.size());
    std::vector<std::byte> bytes;
    int code = Z_OK;
    while (code == Z_OK) {
        constexpr size_t piece = size_t {1} << 18;
        const size_t done = bytes.size();
        if (done >= left)
            place.fail(packed, concat("unpacks to more than ", mostUnpacked, " bytes in all"));
        bytes.resize(done + std::min(piece, left - done));
        stream.next_out = reinterpret_cast<Bytef*>(bytes.data() + done);
        stream.avail_out = unsigned(bytes.size() - done);
        code = inflate(&stream, Z_NO_FLUSH);
        bytes.resize(bytes.size() - stream.avail_out);
    }
    if (code != Z_STREAM_END || stream.avail_in > 0)
        place.fail(
            packed, concat("packed bytes are damaged after ", bytes.size(), " unpacked ones"));
    left -= bytes.size();
    return bytes;
}

void checkHead(const std::string& shown, Bytes file)
{
    const auto fail = [&](const char* text) { throw AnnotationFileError(shown, 0, text); };
    const auto has = [&](size_t at, std::string_view text) {
        return file.size() >= at + text.size()
            && std::memcmp(file.data() + at, text.data(), text.size()) == 0;
    };
    constexpr std::string_view hdf5 = "\x89HDF";
    if (has(0, "MATLAB 7.3") || has(0, hdf5) || has(512, hdf5))
        fail("is a .mat file of version 7.3 (HDF5), which is not read: load it in MATLAB and "
             "save it as version 5, save(…, '-v7')");
    if (file.size() < headBytes || (!has(124, "\0\1IM"sv) && !has(124, "\1\0MI"sv)))
        fail("is no .mat file of version 5: expected its mark in bytes 124 to 127");
    if (has(124, "\1\0MI"sv))
        fail("was written high byte first, which is not read: load it in MATLAB and save it with "
             "save(…, '-v7')");
}

} // namespace

void checkMatForm(const std::string& shown, Bytes file)
{
    checkHead(shown, file);
    Bytes rest = file.subspan(headBytes);
    int64_t seen = 0;
    size_t left = mostUnpacked;
    for (int64_t number = 1; !rest.empty(); ++number) {
        Place place {.file = &shown, .variable = number, .whole = rest, .seen = &seen};
        Element element = takeElement(place, rest);
        std::vector<std::byte> bytes;
        if (element.type == Packed && !element.isShort) {
            bytes = unpacked(place, element.content, left);
            Bytes inner = bytes;
            place.whole = inner;
            element = takeElement(place, inner);
            if (!inner.empty())
                place.fail(inner, "bytes after the variable: expected none");
        }
        if (element.type != Variable || element.isShort || element.content.size() % 8 != 0)
            place.fail(place.whole,
                concat("element of type ", element.type,
                    ": expected a variable of whole eights, type ", int(Variable)));
        ++seen;
        checkVariable(place, element.content, 1);
    }
}

} // namespace hardlens
