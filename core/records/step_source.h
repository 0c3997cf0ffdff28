#pragma once

#include "core/records/evaluated_detections.h"
#include "core/records/step.h"

#include <memory>
#include <vector>

namespace hardlens {

/// Recorded steps of a run, wherever they are kept, for whoever goes back in it. Not every step's
/// body is there. Any thread; a call may read a disk.
class StepSource
{
public:
    virtual ~StepSource() = default;

    /// Steps whose bodies are there now, rising; it grows while the run goes on, and old ones may
    /// go.
    virtual std::vector<int64_t> steps() = 0;
    /// Steps after which pinned pictures were scored, as far as that is kept, rising.
    virtual std::vector<int64_t> pinnedSteps() = 0;
    /// The body of this step, or else the newest before it; null where there is none. Throws
    /// DataError where it is damaged.
    virtual std::shared_ptr<const Step> stepAtOrBefore(int64_t step) = 0;
    /// The newest scoring of the pinned pictures up to this step; null where there is none.
    virtual std::shared_ptr<const PinnedScore> pinnedAtOrBefore(int64_t step) = 0;
    /// The newest probe up to this step; null where there is none.
    virtual std::shared_ptr<const EmbeddedPictures> probeAtOrBefore(int64_t step) = 0;
    /// What the evaluation after this step found; null where that is not kept.
    virtual std::shared_ptr<const EvaluatedDetections> detections(int64_t step) = 0;
};

} // namespace hardlens
