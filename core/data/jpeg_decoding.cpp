#include "core/data/jpeg_decoding.h"

#include "core/basics/error.h"
#include "core/basics/text.h"

#include <array>
#include <csetjmp>
#include <cstdio>
#include <jpeglib.h>

namespace hardlens {

namespace {

struct JpegErrors
{
    jpeg_error_mgr base {};
    std::jmp_buf jump {};
    std::array<char, JMSG_LENGTH_MAX> firstWarning {};
    std::array<char, JMSG_LENGTH_MAX> fatal {};
};

JpegErrors& errorsOf(j_common_ptr common)
{
    return *reinterpret_cast<JpegErrors*>(common->err);
}

/// libjpeg is C: an exception must not pass through it, so it leaves by longjmp.
[[noreturn]] void giveUp(j_common_ptr common)
{
    JpegErrors& errors = errorsOf(common);
    common->err->format_message(common, errors.fatal.data());
    std::longjmp(errors.jump, 1);
}

void noteMessage(j_common_ptr common, int level)
{
    if (level >= 0)
        return;
    JpegErrors& errors = errorsOf(common);
    if (common->err->num_warnings++ == 0)
        common->err->format_message(common, errors.firstWarning.data());
}

void beSilent(j_common_ptr) { }

enum class Outcome
{
    Done,
    NotOurs,
    Failed
};

/// Nothing here has a destructor: longjmp would skip it.
Outcome readRows(jpeg_decompress_struct& reader, JpegErrors& errors,
    std::span<const std::byte> bytes, const PictureSize& size, uint8_t* rgb)
{
    if (setjmp(errors.jump) != 0)
        return Outcome::Failed;
    jpeg_mem_src(&reader, reinterpret_cast<const unsigned char*>(bytes.data()),
        static_cast<unsigned long>(bytes.size()));
    jpeg_read_header(&reader, TRUE);
    if (reader.num_components != 1 && reader.num_components != 3)
        return Outcome::NotOurs;
    reader.out_color_space = JCS_RGB;
    jpeg_start_decompress(&reader);
    if (int64_t(reader.output_width) != size.width || int64_t(reader.output_height) != size.height
        || reader.output_components != 3)
        return Outcome::NotOurs;
    while (reader.output_scanline < reader.output_height) {
        JSAMPROW row = rgb + size_t(reader.output_scanline) * reader.output_width * 3;
        jpeg_read_scanlines(&reader, &row, 1);
    }
    jpeg_finish_decompress(&reader);
    return Outcome::Done;
}

} // namespace

std::optional<DecodedPicture> decodeJpeg(
    std::span<const std::byte> bytes, const PictureSize& size, const std::string& name)
{
    DecodedPicture decoded;
    decoded.pixels = {.width = size.width, .height = size.height};
    decoded.pixels.rgb.resize(size_t(size.width) * size_t(size.height) * 3);
    JpegErrors errors;
    jpeg_decompress_struct reader {};
    reader.err = jpeg_std_error(&errors.base);
    errors.base.error_exit = giveUp;
    errors.base.emit_message = noteMessage;
    errors.base.output_message = beSilent;
    jpeg_create_decompress(&reader);
    const Outcome outcome = readRows(reader, errors, bytes, size, decoded.pixels.rgb.data());
    const long warnings = errors.base.num_warnings;
    jpeg_destroy_decompress(&reader);
    if (outcome == Outcome::NotOurs)
        return std::nullopt;
    if (outcome == Outcome::Failed)
        throw DataError(concat(name, ": cannot be decoded: ", errors.fatal.data()));
    if (warnings > 0)
        decoded.damage
            = concat("damaged JPEG, used as far as it goes: ", errors.firstWarning.data(), " (",
                counted(warnings, "complaint"), ")");
    return decoded;
}

} // namespace hardlens
