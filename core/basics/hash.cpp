#include "core/basics/hash.h"

#include <array>
#include <charconv>

namespace hardlens {

namespace {

constexpr std::array<uint32_t, 256> crcTable = [] {
    std::array<uint32_t, 256> table {};
    for (uint32_t i = 0; i < 256; ++i) {
        uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit)
            c = (c >> 1) ^ ((c & 1) ? 0x82F63B78u : 0u);
        table[i] = c;
    }
    return table;
}();

} // namespace

uint32_t crc32c(std::span<const std::byte> bytes, uint32_t previous)
{
    uint32_t c = ~previous;
    for (const std::byte b : bytes)
        c = crcTable[(c ^ uint32_t(b)) & 0xFFu] ^ (c >> 8);
    return ~c;
}

uint64_t contentHash(std::span<const std::byte> bytes, uint64_t previous)
{
    // Spread, so that small differences in `previous` cannot cancel against the first byte.
    uint64_t h = 0xcbf29ce484222325ull ^ (previous * 0x9e3779b97f4a7c15ull);
    for (const std::byte b : bytes)
        h = (h ^ uint64_t(b)) * 0x100000001b3ull;
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdull;
    h ^= h >> 33;
    return h;
}

uint64_t contentHash(std::string_view text, uint64_t previous)
{
    return contentHash(std::as_bytes(std::span(text.data(), text.size())), previous);
}

std::string hexadecimal(uint64_t value)
{
    std::string text(16, '0');
    for (size_t i = 16; i-- > 0; value >>= 4)
        text[i] = "0123456789abcdef"[value & 15];
    return text;
}

uint64_t fromHexadecimal(std::string_view digits)
{
    uint64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    return value;
}

} // namespace hardlens
