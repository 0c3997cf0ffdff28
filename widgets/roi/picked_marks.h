#pragma once

#include "widgets/roi/overlay_looks.h"
#include "widgets/roi/picture_frame.h"

class QPainter;

namespace hardlens {

/// The picked RoI on top of everything: wide line and tint, what suppressed it lit up, and the box
/// that the network predicts from it. Widget coordinates, clipped to the frame.
void drawPicked(QPainter& painter, const OverlayLooks& looks, int roi, const PictureFrame& frame,
    const std::vector<std::string>& classNames);

/// The RoI under the cursor: its own line, wider, and its "rank · loss".
void drawHovered(QPainter& painter, const OverlayLooks& looks, int roi, const PictureFrame& frame);

} // namespace hardlens
