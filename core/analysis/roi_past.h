#pragma once

#include "core/records/history.h"

#include <optional>
#include <vector>

namespace hardlens {

/// The same RoI in one recorded step: a proposal of a picture is known by its number in every step
/// that has the picture.
struct RoiMoment
{
    int64_t step = 0;
    float loss = 0;              // ranking loss, nats; NaN: not computed
    std::optional<float> cut {}; // its picture's, where there is one
    Fate fate {};
};

/// What became of a RoI over the run, by rising step.
using RoiPast = std::vector<RoiMoment>;

/// The RoI in this step, or in this scoring of pinned pictures; none: its picture is not in it, or
/// the RoI is jittered (proposal -1), which is a new one each time.
std::optional<RoiMoment> momentOf(const Step& step, uint64_t contentId, int32_t proposal);
std::optional<RoiMoment> momentOf(const PinnedScore& score, uint64_t contentId, int32_t proposal);

/// The steps that had the picture, rising: those whose bodies are worth reading for the past of its
/// RoIs. Of steps without choices nothing is known.
std::vector<int64_t> stepsWithPicture(const History& history, uint64_t contentId);

} // namespace hardlens
