#include "core/basics/heap.h"

#include <cstdlib>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace hardlens {

#if defined(__GLIBC__)

namespace {

void setUnlessAsked(const char* variable, int parameter, int value)
{
    if (!std::getenv(variable))
        mallopt(parameter, value);
}

} // namespace

void fitHeap()
{
    // A thread is given an arena (a heap of its own) for life, of up to eight per processor, and
    // each keeps what it ever needed: a window that went on starting runs had 0.65 GB in use and,
    // after a quarter of an hour, as much again lying free in 16 arenas.
    setUnlessAsked("MALLOC_ARENA_MAX", M_ARENA_MAX, 2);
    // What is kept in the heap does not have its pages fetched anew each time.
    setUnlessAsked("MALLOC_MMAP_THRESHOLD_", M_MMAP_THRESHOLD, 32 << 20);
    setUnlessAsked("MALLOC_TRIM_THRESHOLD_", M_TRIM_THRESHOLD, 256 << 20);
}

void returnFreeMemory()
{
    malloc_trim(0);
}

#else

void fitHeap() { }

void returnFreeMemory() { }

#endif

} // namespace hardlens
