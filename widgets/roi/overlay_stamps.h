#pragma once

#include "core/analysis/what_if.h"

#include <QImage>
#include <QRect>

#include <span>

namespace hardlens {

/// The shape of its class on the top left corner of each box; background has none. labels: one per
/// box. The layer is in Format_ARGB32_Premultiplied, boxes in its pixels.
void stampClassShapes(QImage& layer, std::span<const QRect> boxes, std::span<const int32_t> labels,
    double pixelRatio);

/// "+" on the top left corner of each box, or "−" on the top right one, moved inside the layer
/// where the box reaches beyond it.
void stampMarkTags(QImage& layer, std::span<const QRect> boxes, ChoiceMark mark, double pixelRatio);

} // namespace hardlens
