#pragma once

#include "core/records/evaluated_detections.h"
#include "core/records/step.h"

#include <memory>
#include <string>

namespace hardlens {

/// What views show of a recorded step that somebody went to.
struct Moment
{
    int64_t step = 0;                    // that was asked for
    std::shared_ptr<const Step> body {}; // of that step or the newest before it; null: none
    std::shared_ptr<const PinnedScore> pinned {};             // the newest up to then
    std::shared_ptr<const EmbeddedPictures> probe {};         // the newest up to then
    std::shared_ptr<const EvaluatedDetections> detections {}; // of the newest evaluation up to then
    std::string problem {}; // why something of it cannot be read; empty: nothing
};

} // namespace hardlens
