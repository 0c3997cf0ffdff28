#pragma once

#include "core/data/detection_data.h"
#include "core/data/proposals/proposal_config.h"

namespace hardlens {

/// What may be expected of a short training on this data from scratch, in a sentence or two: by the
/// number of training pictures and of the objects of the rarest classes. Honest rather than kind.
std::string forecastOf(const DetectionData& data);

/// Seconds that finding the proposals of all its pictures takes once, on one core, roughly: by the
/// pixels that the method looks at, at the pace of a usual machine.
double proposalSeconds(const DetectionData& data, const ProposalConfig& config);

} // namespace hardlens
