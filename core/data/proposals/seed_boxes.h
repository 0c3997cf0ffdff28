#pragma once

#include "core/geometry/box.h"
#include "core/records/picture.h"

#include <vector>

namespace hardlens {

/// Where something may be, found from the colours alone: the spots that differ from the blurred
/// picture (at several blurs and thresholds), the segments of a graph segmentation (Felzenszwalb
/// and Huttenlocher, IJCV 2004) and the pairs of segments that touch. Boxes in pixels of the
/// picture; the same picture gives the same boxes in the same order.
std::vector<Box> seedBoxes(const Pixels& picture);

} // namespace hardlens
