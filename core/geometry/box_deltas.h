#pragma once

#include "core/geometry/box.h"

#include <array>
#include <span>
#include <vector>

namespace hardlens {

/// A move from one box to another, relative to the size of the first.
struct BoxDeltas
{
    float dx = 0;
    float dy = 0;
    float dw = 0;
    float dh = 0;
};

/// How the first box's centre and size are taken.
///  Continuous: width = x2 - x1, and decode gives back exactly what was encoded.
///  InclusivePixel: width = x2 - x1 + 1, as py-faster-rcnn; its decode forms x2 = centre + width /
///  2 without the -1, so decode(encode(g)) is one pixel larger at right and bottom. Kept as it is,
///  for comparison.
using DeltaConvention = PixelConvention;

/// |dw|, |dh| above this decode as this: exp stays finite. ln(1000 / 16), as Detectron.
inline constexpr float maxLogSize = 4.135166556742356f;

/// Regression targets that move each proposal onto its ground-truth box.
///
///   dx = (xg - xp) / wp    dw = ln(wg / wp)      x, y: box centres
///   dy = (yg - yp) / hp    dh = ln(hg / hp)      w = x2 - x1, h = y2 - y1
///
/// Girshick et al., R-CNN, arXiv:1311.2524, appendix C.
///
/// proposals, groundTruth: the same length, pixels, x1 < x2, y1 < y2; may be empty.
/// Throws std::invalid_argument where the lengths differ or a box has no area.
std::vector<BoxDeltas> encodeBoxDeltas(std::span<const Box> proposals,
    std::span<const Box> groundTruth, DeltaConvention convention = DeltaConvention::Continuous);

/// The box that the deltas make of the proposal; dw and dh are clipped to at most maxLogSize.
Box decodeBoxDeltas(const Box& proposal, const BoxDeltas& deltas,
    DeltaConvention convention = DeltaConvention::Continuous);

/// (deltas - mean) / std, coordinate by coordinate, and back.
struct DeltaNormalisation
{
    std::array<float, 4> mean {0, 0, 0, 0};
    std::array<float, 4> std {.1f, .1f, .2f, .2f};

    BoxDeltas normalised(const BoxDeltas& deltas) const;
    BoxDeltas raw(const BoxDeltas& normalised) const;
};

} // namespace hardlens
