#include "core/data/classes/list_file.h"

#include "core/basics/checked_file.h"
#include "core/basics/text.h"
#include "core/data/annotations/annotation_file_error.h"
#include "core/data/annotations/required_file.h"

#include <charconv>

namespace hardlens {

namespace {

constexpr size_t mostShown = 80; // characters of a bad value

std::string quoted(std::string_view value)
{
    return value.size() > mostShown ? concat('"', value.substr(0, mostShown), " …\"")
                                    : concat('"', value, '"');
}

} // namespace

ListFile::ListFile(const ContainedFiles::Answer& file)
    : m_shown(file.shown)
{
    std::string text;
    try {
        text = readTextFile(file.path);
    } catch (const Error& error) {
        std::string_view reason = error.what();
        if (reason.starts_with(file.path + ": "))
            reason.remove_prefix(file.path.size() + 2);
        throw AnnotationFileError(m_shown, 0, std::string(reason));
    }
    std::string_view rest = text;
    if (rest.starts_with("\xEF\xBB\xBF"))
        rest.remove_prefix(3);
    for (int64_t number = 1; !rest.empty(); ++number) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        if (const auto line = trimmed(rest.substr(0, end)); !line.empty())
            m_lines.push_back({number, std::string(line)});
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

ListFile ListFile::in(ContainedFiles& files, std::string_view folder, std::string_view name)
{
    return ListFile(requiredFile(files, folder, name));
}

int64_t ListFile::wholeNumber(const ListLine& line, std::string_view field, int64_t low,
    int64_t high, std::string_view what) const
{
    int64_t value = 0;
    const auto [end, problem] = std::from_chars(field.data(), field.data() + field.size(), value);
    if (problem != std::errc() || end != field.data() + field.size() || value < low || value > high)
        fail(line, field, concat(what, " in [", low, ", ", high, "]"));
    return value;
}

void ListFile::fail(const ListLine& line, std::string_view value, std::string_view expected) const
{
    throw AnnotationFileError(m_shown, line.number, concat(quoted(value), ": expected ", expected));
}

std::vector<std::string> blankFields(std::string_view text, size_t most)
{
    constexpr std::string_view blanks = " \t";
    std::vector<std::string> fields;
    text = trimmed(text);
    while (!text.empty()) {
        const size_t end = fields.size() + 1 < most ? text.find_first_of(blanks) : text.npos;
        fields.emplace_back(text.substr(0, end));
        text = end == text.npos ? std::string_view() : trimmed(text.substr(end));
    }
    return fields;
}

std::vector<std::string> commaFields(std::string_view text)
{
    std::vector<std::string> fields {""};
    bool inQuotes = false;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"' && inQuotes && i + 1 < text.size() && text[i + 1] == '"')
            fields.back() += text[i++];
        else if (text[i] == '"')
            inQuotes = !inQuotes;
        else if (text[i] == ',' && !inQuotes)
            fields.emplace_back();
        else
            fields.back() += text[i];
    }
    for (std::string& field : fields)
        field = std::string(trimmed(field));
    return fields;
}

} // namespace hardlens
