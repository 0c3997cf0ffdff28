#include "core/data/coco/file_window.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cstring>

namespace hardlens {

namespace {

void requireKeepable(size_t bytes)
{
    if (bytes > FileWindow::mostKept)
        throw Error(concat("a value of more than ", FileWindow::mostKept >> 20, " MB"));
}

} // namespace

FileWindow::FileWindow(const std::filesystem::path& path)
    : m_name(path.string())
{
    std::error_code problem;
    // Asked before it is opened: opening a FIFO would wait for somebody to write.
    if (!std::filesystem::is_regular_file(path, problem))
        throw Error(concat(m_name, ": not a file"));
    m_file.rdbuf()->pubsetbuf(nullptr, 0); // parts are large: straight into the window
    m_file.open(path, std::ios::binary);
    if (!m_file)
        throw Error(concat(m_name, ": cannot be opened"));
    m_bytes.resize(partBytes + padding);
    readMore();
}

void FileWindow::advance(size_t count)
{
    m_at += std::min(count, m_end - m_at);
    if (m_at == m_end)
        readMore();
}

std::string_view FileWindow::kept()
{
    const std::string_view text(m_bytes.data() + m_kept, m_at - m_kept);
    m_kept = nothing;
    requireKeepable(text.size());
    return text;
}

void FileWindow::readMore()
{
    const size_t from = std::min(m_kept, m_at);
    const size_t held = m_end - from;
    requireKeepable(held);
    if (m_bytes.size() < held + partBytes + padding)
        m_bytes.resize(2 * held + partBytes + padding);
    std::memmove(m_bytes.data(), m_bytes.data() + from, held);
    m_offset += from;
    m_at -= from;
    if (m_kept != nothing)
        m_kept = 0;
    m_file.read(m_bytes.data() + held, std::streamsize(m_bytes.size() - held - padding));
    if (m_file.bad())
        throw Error(concat(m_name, ": cannot be read"));
    m_end = held + size_t(m_file.gcount());
}

} // namespace hardlens
