#pragma once

#include "widgets/roi/overlay_looks.h"
#include "widgets/roi/picture_frame.h"

#include <QString>

#include <optional>
#include <span>

class QPainter;

namespace hardlens {

/// The first place beside a box where a tag of this size lies inside `area` and touches none of
/// `taken`: above the box at the left, inside at the top left, below, above at the right, inside at
/// the bottom right. None where all are taken.
std::optional<QRectF> placeTag(
    const QRectF& box, QSizeF tag, const QRectF& area, std::span<const QRectF> taken);

/// As placeTag, but what does not fit is moved inside the area and may cover others.
QRectF placeTagAnyway(
    const QRectF& box, QSizeF tag, const QRectF& area, std::span<const QRectF> taken);

QSizeF tagSize(const QString& text);
void drawTag(QPainter& painter, const QRectF& place, const QString& text, const QColor& background);

/// "rank · loss".
QString lossTag(const RoiRecord& roi, const MiningConfig& mining);

/// "rank · loss" on the hardest selected of the shown RoIs, which are given by falling loss. Widget
/// coordinates.
void drawLossTags(QPainter& painter, const OverlayLooks& looks, std::span<const int32_t> shown,
    const PictureFrame& frame);

} // namespace hardlens
