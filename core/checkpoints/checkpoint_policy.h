#pragma once

#include <cstdint>
#include <filesystem>

namespace hardlens {

/// Where checkpoints go and how many stay.
struct CheckpointPolicy
{
    std::filesystem::path folder {}; // empty: none are written
    int64_t everySteps = 0; // 0: only when asked for, at the best evaluation, and at the end
    int64_t keep = 3;       // newest sound ones, at least 1; the best one stays beside them
};

} // namespace hardlens
