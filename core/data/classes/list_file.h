#pragma once

#include "core/data/annotations/contained_files.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hardlens {

/// A line of a list, without the blanks at its ends.
struct ListLine
{
    int64_t number = 0; // from 1
    std::string text {};
};

/// A text file with one entry a line, as data sets come with. A byte order mark, Windows' line ends
/// and empty lines are no part of it.
class ListFile
{
public:
    /// file: found. Throws AnnotationFileError where it cannot be read or has more than 64 MiB.
    explicit ListFile(const ContainedFiles::Answer& file);

    /// Throws AnnotationFileError where the data folder has no such file that may be opened.
    static ListFile in(ContainedFiles& files, std::string_view folder, std::string_view name);

    const std::string& shown() const { return m_shown; }
    const std::vector<ListLine>& lines() const { return m_lines; }

    /// The field as a whole number in [low, high]. what: for the message, "a class".
    /// Throws AnnotationFileError naming file, line, field and what was expected.
    int64_t wholeNumber(const ListLine& line, std::string_view field, int64_t low, int64_t high,
        std::string_view what) const;

    /// Throws AnnotationFileError "images.txt:17: "a b": expected …".
    [[noreturn]] void fail(
        const ListLine& line, std::string_view value, std::string_view expected) const;

private:
    std::string m_shown {};
    std::vector<ListLine> m_lines {};
};

/// Parts of a line between blanks; the last of at most `most` parts is all the rest, as it stands:
/// names of files have blanks.
std::vector<std::string> blankFields(std::string_view text, size_t most = SIZE_MAX);

/// Parts of a line between commas, trimmed. A part in double quotes may hold commas, and two double
/// quotes for one.
std::vector<std::string> commaFields(std::string_view text);

} // namespace hardlens
