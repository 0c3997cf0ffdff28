#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace hardlens {

/// What verifyRun found.
struct RunVerification
{
    int64_t steps = 0;       // rows, read and sound
    int64_t stepChoices = 0; // steps whose choices are recorded, read and sound
    int64_t events = 0;
    int64_t evaluations = 0;
    int64_t bodies = 0; // of steps
    int64_t pinned = 0;
    int64_t probes = 0;
    int64_t detections = 0; // of evaluations
    int64_t thumbnails = 0;
    int64_t choices = 0;                  // bodies of which choosing again gave what is recorded
    std::vector<std::string> problems {}; // one sentence each

    bool isSound() const { return problems.empty(); }
};

/// Reads everything that a run file holds: structure, checksums, every record, and that choosing
/// again from the inputs, settings and key of each stored step gives the choice that it records.
/// progress: bodies done and in all; may be empty.
/// Throws DataError where there is no run, or nothing of it can be read.
RunVerification verifyRun(const std::filesystem::path& folder,
    const std::function<void(int64_t, int64_t)>& progress = {});

} // namespace hardlens
