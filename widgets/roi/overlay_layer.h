#pragma once

#include "widgets/roi/overlay_looks.h"
#include "widgets/roi/picture_frame.h"

#include <QImage>

#include <span>

namespace hardlens {

/// Where a box lies in a layer over the frame's viewport, in device pixels. An empty rectangle
/// where the box is not finite.
QRect deviceRect(const Box& box, const PictureFrame& frame, double pixelRatio);

/// The lines over one picture: below the cut at the bottom, then suppressed, ground truth,
/// selected, what a what-if loses and gains, and within a kind the hardest on top. Suppressed ones
/// that would not have been taken anyway are paler. Where colours tell classes, selected ones carry
/// the shape of theirs. shown: the RoIs to draw, by falling loss.
QImage paintOverlay(const OverlayLooks& looks, std::span<const int32_t> shown,
    const PictureFrame& frame, bool groundTruth, double pixelRatio);

} // namespace hardlens
