#include "core/data/classes/mat_lists.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/data/annotations/annotation_file_error.h"
#include "core/data/classes/mat_form.h"

#include <cmath>
#include <matio.h>
#include <optional>
#include <span>

namespace hardlens {

namespace {

constexpr uintmax_t mostFileBytes = 64u << 20;
constexpr size_t mostTextBytes = 4096; // of a path on Linux
constexpr size_t mostShown = 80;       // bytes of a bad value

size_t countOf(const matvar_t& array)
{
    // An empty field has no dimensions.
    return array.rank == 2 ? array.dims[0] * array.dims[1] : 0;
}

void appendUtf8(std::string& text, uint32_t code)
{
    const auto more = [&](int shift) { text += char(0x80 | (code >> shift & 0x3f)); };
    if (code < 0x80) {
        text += char(code);
    } else if (code < 0x800) {
        text += char(0xc0 | code >> 6);
        more(0);
    } else if (code < 0x10000) {
        text += char(0xe0 | code >> 12);
        more(6);
        more(0);
    } else {
        text += char(0xf0 | code >> 18);
        more(12);
        more(6);
        more(0);
    }
}

/// Of UTF-16, or of Latin-1, which is its beginning. Half a pair becomes U+FFFD.
template <typename Unit> std::string utf8Of(std::span<const Unit> units)
{
    constexpr uint32_t replacement = 0xfffd;
    const auto half = [](uint32_t unit, uint32_t first) { return (unit & 0xfc00) == first; };
    std::string text;
    for (size_t i = 0; i < units.size(); ++i) {
        const uint32_t unit = units[i];
        if (half(unit, 0xd800) && i + 1 < units.size() && half(units[i + 1], 0xdc00))
            appendUtf8(text, 0x10000 + ((unit & 0x3ff) << 10) + (uint32_t(units[++i]) & 0x3ff));
        else
            appendUtf8(text, (unit & 0xf800) == 0xd800 ? replacement : unit);
    }
    return text;
}

/// nullopt: not one row of text.
std::optional<std::string> textIn(const matvar_t& array)
{
    const size_t count = countOf(array);
    if (array.class_type != MAT_C_CHAR || (count > 0 && array.dims[0] != 1))
        return std::nullopt;
    if (count == 0 || !array.data)
        return std::string();
    switch (array.data_type) {
    case MAT_T_UTF8:
        return std::string(static_cast<const char*>(array.data), array.nbytes);
    case MAT_T_UINT8:
        return utf8Of(std::span(static_cast<const uint8_t*>(array.data), count));
    case MAT_T_UINT16:
    case MAT_T_UTF16:
        return utf8Of(std::span(static_cast<const uint16_t*>(array.data), count));
    default:
        return std::nullopt;
    }
}

/// nullopt: not one number.
std::optional<double> numberIn(const matvar_t& array)
{
    if (countOf(array) != 1 || !array.data)
        return std::nullopt;
    switch (array.class_type) {
    case MAT_C_DOUBLE:
        return *static_cast<const double*>(array.data);
    case MAT_C_SINGLE:
        return *static_cast<const float*>(array.data);
    case MAT_C_INT8:
        return *static_cast<const int8_t*>(array.data);
    case MAT_C_UINT8:
        return *static_cast<const uint8_t*>(array.data);
    case MAT_C_INT16:
        return *static_cast<const int16_t*>(array.data);
    case MAT_C_UINT16:
        return *static_cast<const uint16_t*>(array.data);
    case MAT_C_INT32:
        return *static_cast<const int32_t*>(array.data);
    case MAT_C_UINT32:
        return *static_cast<const uint32_t*>(array.data);
    case MAT_C_INT64:
        return double(*static_cast<const int64_t*>(array.data));
    case MAT_C_UINT64:
        return double(*static_cast<const uint64_t*>(array.data));
    default:
        return std::nullopt;
    }
}

std::string shownValue(const matvar_t& array)
{
    if (const auto text = textIn(array))
        return text->size() > mostShown ? concat('"', text->substr(0, mostShown), " …\"")
                                        : concat('"', *text, '"');
    if (const auto number = numberIn(array))
        return concat(*number);
    if (countOf(array) == 0)
        return "nothing";
    return concat("an array of ", array.dims[0], " x ", array.dims[1]);
}

std::vector<std::string> fieldNames(const matvar_t& array)
{
    char* const* names = Mat_VarGetStructFieldnames(&array);
    return {names, names + Mat_VarGetNumberOfFields(const_cast<matvar_t*>(&array))};
}

} // namespace

MatRecords::MatRecords(std::string shown, std::shared_ptr<matvar_t> array)
    : m_shown(std::move(shown))
    , m_array(std::move(array))
    , m_size(int64_t(countOf(*m_array)))
{
}

const matvar_t& MatRecords::value(int64_t record, const std::string& field) const
{
    if (record < 0 || record >= m_size)
        throw std::invalid_argument(concat("MatRecords: record ", record, " of ", m_size));
    if (const matvar_t* found
        = Mat_VarGetStructFieldByName(m_array.get(), field.c_str(), size_t(record)))
        return *found;
    constexpr size_t mostNamed = 20;
    throw AnnotationFileError(m_shown, 0,
        concat("field ", field, " of ", m_array->name, " is missing: there are ",
            listed(fieldNames(*m_array), mostNamed)));
}

void MatRecords::fail(int64_t record, const std::string& field, const matvar_t& value,
    std::string_view expected) const
{
    throw AnnotationFileError(
        m_shown, record + 1, concat(field, " = ", shownValue(value), ": expected ", expected));
}

std::string MatRecords::text(int64_t record, const std::string& field) const
{
    const matvar_t& array = value(record, field);
    auto text = textIn(array);
    if (!text)
        fail(record, field, array, "a line of text");
    if (text->size() > mostTextBytes)
        fail(record, field, array, concat("at most ", mostTextBytes, " bytes"));
    return std::move(*text);
}

int64_t MatRecords::wholeNumber(int64_t record, const std::string& field, int64_t low, int64_t high,
    std::string_view what) const
{
    const matvar_t& array = value(record, field);
    const auto number = numberIn(array);
    if (!number || !(*number >= double(low) && *number <= double(high))
        || *number != std::trunc(*number))
        fail(record, field, array, concat(what, " in [", low, ", ", high, "]"));
    return int64_t(*number);
}

MatFile::MatFile(const ContainedFiles::Answer& file)
    : m_shown(file.shown)
{
    std::vector<std::byte> bytes;
    try {
        bytes = readWholeFile(file.path, mostFileBytes);
    } catch (const Error& error) {
        std::string_view reason = error.what();
        if (reason.starts_with(file.path + ": "))
            reason.remove_prefix(file.path.size() + 2);
        throw AnnotationFileError(m_shown, 0, std::string(reason));
    }
    checkMatForm(m_shown, bytes);
    m_file = {Mat_Open(file.path.c_str(), MAT_ACC_RDONLY), Mat_Close};
    if (!m_file)
        throw AnnotationFileError(m_shown, 0, "cannot be opened");
}

std::shared_ptr<matvar_t> MatFile::read(
    const std::string& variable, int kind, const char* expected) const
{
    const std::shared_ptr<matvar_t> array(Mat_VarRead(m_file.get(), variable.c_str()), Mat_VarFree);
    if (!array)
        throw AnnotationFileError(m_shown, 0, concat("variable ", variable, " is missing"));
    if (array->class_type != kind)
        throw AnnotationFileError(
            m_shown, 0, concat("variable ", variable, ": expected ", expected));
    return array;
}

MatRecords MatFile::records(const std::string& variable) const
{
    return {m_shown, read(variable, MAT_C_STRUCT, "a struct array")};
}

std::vector<std::string> MatFile::texts(const std::string& variable) const
{
    const auto array = read(variable, MAT_C_CELL, "a cell array of text");
    std::vector<std::string> texts;
    const std::span cells(static_cast<matvar_t* const*>(array->data), countOf(*array));
    for (const matvar_t* cell : cells) {
        auto text = cell ? textIn(*cell) : std::nullopt;
        if (!text || text->size() > mostTextBytes)
            throw AnnotationFileError(m_shown, int64_t(texts.size()) + 1,
                concat(variable, ": expected a line of text of at most ", mostTextBytes,
                    " bytes in each cell"));
        texts.push_back(std::move(*text));
    }
    return texts;
}

} // namespace hardlens
