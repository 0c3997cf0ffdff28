#pragma once

#include "core/records/published.h"
#include "core/runs/body_policy.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// Where a run branched off another.
struct RunParent
{
    std::string run {}; // name or path of its folder
    int64_t step = 0;   // of the state that it began with

    friend bool operator==(const RunParent&, const RunParent&) = default;
};

/// What a run is, apart from what happens in it. Everything but `resumedAfter` is of the run's
/// first session.
struct RunDescription
{
    std::string configuration {}; // effective, as TOML
    uint64_t seed = 0;
    std::string programVersion {};
    std::map<std::string, std::string> libraries {}; // name -> version
    std::string machine {}; // processor, cores, memory, system: one line for people
    std::optional<RunParent> parent {};
    /// Goes on with the run that the folder holds: after this step, none: a new run. What is
    /// recorded beyond that step stays until its steps have been done again.
    std::optional<int64_t> resumedAfter {};
};

/// How a session of a run ended, as the run file says it.
enum class RunState : uint8_t
{
    Running, // or killed: then nobody holds the lock
    Stopped,
    Finished, // did the steps that were asked for
    Failed,
};

struct RecordingOptions
{
    BodyPolicy bodies {};
    int64_t mostQueuedBodies = 64; // that wait to be written; further ones are dropped, >= 1
    /// Scalars and events that wait while writing fails, 60 MB or so; further ones are lost, >= 1.
    int64_t mostWaitingRows = 200000;
    double commitSeconds = 0.5; // what is younger may be lost by a kill, in (0, 60]
    double retrySeconds = 2;    // between attempts while writing fails, in (0, 3600]

    /// Throws ConfigError for the first field that breaks its rule.
    void validate() const;
};

/// How recording goes.
struct RecordingStatus
{
    bool paused = false;       // writing fails: bodies are dropped, scalars and events wait
    std::string error {};      // why, for people; empty unless paused
    int64_t bodiesWritten = 0; // of steps, pinned pictures and probes, in this session
    int64_t bodiesDropped = 0; // not written in time or at all; what the policy leaves out is none
    int64_t rowsWaiting = 0;   // scalars, events and evaluations that are not safe yet
    int64_t rowsLost = 0;      // beyond what may wait
};

/// A small picture of a picture, as a JPEG or PNG file.
struct Thumbnail
{
    uint64_t contentId = 0;
    int32_t width = 0; // pixels
    int32_t height = 0;
    std::vector<std::byte> file {};
};

} // namespace hardlens
