#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>

namespace hardlens {

/// Memory of large tensors, which is kept for the next tensor of its size: a step allocates the
/// same sizes again and again, and fetching fresh pages for them each time costs more than most of
/// what is computed in them. What nobody asks for any more goes back to the system. Any thread.
///
/// Each buffer is a mapping of its own: in the heap, records that outlive a step come to lie
/// between its tensors, and the C library does not find the room of a freed aligned block again
/// (glibc before 2.38, bug 14581).
class BufferShelf
{
public:
    static constexpr size_t smallest = size_t {1} << 20; // bytes; smaller tensors are the heap's

    /// Sizes in steps of an eighth of a power of two, so that nearly equal ones share. bytes: at
    /// least `smallest`.
    static size_t rounded(size_t bytes);

    /// mostHeld: bytes that wait, altogether. mostGivenBack: a buffer waits until so many others
    /// have been given back after it. The defaults are what a step of any usual size needs, and
    /// some tens of steps.
    explicit BufferShelf(size_t mostHeld = size_t {1} << 29, int64_t mostGivenBack = 4096);
    ~BufferShelf();
    BufferShelf(const BufferShelf&) = delete;
    BufferShelf& operator=(const BufferShelf&) = delete;

    /// Page-aligned and not cleared. bytes: as rounded() says. Throws std::bad_alloc.
    void* take(size_t bytes);
    /// bytes: as it was taken.
    void giveBack(void* buffer, size_t bytes);

    /// What waits goes back to the system.
    void clear();

    size_t held() const;

private:
    struct Waiting
    {
        void* start = nullptr;
        size_t bytes = 0;
        int64_t number = 0; // of its giving back
    };

    void* waiting(size_t bytes);
    void dropOldest();

    const size_t m_mostHeld;
    const int64_t m_mostGivenBack;
    mutable std::mutex m_mutex {};
    std::deque<Waiting> m_waiting {}; // as they were given back
    size_t m_held = 0;
    int64_t m_givenBack = 0;
};

} // namespace hardlens
