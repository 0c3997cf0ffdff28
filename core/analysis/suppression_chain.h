#pragma once

#include "core/analysis/why_roi.h"

#include <vector>

namespace hardlens {

struct ChainLink
{
    int32_t roi = -1; // index among the RoIs of the picture
    WhyRoi why {};
};

/// A RoI, the RoI that suppressed it, and so on: each with all that explainRoi says of it, so that
/// the end of the chain says what became of them (its cut, by how much it is below it, the object
/// that it is ignored for).
///
/// Greedy NMS lets only RoIs suppress that it keeps. So in a record that selectRois made a chain
/// has one link, or two of which the second was chosen or survived below the cut (and then the
/// first, which is easier, would not have been taken without NMS either). Both are of one picture,
/// also where the quota is pooled, and under NmsGrouping::ImageAndLabel of one label. In records
/// from elsewhere a chain may be longer; it ends before a RoI that it holds already.
///
/// Throws as explainRoi.
std::vector<ChainLink> suppressionChain(const DetectionStep& step, int picture, int roi);

} // namespace hardlens
