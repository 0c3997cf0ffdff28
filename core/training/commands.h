#pragma once

#include "core/records/history.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace hardlens {

/// What one may ask of a session while it lives. Read at step boundaries, in order, each answered
/// by an event.
struct SetOption // any option that is marked live; value as in a file
{
    std::string key {};
    std::string value {};
};
struct Pause
{
};
struct Resume
{
};
struct RunSteps // run so many steps, then pause
{
    int64_t count = 1;
};
struct LimitSpeed // steps per second; 0: as fast as it can
{
    double stepsPerSecond = 0;
};
struct PinPictures // test pictures, at most 4; scored again every k steps
{
    std::vector<int64_t> testIndices {};
    int64_t everySteps = 10;
};
struct EvaluateNow
{
};
struct Finish
{
}; // as if the limit had been reached: evaluate, write the weights, stop

struct SaveWeights // of now; the file is replaced as a whole or not at all
{
    std::string path {};
};
struct LookAt // finds objects in a picture that is none of the data's
{
    std::string path {};
};
struct SaveCheckpoint
{
};            // where the session keeps them
struct Report // keeps among the events what happened around the run
{
    EventKind kind = EventKind::Note;
    std::string text {};
};

using Command = std::variant<SetOption, Pause, Resume, RunSteps, LimitSpeed, PinPictures,
    EvaluateNow, Finish, LookAt, SaveWeights, SaveCheckpoint, Report>;

} // namespace hardlens
