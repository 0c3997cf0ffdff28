#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace hardlens {

/// CRC-32C (Castagnoli) of the bytes: detects damage in what we wrote.
uint32_t crc32c(std::span<const std::byte> bytes, uint32_t previous = 0);

/// 64-bit FNV-1a followed by a finaliser: names contents (pictures, settings). Not against an
/// adversary.
uint64_t contentHash(std::span<const std::byte> bytes, uint64_t previous = 0);
uint64_t contentHash(std::string_view text, uint64_t previous = 0);

/// Sixteen lower-case hexadecimal digits.
std::string hexadecimal(uint64_t value);
/// The value of such digits, up to the first character that is none; 0 where there is none.
uint64_t fromHexadecimal(std::string_view digits);

} // namespace hardlens
