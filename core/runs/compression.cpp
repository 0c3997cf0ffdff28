#include "core/runs/compression.h"

#include "core/basics/error.h"

#include <memory>
#include <new>
#include <zstd.h>

namespace hardlens {

namespace {

constexpr int level = 3;
constexpr unsigned long long mostBytes = 256ull << 20;

struct Free
{
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

/// Kept by each thread: making one costs as much as compressing a step.
ZSTD_CCtx* compressor()
{
    static thread_local const std::unique_ptr<ZSTD_CCtx, Free> context(ZSTD_createCCtx());
    if (!context)
        throw std::bad_alloc();
    return context.get();
}

} // namespace

std::vector<std::byte> compressed(std::span<const std::byte> bytes)
{
    std::vector<std::byte> frame(ZSTD_compressBound(bytes.size()));
    const size_t size = ZSTD_compressCCtx(
        compressor(), frame.data(), frame.size(), bytes.data(), bytes.size(), level);
    if (ZSTD_isError(size))
        throw Error(concat("zstd: ", ZSTD_getErrorName(size)));
    frame.resize(size);
    return frame;
}

std::vector<std::byte> decompressed(std::span<const std::byte> frame)
{
    const unsigned long long said = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (said == ZSTD_CONTENTSIZE_ERROR || said == ZSTD_CONTENTSIZE_UNKNOWN || said > mostBytes)
        throw DataError("not a zstd frame of ours");
    std::vector<std::byte> bytes(said);
    const size_t size = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
    if (ZSTD_isError(size))
        throw DataError(concat("zstd: ", ZSTD_getErrorName(size)));
    if (size != bytes.size())
        throw DataError("zstd: another length than the frame says");
    return bytes;
}

} // namespace hardlens
