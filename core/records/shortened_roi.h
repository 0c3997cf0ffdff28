#pragma once

#include "core/records/detection_step.h"

namespace hardlens {

/// The RoI as records have it: what people only look at, the decoded box and the probabilities of
/// classes other than its own, is kept to the precision that they see, so that a stored step is a
/// fifth smaller. What a choice is made of stays as it is.
///
/// The box is in whole sixteenths of a pixel; probabilities have 12 significant bits, which is
/// within 1/4096 of each. (They may then be out of order with that of the RoI's own class by as
/// much.)
RoiRecord shortened(RoiRecord roi);

} // namespace hardlens
