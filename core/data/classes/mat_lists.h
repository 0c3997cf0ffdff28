#pragma once

#include "core/data/annotations/contained_files.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct _mat_t;
struct matvar_t;

namespace hardlens {

/// A struct array of a .mat file, as records of named fields. Records count from 0; messages and
/// problems count them from 1, where those of text files have the line.
class MatRecords
{
public:
    int64_t size() const { return m_size; }

    /// The field as UTF-8, at most 4096 bytes. Throws AnnotationFileError where it is no text.
    std::string text(int64_t record, const std::string& field) const;

    /// The field, a number of whatever type, as a whole one in [low, high]. what: "a class".
    /// Throws AnnotationFileError naming file, record, field, value and what was expected.
    int64_t wholeNumber(int64_t record, const std::string& field, int64_t low, int64_t high,
        std::string_view what) const;

private:
    friend class MatFile;
    MatRecords(std::string shown, std::shared_ptr<matvar_t> array);

    /// Throws AnnotationFileError where the records have no such field.
    const matvar_t& value(int64_t record, const std::string& field) const;
    [[noreturn]] void fail(int64_t record, const std::string& field, const matvar_t& value,
        std::string_view expected) const;

    std::string m_shown {};
    std::shared_ptr<matvar_t> m_array {};
    int64_t m_size = 0;
};

/// Lists in a .mat file of MATLAB's version 5, compressed or not (save's -v6, -v7).
class MatFile
{
public:
    /// file: found. Throws AnnotationFileError where it cannot be read, has more than 64 MiB or is
    /// no such file, see checkMatForm.
    explicit MatFile(const ContainedFiles::Answer& file);

    const std::string& shown() const { return m_shown; }

    /// Throws AnnotationFileError where there is no struct array of that name.
    MatRecords records(const std::string& variable) const;

    /// The texts in a cell array. Throws AnnotationFileError where there is none of that name, or
    /// something else than text in it.
    std::vector<std::string> texts(const std::string& variable) const;

private:
    std::shared_ptr<matvar_t> read(
        const std::string& variable, int kind, const char* expected) const;

    std::string m_shown {};
    std::shared_ptr<_mat_t> m_file {};
};

} // namespace hardlens
