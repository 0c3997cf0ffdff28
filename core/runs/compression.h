#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace hardlens {

/// A zstd frame of the bytes, at a level that a step's record takes less than a millisecond at.
std::vector<std::byte> compressed(std::span<const std::byte> bytes);

/// The bytes of a frame. Throws DataError where it is none, is damaged, or says that it holds more
/// than 256 MiB.
std::vector<std::byte> decompressed(std::span<const std::byte> frame);

} // namespace hardlens
