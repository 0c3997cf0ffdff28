#include "core/records/encoding/byte_reader.h"

#include "core/basics/error.h"

namespace hardlens {

void ByteReader::fail(const char* what) const
{
    throw DataError(concat("record: byte ", m_at, " of ", m_bytes.size(), ": ", what));
}

std::span<const std::byte> ByteReader::next(size_t bytes)
{
    require(bytes <= m_bytes.size() - m_at, "ends too early");
    const auto found = m_bytes.subspan(m_at, bytes);
    m_at += bytes;
    return found;
}

size_t ByteReader::count(size_t leastBytes)
{
    uint32_t n = 0;
    get(n);
    require(n <= (m_bytes.size() - m_at) / leastBytes, "a list longer than what is left");
    return n;
}

void ByteReader::get(std::string& text)
{
    const auto bytes = next(count(1));
    text.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

} // namespace hardlens
