#pragma once

#include "core/geometry/box.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace hardlens {

/// Found boxes on disk, a file for each pair of picture content and settings.
///
/// File, little endian: "HLPB", uint32 version 1, uint64 content id, uint64 hash of the settings,
/// uint32 count, count x 4 float32, uint32 CRC-32C of all before it.
class ProposalCache
{
public:
    /// folder: made when something is stored. Empty: nothing is ever found or stored.
    explicit ProposalCache(std::filesystem::path folder);

    /// Nothing where the file is absent, damaged, of another version or of other settings.
    std::optional<std::vector<Box>> find(uint64_t contentId, const std::string& settings) const;

    /// Throws Error naming the file and the system's reason (disk full, no right to write).
    void store(uint64_t contentId, const std::string& settings, std::span<const Box> boxes) const;

    std::filesystem::path fileOf(uint64_t contentId, const std::string& settings) const;

private:
    std::filesystem::path m_folder {};
};

} // namespace hardlens
