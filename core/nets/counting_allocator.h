#pragma once

#include <cstdint>

namespace hardlens {

/// Bytes that tensors in main memory hold.
struct TensorBytes
{
    int64_t held = 0; // now
    int64_t peak = 0; // most since the last resetTensorBytesPeak
};

/// Puts a counter around LibTorch's CPU allocator, and a BufferShelf for large tensors. Call once,
/// before the first tensor is made; later calls do nothing.
void installCountingAllocator();

/// Gives back to the system what waits for the next tensor of its size: when the session whose
/// sizes they are has gone. Other sessions fetch theirs anew in their next step.
void dropWaitingTensorBuffers();

/// Zeros where the counter is not installed.
TensorBytes tensorBytes();
void resetTensorBytesPeak();

} // namespace hardlens
