#pragma once

#include "core/basics/checked_file.h"

#include <cstring>
#include <filesystem>
#include <fstream>
#include <matio.h>
#include <stdexcept>
#include <string>
#include <vector>
#include <zlib.h>

namespace hardlens::test {

/// A value for a field, of which the array it is put into becomes the owner.
inline matvar_t* matText(const std::string& text)
{
    size_t sizes[] {size_t(!text.empty()), text.size()};
    return Mat_VarCreate(
        nullptr, MAT_C_CHAR, MAT_T_UINT8, 2, sizes, const_cast<char*>(text.data()), 0);
}

template <typename Number>
matvar_t* matNumber(Number value, matio_classes kind, matio_types type, size_t columns = 1)
{
    size_t sizes[] {1, columns};
    std::vector<Number> values(columns, value);
    return Mat_VarCreate(nullptr, kind, type, 2, sizes, values.data(), 0);
}

/// As classes are stored.
inline matvar_t* matByte(uint8_t value)
{
    return matNumber(value, MAT_C_UINT8, MAT_T_UINT8);
}

inline matvar_t* matDouble(double value, size_t columns = 1)
{
    return matNumber(value, MAT_C_DOUBLE, MAT_T_DOUBLE, columns);
}

/// "type, size, content" of a variable, packed by zlib.
inline std::string packedVariable(const std::string& variable)
{
    std::string packed(compressBound(variable.size()), '\0');
    uLongf size = packed.size();
    compress(reinterpret_cast<Bytef*>(packed.data()), &size,
        reinterpret_cast<const Bytef*>(variable.data()), variable.size());
    packed.resize(size);
    const uint32_t head[] {15, uint32_t(size)};
    return std::string(reinterpret_cast<const char*>(head), sizeof(head)) + packed;
}

/// The variables of a .mat file after its head, each as it stands.
inline std::vector<std::string> variablesOf(const std::string& file)
{
    std::vector<std::string> variables;
    for (size_t at = 128; at < file.size(); at += variables.back().size()) {
        uint32_t size = 0;
        std::memcpy(&size, file.data() + at + 4, sizeof(size));
        variables.push_back(file.substr(at, 8 + size));
    }
    return variables;
}

/// A .mat file that libmatio writes. Compressed: packed here, because libmatio 1.5.23 packs cell
/// arrays with sizes that are 8 too large for each cell, which it cannot read itself.
class MadeUpMat
{
public:
    MadeUpMat(const std::filesystem::path& path, bool compressed, mat_ft version = MAT_FT_MAT5)
        : m_path(path)
        , m_compressed(compressed)
    {
        std::filesystem::create_directories(path.parent_path());
        m_file = Mat_CreateVer(path.c_str(), nullptr, version);
        if (!m_file)
            throw std::runtime_error(path.string() + ": cannot be written");
    }
    ~MadeUpMat()
    {
        Mat_Close(m_file);
        if (!m_compressed)
            return;
        const std::string plain = readTextFile(m_path);
        std::ofstream packed(m_path, std::ios::binary);
        packed << plain.substr(0, 128);
        for (const std::string& variable : variablesOf(plain))
            packed << packedVariable(variable);
    }
    MadeUpMat(const MadeUpMat&) = delete;
    MadeUpMat& operator=(const MadeUpMat&) = delete;

    MadeUpMat& records(const char* name, std::vector<const char*> fields,
        const std::vector<std::vector<matvar_t*>>& rows)
    {
        size_t sizes[] {1, rows.size()};
        matvar_t* array
            = Mat_VarCreateStruct(name, 2, sizes, fields.data(), unsigned(fields.size()));
        for (size_t row = 0; row < rows.size(); ++row)
            for (size_t field = 0; field < fields.size(); ++field)
                Mat_VarSetStructFieldByIndex(array, field, row, rows[row].at(field));
        return write(array);
    }

    MadeUpMat& cells(const char* name, const std::vector<matvar_t*>& values)
    {
        size_t sizes[] {1, values.size()};
        matvar_t* array = Mat_VarCreate(name, MAT_C_CELL, MAT_T_CELL, 2, sizes, nullptr, 0);
        for (size_t i = 0; i < values.size(); ++i)
            Mat_VarSetCell(array, int(i), values[i]);
        return write(array);
    }

    MadeUpMat& texts(const char* name, const std::vector<std::string>& values)
    {
        std::vector<matvar_t*> cells;
        for (const std::string& value : values)
            cells.push_back(matText(value));
        return this->cells(name, cells);
    }

private:
    MadeUpMat& write(matvar_t* array)
    {
        const int problem = Mat_VarWrite(m_file, array, MAT_COMPRESSION_NONE);
        Mat_VarFree(array);
        if (problem)
            throw std::runtime_error("libmatio does not write");
        return *this;
    }

    std::filesystem::path m_path {};
    bool m_compressed = false;
    mat_t* m_file = nullptr;
};

} // namespace hardlens::test
