#pragma once

#include "widgets/roi/overlay_style.h"
#include "widgets/roi/picture_frame.h"

#include <QImage>

#include <span>

namespace hardlens {

/// Where a box lies in a layer over the frame's viewport, in device pixels. An empty rectangle
/// where the box is not finite.
QRect deviceRect(const Box& box, const PictureFrame& frame, double pixelRatio);

/// The lines over one picture: below the cut at the bottom, then suppressed, ground truth,
/// selected, and within a kind the hardest on top. Suppressed ones that would not have been taken
/// anyway are paler. `byFallingLoss` is the order of the picture's RoIs.
QImage paintOverlay(const DetectionStep& step, int picture, std::span<const int32_t> byFallingLoss,
    const PictureFrame& frame, const OverlayFilter& filter, double pixelRatio);

} // namespace hardlens
