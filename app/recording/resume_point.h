#pragma once

#include "core/training/training_session.h"

#include <filesystem>
#include <optional>

namespace hardlens {

/// Where and how a recorded run goes on.
struct ResumePoint
{
    TrainingConfig config {};
    SessionOptions options {}; // resumeFrom, history, replay
    int64_t step = 0;          // of the checkpoint; 0: there is none, all steps are done again
};

/// The newest sound checkpoint of a run, at most of step `atMost`; changes of settings that were
/// recorded after it are made again. Without a checkpoint the run begins again with its own
/// configuration, which gives the same steps. known: what had happened, where that is known better
/// than from the file, which is half a second late while the run is written. Throws DataError where
/// there is no run or its configuration cannot be read.
ResumePoint resumePoint(const std::filesystem::path& run, std::optional<int64_t> atMost = {},
    const History* known = nullptr);

/// The step of the newest sound checkpoint of a run, at most of step `atMost`; 0: there is none,
/// and a run goes on from its beginning.
int64_t checkpointUpTo(const std::filesystem::path& run, int64_t atMost);

} // namespace hardlens
