#pragma once

#include "core/records/roi_note.h"

#include <optional>
#include <span>

namespace hardlens {

/// The note that already speaks of a RoI: on the same stored picture, its box the RoI's predicted
/// one or overlapping it by at least leastIou. Steps and texts do not matter, because another step
/// predicts the box of the same thing a little differently. Of several the one that overlaps most,
/// of those the newest. None where the predicted box is not finite.
///
/// leastIou: in (0, 1], as MissingLabelRule::nmsIou: from there on two boxes name the same object.
/// Returns an index into notes. Throws std::invalid_argument where there is no such RoI.
std::optional<size_t> noteOn(
    std::span<const RoiNote> notes, const DetectionStep& step, StepRoi roi, float leastIou = 0.5f);

} // namespace hardlens
