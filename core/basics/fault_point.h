#pragma once

#include <atomic>

namespace hardlens {

/// Places at which tests let something go wrong that cannot be brought about otherwise: memory that
/// runs out while a picture is scaled, a disk that fails between two steps. Null, as it is outside
/// tests, costs one load.
///
/// place: "loader", "proposals", "step", "record", "pinned", "evaluate". Called in the thread that
/// is there; may throw anything.
inline std::atomic<void (*)(const char* place)> faultHook {nullptr};

inline void faultPoint(const char* place)
{
    if (const auto hook = faultHook.load(std::memory_order_relaxed))
        hook(place);
}

} // namespace hardlens
