#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace hardlens {

/// A list that only grows, held in blocks of BlockSize that are shared between its copies. A copy
/// costs one pointer per block and never changes: rows that the writer adds later lie beyond its
/// size.
///
/// One writer, any number of readers, each with a copy of its own. The copy must reach a reader
/// through something that synchronises (a mutex, the mailbox); reading it then needs no lock,
/// because rows before size() are never written again. Whoever goes on writing a list that somebody
/// else has, or may have, goes on with forked().
template <typename T, size_t BlockSize = 1024> class AppendOnly
{
public:
    size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }

    const T& operator[](size_t i) const { return (*m_blocks[i / BlockSize])[i % BlockSize]; }
    const T& back() const { return (*this)[m_size - 1]; }

    /// For the writer alone.
    void append(T row)
    {
        if (m_size % BlockSize == 0)
            m_blocks.push_back(std::make_shared<std::array<T, BlockSize>>());
        (*m_blocks.back())[m_size % BlockSize] = std::move(row);
        ++m_size;
    }

    /// The same rows for another writer: nothing that either appends is seen by the other.
    AppendOnly forked() const
    {
        AppendOnly other = *this;
        if (m_size % BlockSize != 0)
            other.m_blocks.back() = std::make_shared<std::array<T, BlockSize>>(*m_blocks.back());
        return other;
    }

private:
    std::vector<std::shared_ptr<std::array<T, BlockSize>>> m_blocks {};
    size_t m_size = 0;
};

} // namespace hardlens
