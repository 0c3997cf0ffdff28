#pragma once

#include "core/data/proposals/proposal_config.h"
#include "core/geometry/box.h"
#include "core/records/picture.h"

#include <vector>

namespace hardlens {

/// OpenCV's selective search (Uijlings et al., "Selective search for object recognition", IJCV
/// 2013) on the picture scaled to config.segmentationShortSide. Boxes in pixels of the stored
/// picture, inside it, in no particular order and with duplicates. Throws DataError where OpenCV
/// fails.
std::vector<Box> selectiveSearch(const Pixels& picture, const ProposalConfig& config);

} // namespace hardlens
