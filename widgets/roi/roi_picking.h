#pragma once

#include "widgets/roi/overlay_style.h"
#include "widgets/roi/picture_frame.h"

#include <span>
#include <vector>

namespace hardlens {

/// A RoI of a step. Both are -1 for none.
struct RoiPick
{
    int picture = -1;
    int roi = -1;

    bool isNone() const { return roi < 0; }
    friend bool operator==(const RoiPick&, const RoiPick&) = default;
};

/// Distance from a point to the border of a rectangle, inside or outside.
double distanceToBorder(const QRectF& r, QPointF point);

/// RoIs that the filter shows and whose border is at most `reach` from the point (widget pixels),
/// by falling loss. Interiors do not count: they overlap so much that most boxes could never be
/// reached.
std::vector<int> roisNear(const PictureRecord& picture, const MiningConfig& mining,
    std::span<const int32_t> byFallingLoss, const PictureFrame& frame, const OverlayFilter& filter,
    QPointF point, double reach);

/// The one of them that a click means: the nearest border; of borders that the hand cannot tell
/// apart, the kind that is drawn on top, then the harder one. -1 where none is near.
int roiAt(const PictureRecord& picture, const MiningConfig& mining,
    std::span<const int32_t> byFallingLoss, const PictureFrame& frame, const OverlayFilter& filter,
    QPointF point, double reach);

} // namespace hardlens
