#pragma once

#include "core/geometry/box.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// Intersection over union of two boxes, in [0, 1].
///
///   IoU = |A ∩ B| / (|A| + |B| - |A ∩ B|)
///
/// Under InclusivePixel every width and height is one larger (x2 - x1 + 1). Two boxes of area zero
/// have IoU 0.
float iou(const Box& a, const Box& b, PixelConvention convention = PixelConvention::Continuous);

/// The part of a that lies in b, |A ∩ B| / |A|, in [0, 1]; 0 where a has no area.
float coveredPart(const Box& a, const Box& b);

/// IoU of every a with every b: a.size() rows of b.size() values. Either may be empty.
std::vector<float> pairwiseIou(std::span<const Box> a, std::span<const Box> b,
    PixelConvention convention = PixelConvention::Continuous);

/// The ground-truth box that a proposal overlaps most.
struct Match
{
    int32_t index = -1; // into the ground truth; -1 where there is none
    float iou = 0;
};

/// For every proposal its best ground-truth box; the first one wins a tie. Without ground truth all
/// are {-1, 0}.
std::vector<Match> bestMatches(std::span<const Box> proposals, std::span<const Box> groundTruth,
    PixelConvention convention = PixelConvention::Continuous);

} // namespace hardlens
