#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace hardlens {

/// A file seen through a window that moves on: bytes are read in large parts, and what is kept
/// stays in one piece.
class FileWindow
{
public:
    static constexpr size_t partBytes = size_t {1} << 20;
    static constexpr size_t mostKept = size_t {64} << 20;
    static constexpr size_t padding = 64; // bytes that may be read behind the window

    /// Throws Error where the path is no regular file or cannot be opened.
    explicit FileWindow(const std::filesystem::path& path);

    /// What can be seen from the current byte on. Empty only at the end of the file.
    std::string_view ahead() const { return {m_bytes.data() + m_at, m_end - m_at}; }
    /// Moves on by that many of them; then at least one byte can be seen, unless the file has
    /// ended. Throws Error where the file cannot be read, or more than mostKept bytes are kept.
    void advance(size_t count);

    /// Keeps what comes from the current byte on, until `kept` is called.
    void keep() { m_kept = m_at; }
    /// From where keep() was called to before the current byte. Valid until the next advance().
    /// Throws Error where that is more than mostKept bytes.
    std::string_view kept();

    uint64_t offset() const { return m_offset + m_at; } // of the current byte in the file

private:
    static constexpr size_t nothing = size_t(-1);

    void readMore();

    std::string m_name {};
    std::ifstream m_file {};
    std::vector<char> m_bytes {};
    size_t m_at = 0;
    size_t m_end = 0;
    size_t m_kept = nothing;
    uint64_t m_offset = 0; // of m_bytes' first byte in the file
};

} // namespace hardlens
