#pragma once

namespace hardlens {

/// Fits the C library's heap to programs that start threads again and again, in which pictures,
/// records and tensors come and go by the megabyte. At the start of main, before other threads
/// allocate; what the environment asks for (MALLOC_ARENA_MAX, MALLOC_MMAP_THRESHOLD_,
/// MALLOC_TRIM_THRESHOLD_) is left as it is. Does nothing where the C library is not GNU's.
void fitHeap();

/// Gives the free pages of the heap back to the system: for when a run's records and tensors have
/// just been freed. Any thread.
void returnFreeMemory();

} // namespace hardlens
