#include "core/nets/counting_allocator.h"

#include "core/nets/buffer_shelf.h"
#include "core/nets/torch_version.h"

#include <c10/core/CPUAllocator.h>
#include <c10/core/impl/alloc_cpu.h>

#include <atomic>
#include <cstring>
#include <mutex>

namespace hardlens {

namespace {

std::atomic<int64_t> heldBytes {0};
std::atomic<int64_t> peakBytes {0};

/// Before each buffer, one cache line that holds its size; it keeps the alignment of 64 that vector
/// code expects.
constexpr size_t headerBytes = 64;

void count(int64_t bytes)
{
    const int64_t now = heldBytes.fetch_add(bytes, std::memory_order_relaxed) + bytes;
    int64_t peak = peakBytes.load(std::memory_order_relaxed);
    while (now > peak && !peakBytes.compare_exchange_weak(peak, now, std::memory_order_relaxed)) { }
}

/// A sanitizer sees only what it has given itself.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool usesShelf = false;
#else
constexpr bool usesShelf = true;
#endif

/// Never destroyed: tensors of static lifetime give their buffers back after main.
BufferShelf& shelf()
{
    static auto* instance = new BufferShelf;
    return *instance;
}

bool isOfShelf(size_t bytes)
{
    return usesShelf && bytes >= BufferShelf::smallest;
}

void release(void* data)
{
    if (!data)
        return;
    char* start = static_cast<char*>(data) - headerBytes;
    size_t bytes = 0;
    std::memcpy(&bytes, start, sizeof bytes);
    count(-int64_t(bytes));
    bytes += headerBytes;
    if (isOfShelf(bytes))
        shelf().giveBack(start, BufferShelf::rounded(bytes));
    else
        c10::free_cpu(start);
}

void* fetch(size_t bytes)
{
    return isOfShelf(bytes) ? shelf().take(BufferShelf::rounded(bytes)) : c10::alloc_cpu(bytes);
}

class CountingAllocator final : public c10::Allocator
{
public:
    c10::DataPtr allocate(size_t bytes) HL_ALLOCATOR_CONST override
    {
        if (bytes == 0)
            return {nullptr, nullptr, &release, c10::Device(c10::DeviceType::CPU)};
        char* start = static_cast<char*>(fetch(bytes + headerBytes));
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

void dropWaitingTensorBuffers()
{
    shelf().clear();
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
