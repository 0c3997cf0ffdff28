#pragma once

#include "core/records/data_summary.h"
#include "core/records/evaluated_detections.h"
#include "core/records/history.h"

namespace hardlens {

/// What a run trains.
enum class Bench : uint8_t
{
    Detection, // a detector that learns from chosen RoIs
    Embedding, // an embedding that learns from drawn negatives
};

enum class SessionState : uint8_t
{
    Preparing, // reading data, computing the first proposals
    Running,
    Paused,
    Finished, // did the steps that were asked for
    Failed,   // an error stopped it; the newest error event says which
    Recorded, // a record that is looked at: nobody trains it
    Followed, // a record that another process goes on writing
};

/// What a session is, for titles and first sights.
struct RunHeader
{
    Bench bench = Bench::Detection;
    std::string dataName {}; // "scenes", or the folder's name
    std::string dataPath {}; // empty for built-in data
    DataSummary data {};
    std::vector<std::string> classNames {}; // [0] is "background"
    int64_t trainPictures = 0;
    int64_t testPictures = 0;
    std::vector<PictureReference> test {}; // what can be pinned
    uint64_t seed = 0;
    int64_t threads = 0;
    std::string device {};               // "CPU", "CUDA"
    std::vector<std::string> remarks {}; // on the data, as it was opened: "a.xml:17: …"
};

/// Work that goes on beside or between steps: "evaluating", 34 of 100.
struct Activity
{
    std::string text {}; // empty: none
    int64_t done = 0;
    int64_t total = 0;       // 0: unknown
    double secondsLeft = -1; // negative: unknown
};

/// What a reader sees: the newest step, and everything that has happened so far. Never changes once
/// published.
struct Published
{
    std::shared_ptr<const RunHeader> run {};
    std::shared_ptr<const Step>
        step {}; // newest; bodies in between may be skipped by a slow reader
    std::shared_ptr<const PinnedScore> pinned {};     // newest
    std::shared_ptr<const EmbeddedPictures> probe {}; // newest
    std::shared_ptr<const EvaluatedDetections>
        detections {}; // of the newest evaluation alone: they are large
    std::shared_ptr<const EvaluatedDetections>
        looked {}; // what was found in a picture that somebody asked about
    History history {};
    SessionState state = SessionState::Preparing;
    Activity activity {};
    Activity background {};     // proposals computed ahead
    double stepsPerSecond = 0;  // over the last second or so; 0 while paused
    int64_t publishedCount = 0; // grows with every publication
};

} // namespace hardlens
