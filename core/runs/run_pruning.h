#pragma once

#include "core/runs/body_policy.h"

#include <cstdint>
#include <filesystem>

namespace hardlens {

/// What pruning took away.
struct Pruning
{
    int64_t bodies = 0; // of steps, pinned pictures and probes
    int64_t kept = 0;
    uintmax_t bytesBefore = 0; // of the run file
    uintmax_t bytesAfter = 0;
};

/// Takes the bodies that a policy does not keep out of a run that nobody writes, and gives their
/// space back; scalars, events and evaluations stay. All or nothing: a failure leaves the run as it
/// was. Throws Error: somebody writes it (named), it cannot be written; DataError where there is no
/// run, or one of a newer version; ConfigError for a policy out of range.
Pruning pruneRun(const std::filesystem::path& folder, const BodyPolicy& policy);

} // namespace hardlens
