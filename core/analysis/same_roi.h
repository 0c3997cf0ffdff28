#pragma once

#include "core/records/detection_step.h"

#include <optional>

namespace hardlens {

/// Where a picture of one step is in another that was made of the same pictures: the same content,
/// seen the same way round. Where a step holds it more than once, the one in the same place, else
/// the first. None: it is not there. picture: an index into `from`, others are nowhere.
std::optional<int32_t> samePictureIn(
    const DetectionStep& from, int32_t picture, const DetectionStep& in);

/// Where a RoI of one step is in another that was made of the same pictures and RoIs: the same
/// proposal of the same picture; a jittered one, which has no number, at the same place among the
/// picture's RoIs if its box is the same there. None: it is not there.
std::optional<StepRoi> sameRoiIn(const DetectionStep& from, StepRoi roi, const DetectionStep& in);

} // namespace hardlens
