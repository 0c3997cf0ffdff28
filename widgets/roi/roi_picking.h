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

bool holds(const DetectionStep& step, RoiPick pick);

/// Whether two references speak of the same stored picture.
bool samePicture(const PictureReference& a, const PictureReference& b);

/// The same proposal of the same picture in another step. None where it is not there, and for
/// jittered RoIs, which no other step has.
RoiPick samePick(const DetectionStep& before, RoiPick pick, const DetectionStep& now);

/// Distance from a point to the border of a rectangle, inside or outside.
double distanceToBorder(const QRectF& r, QPointF point);

/// Those of the shown RoIs whose border is at most `reach` from the point (widget pixels), in the
/// order given. Interiors do not count: they overlap so much that most boxes could never be
/// reached.
std::vector<int> roisNear(const PictureRecord& picture, std::span<const int32_t> shown,
    const PictureFrame& frame, QPointF point, double reach);

/// The one of them that a click means: the nearest border; of borders that the hand cannot tell
/// apart, the kind that is drawn on top, then the harder one. -1 where none is near. shown: by
/// falling loss.
int roiAt(const PictureRecord& picture, std::span<const int32_t> shown, const PictureFrame& frame,
    QPointF point, double reach);

} // namespace hardlens
