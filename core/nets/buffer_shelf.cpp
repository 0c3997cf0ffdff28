#include "core/nets/buffer_shelf.h"

#include <algorithm>
#include <bit>
#include <new>
#include <sys/mman.h>

namespace hardlens {

size_t BufferShelf::rounded(size_t bytes)
{
    const size_t step = std::bit_floor(bytes) / 8;
    return (bytes + step - 1) / step * step;
}

BufferShelf::BufferShelf(size_t mostHeld, int64_t mostGivenBack)
    : m_mostHeld(mostHeld)
    , m_mostGivenBack(mostGivenBack)
{
}

BufferShelf::~BufferShelf()
{
    clear();
}

void BufferShelf::clear()
{
    const std::lock_guard lock(m_mutex);
    while (!m_waiting.empty())
        dropOldest();
}

void* BufferShelf::take(size_t bytes)
{
    if (void* buffer = waiting(bytes))
        return buffer;
    void* buffer = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (buffer == MAP_FAILED)
        throw std::bad_alloc();
    madvise(buffer, bytes, MADV_HUGEPAGE); // advice: a refusal does not matter
    return buffer;
}

/// Null where none has this size. The one given back last, which the processor's cache may still
/// hold.
void* BufferShelf::waiting(size_t bytes)
{
    const std::lock_guard lock(m_mutex);
    const auto at = std::find_if(m_waiting.rbegin(), m_waiting.rend(),
        [bytes](const Waiting& w) { return w.bytes == bytes; });
    if (at == m_waiting.rend())
        return nullptr;
    void* buffer = at->start;
    m_held -= bytes;
    m_waiting.erase(std::prev(at.base()));
    return buffer;
}

void BufferShelf::giveBack(void* buffer, size_t bytes)
{
    const std::lock_guard lock(m_mutex);
    m_waiting.push_back({buffer, bytes, ++m_givenBack});
    m_held += bytes;
    while (!m_waiting.empty()
        && (m_held > m_mostHeld || m_givenBack - m_waiting.front().number > m_mostGivenBack))
        dropOldest();
}

void BufferShelf::dropOldest()
{
    const Waiting& oldest = m_waiting.front();
    munmap(oldest.start, oldest.bytes);
    m_held -= oldest.bytes;
    m_waiting.pop_front();
}

size_t BufferShelf::held() const
{
    const std::lock_guard lock(m_mutex);
    return m_held;
}

} // namespace hardlens
