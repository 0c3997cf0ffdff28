#include "core/runs/checked_row.h"

#include "core/basics/error.h"

namespace hardlens {

namespace {

std::span<const std::byte> bytesOf(const std::string& text)
{
    return std::as_bytes(std::span(text));
}

std::string listed(const std::vector<std::string>& columns)
{
    std::string text;
    for (const std::string& column : columns)
        text += column + ", ";
    return text + "crc";
}

std::string insertInto(const std::string& table, const std::vector<std::string>& columns)
{
    std::string places;
    for (size_t i = 0; i < columns.size(); ++i)
        places += "?, ";
    return "INSERT OR REPLACE INTO " + table + " (" + listed(columns) + ") VALUES (" + places
        + "?)";
}

} // namespace

std::string selectAll(const std::string& table, const std::vector<std::string>& columns)
{
    return "SELECT " + listed(columns) + " FROM " + table;
}

RowWriter::RowWriter(
    SQLite::Database& file, const std::string& table, const std::vector<std::string>& columns)
    : m_insert(file, insertInto(table, columns))
{
}

void RowWriter::begin()
{
    m_insert.tryReset(); // an insert that failed says so again
    m_checksum = {};
    m_bound = 0;
}

void RowWriter::put(int64_t value)
{
    m_insert.bind(++m_bound, value);
    m_checksum.add(value);
}

void RowWriter::put(double value)
{
    m_insert.bind(++m_bound, value); // NaN becomes NULL
    m_checksum.add(value);
}

void RowWriter::put(const std::string& text)
{
    m_insert.bind(++m_bound, text);
    m_checksum.add(bytesOf(text));
}

void RowWriter::put(const Blob& bytes)
{
    m_insert.bind(++m_bound, bytes.data(), int(bytes.size()));
    m_checksum.add(bytes);
}

void RowWriter::end()
{
    m_insert.bind(++m_bound, m_checksum.value());
    m_insert.exec();
}

void RowReader::get(int64_t& value)
{
    value = m_row.getColumn(m_read++).getInt64();
    m_checksum.add(value);
}

void RowReader::get(int32_t& value)
{
    int64_t wide = 0;
    get(wide);
    value = int32_t(wide);
}

void RowReader::get(double& value)
{
    const SQLite::Column column = m_row.getColumn(m_read++);
    value = column.isNull() ? std::numeric_limits<double>::quiet_NaN() : column.getDouble();
    m_checksum.add(value);
}

void RowReader::get(float& value)
{
    double wide = 0;
    get(wide);
    value = float(wide);
}

void RowReader::get(std::string& text)
{
    text = m_row.getColumn(m_read++).getString();
    m_checksum.add(bytesOf(text));
}

void RowReader::get(Blob& bytes)
{
    const SQLite::Column column = m_row.getColumn(m_read++);
    const auto* data = static_cast<const std::byte*>(column.getBlob());
    bytes.assign(data, data ? data + column.getBytes() : data);
    m_checksum.add(bytes);
}

bool RowReader::isSound()
{
    return m_row.getColumn(m_read++).getInt64() == m_checksum.value();
}

void RowReader::requireSound()
{
    if (!isSound())
        throw DataError("another checksum than was written");
}

} // namespace hardlens
