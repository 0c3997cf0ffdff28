#include "core/nets/counting_allocator.h"

#include "core/nets/torch_version.h"

#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/alloc_cpu.h>

#include <atomic>
#include <bit>
#include <cstring>
#include <map>
#include <mutex>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace hardlens {

namespace {

std::atomic<int64_t> heldBytes {0};
std::atomic<int64_t> peakBytes {0};

/// Before each buffer, one cache line that holds its size; it keeps the alignment of 64 that vector code expects.
constexpr size_t headerBytes = 64;

void count(int64_t bytes)
{
    const int64_t now = heldBytes.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    int64_t peak = peakBytes.load(std::memory_order_relaxed);
    while (now > peak && !peakBytes.compare_exchange_weak(peak, now, std::memory_order_relaxed)) { }
}

/// Large buffers that were given back and wait for the next tensor of their size. A step allocates the same sizes again and
/// again; fetching fresh pages for them each time costs more than most of what is computed in them.
class Shelf
{
public:
    static constexpr size_t smallest = size_t {1} << 20;
    static constexpr size_t mostHeld = size_t {1} << 29;

    /// Sizes in steps of an eighth of a power of two, so that nearly equal ones share.
    static size_t rounded(size_t bytes)
    {
        if (bytes < smallest)
            return bytes;
        const size_t step = std::bit_floor(bytes) / 8;
        return (bytes + step - 1) / step * step;
    }

    void* take(size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        const auto at = m_buffers.find(bytes);
        if (at == m_buffers.end() || at->second.empty())
            return nullptr;
        void* buffer = at->second.back();
        at->second.pop_back();
        m_held -= bytes;
        return buffer;
    }

    bool put(void* buffer, size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        if (bytes < smallest || m_held + bytes > mostHeld)
            return false;
        m_buffers[bytes].push_back(buffer);
        m_held += bytes;
        return true;
    }

private:
    std::mutex m_mutex {};
    std::map<size_t, std::vector<void*>> m_buffers {};
    size_t m_held = 0;
};

/// Never destroyed: tensors of static lifetime give their buffers back after main.
Shelf& shelf()
{
    static Shelf* instance = new Shelf;
    return *instance;
}

void release(void* data)
{
    if (!data)
        return;
    char* start = static_cast<char*>(data) - headerBytes;
    size_t bytes = 0;
    std::memcpy(&bytes, start, sizeof bytes);
    count(-int64_t(bytes));
    if (!shelf().put(start, Shelf::rounded(bytes + headerBytes)))
        c10::free_cpu(start);
}

void* fetch(size_t bytes)
{
    if (bytes < Shelf::smallest)
        return c10::alloc_cpu(bytes);
    if (void* buffer = shelf().take(bytes))
        return buffer;
    void* buffer = c10::alloc_cpu(bytes);
    // Only whole pages inside the buffer; advice, so a refusal does not matter.
    const auto page = uintptr_t(sysconf(_SC_PAGESIZE));
    const uintptr_t first = (uintptr_t(buffer) + page - 1) / page * page;
    madvise(reinterpret_cast<void*>(first), (uintptr_t(buffer) + bytes - first) / page * page, MADV_HUGEPAGE);
    return buffer;
}

class CountingAllocator final : public c10::Allocator
{
public:
    c10::DataPtr allocate(size_t bytes) HL_ALLOCATOR_CONST override
    {
        if (bytes == 0)
            return {nullptr, nullptr, &release, c10::Device(c10::DeviceType::CPU)};
        char* start = static_cast<char*>(fetch(Shelf::rounded(bytes + headerBytes)));
        std::memcpy(start, &bytes, sizeof bytes);
        count(int64_t(bytes));
        void* data = start + headerBytes;
        return {data, data, &release, c10::Device(c10::DeviceType::CPU)};
    }

    c10::DeleterFnPtr raw_deleter() const override { return &release; }

#if HL_ALLOCATOR_COPIES
    void copy_data(void* destination, const void* source, std::size_t bytes) const override
    {
        default_copy_data(destination, source, bytes);
    }
#endif
};

} // namespace

void installCountingAllocator()
{
    static std::once_flag once;
    std::call_once(once, [] {
        static CountingAllocator allocator;
        c10::SetCPUAllocator(&allocator, /*priority=*/1);
    });
}

TensorBytes tensorBytes()
{
    return {heldBytes.load(std::memory_order_relaxed), peakBytes.load(std::memory_order_relaxed)};
}

void resetTensorBytesPeak()
{
    peakBytes.store(heldBytes.load(std::memory_order_relaxed), std::memory_order_relaxed);
}

} // namespace hardlens
