#pragma once

#include "core/runs/run_reader.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// A run in one line of a list.
struct RunSummary
{
    std::filesystem::path folder {};
    std::string dataName {};
    double startedUnix = 0; // seconds since 1970; the first session
    int64_t lastStep = 0;
    int64_t bodies = 0; // of steps, recorded
    int64_t evaluations = 0;
    bool isRetrieval = false; // evaluations tell of retrieval, not of detection
    double best = -1;         // headline of the best evaluation; -1: never evaluated
    int64_t bestStep = 0;     // of that evaluation
    int64_t sessions = 0;
    RunState state = RunState::Stopped; // Running only while somebody writes it
    bool interrupted = false;           // its last session ended without a word
    std::string writer {};              // process that writes it; empty: none
    std::optional<RunParent> parent {};
    uintmax_t bytes = 0;    // of all files in the folder
    std::string problem {}; // why it cannot be read, or the first of its damages; empty: none
};

/// Whether the folder holds a run file, readable or not.
bool isRunFolder(const std::filesystem::path& folder);

/// Throws DataError where the folder holds no run; a run that cannot be read is a summary with a
/// problem.
RunSummary runSummary(const std::filesystem::path& folder);

/// Summaries of all runs right in a folder, the newest first. Empty where there is no such folder.
std::vector<RunSummary> listRuns(const std::filesystem::path& folder);

} // namespace hardlens
