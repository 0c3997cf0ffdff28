#pragma once

#include "core/basics/hash.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

/// Rows with a checksum. SQLite notices damage to its own structure, but not to values; so the last
/// column of every table, `crc`, is the CRC-32C of the row's other values in their order: whole
/// numbers and reals as 8 bytes in little endian (NULL as a quiet NaN), texts and blobs as their
/// length in 8 bytes and their bytes.
namespace hardlens {

using Blob = std::vector<std::byte>;

/// The checksum of values that follow one another.
class RowChecksum
{
public:
    void add(int64_t value) { addWord(uint64_t(value)); }
    void add(double value)
    {
        // SQLite keeps neither the kind of a NaN nor the sign of zero.
        addWord(std::bit_cast<uint64_t>(
            value == value ? value + 0. : std::numeric_limits<double>::quiet_NaN()));
    }
    void add(std::span<const std::byte> bytes)
    {
        addWord(bytes.size());
        m_crc = crc32c(bytes, m_crc);
    }

    int64_t value() const { return int64_t(m_crc); }

private:
    void addWord(uint64_t word)
    {
        std::array<std::byte, 8> bytes;
        for (size_t i = 0; i < 8; ++i)
            bytes[i] = std::byte(word >> (8 * i));
        m_crc = crc32c(bytes, m_crc);
    }

    uint32_t m_crc = 0;
};

/// Writes rows of one table; a row with the same key is replaced.
class RowWriter
{
public:
    /// columns: without crc.
    RowWriter(
        SQLite::Database& file, const std::string& table, const std::vector<std::string>& columns);

    /// One row. Values: whole numbers, reals, texts, blobs; as many as there are columns.
    template <typename... Values> void operator()(const Values&... values)
    {
        begin();
        (put(values), ...);
        end();
    }

    /// The same value by value.
    void begin();
    void put(int64_t value);
    void put(int32_t value) { put(int64_t(value)); }
    void put(double value);
    void put(float value) { put(double(value)); }
    void put(const std::string& text);
    void put(const Blob& bytes);
    void end();

private:
    SQLite::Statement m_insert;
    RowChecksum m_checksum {};
    int m_bound = 0;
};

/// Reads the row that a statement stands at, value by value in the order of the table's columns.
class RowReader
{
public:
    explicit RowReader(SQLite::Statement& row)
        : m_row(row)
    {
    }

    /// The next values. Types as in RowWriter.
    template <typename... Values> void operator()(Values&... values) { (get(values), ...); }

    void get(int64_t& value);
    void get(int32_t& value);
    void get(double& value);
    void get(float& value);
    void get(std::string& text);
    void get(Blob& bytes);

    /// Whether the values read so far are those that were written. To be asked last: it reads the
    /// crc.
    bool isSound();
    /// Throws DataError where they are not.
    void requireSound();

private:
    SQLite::Statement& m_row;
    RowChecksum m_checksum {};
    int m_read = 0;
};

/// "SELECT a, b, crc FROM table".
std::string selectAll(const std::string& table, const std::vector<std::string>& columns);

} // namespace hardlens
