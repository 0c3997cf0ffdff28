#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace hardlens {

/// Writes the bytes so that the file holds either its old or its new content, whatever happens: a
/// new file beside it, every write checked, synchronised, renamed over it, the folder synchronised.
/// Throws Error naming the file and the system's reason; the old content is then untouched.
void writeFileAtomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
void writeFileAtomically(const std::filesystem::path& path, const std::string& text);

/// An empty folder that was not there. Throws Error.
void createFolder(const std::filesystem::path& path);
/// Gives a complete folder its name, and the name to the disk. `to` must not exist. Throws Error.
void renameFolder(const std::filesystem::path& from, const std::filesystem::path& to);
/// Removes a folder so that nobody ever finds it half removed under its name. Throws nothing: what
/// is left is named ".tmp-…".
void removeFolder(const std::filesystem::path& path);

/// The whole file. Throws Error where it is absent, not a regular file (a FIFO is not waited for)
/// or larger than maxBytes.
std::vector<std::byte> readWholeFile(
    const std::filesystem::path& path, uintmax_t maxBytes = uintmax_t {1} << 32);
std::string readTextFile(const std::filesystem::path& path, uintmax_t maxBytes = 64u << 20);

/// The first and the last bytes of a file.
struct FileEnds
{
    uintmax_t length = 0; // of the whole file
    std::vector<std::byte> first {};
    std::vector<std::byte> last {}; // without what is in `first`
};

/// At most `count` bytes of either end. Throws as readWholeFile.
FileEnds readFileEnds(const std::filesystem::path& path, size_t count);

/// $XDG_CACHE_HOME/hardlens, or ~/.cache/hardlens, or HARDLENS_CACHE where that is set.
std::filesystem::path cacheFolder();

} // namespace hardlens
