#include "widgets/roi/overlay_stamps.h"

#include "widgets/plots/plot_style.h"
#include "widgets/plots/point_stamp.h"
#include "widgets/roi/loss_tags.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <map>

namespace hardlens {

namespace {

constexpr double shapeSize = 8;
constexpr double haloSize = 11;

/// A tag as drawTag draws it, rasterised once: there may be hundreds.
QImage tagImage(ChoiceMark mark, double pixelRatio)
{
    const Palette& p = Theme::instance().palette();
    const QString text = markTag(mark);
    const QSizeF size = tagSize(text);
    QImage image((size * pixelRatio).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.scale(pixelRatio, pixelRatio);
    drawTag(painter, QRectF(QPointF(), size), text, mark == ChoiceMark::Gained ? p.gained : p.lost);
    return image;
}

} // namespace

void stampClassShapes(
    QImage& layer, std::span<const QRect> boxes, std::span<const int32_t> labels, double pixelRatio)
{
    struct Shape
    {
        PointStamp halo;
        PointStamp fill;
    };
    const Theme& theme = Theme::instance();
    const double unit = theme.scale() * pixelRatio;
    std::map<int32_t, Shape> shapes;
    for (size_t i = 0; i < boxes.size(); ++i) {
        const Marker marker = classShape(labels[i]);
        if (marker == Marker::None)
            continue;
        const auto known = shapes.find(labels[i]);
        const Shape& shape = known != shapes.end()
            ? known->second
            : shapes
                  .emplace(labels[i],
                      Shape {PointStamp(marker, haloSize * unit, theme.palette().halo),
                          PointStamp(marker, shapeSize * unit, classColour(labels[i] - 1))})
                  .first->second;
        shape.halo.stamp(layer, boxes[i].left(), boxes[i].top());
        shape.fill.stamp(layer, boxes[i].left(), boxes[i].top());
    }
}

void stampMarkTags(QImage& layer, std::span<const QRect> boxes, ChoiceMark mark, double pixelRatio)
{
    if (boxes.empty())
        return;
    const QImage tag = tagImage(mark, pixelRatio);
    QPainter painter(&layer);
    for (const QRect& box : boxes) {
        const QPoint corner = mark == ChoiceMark::Gained ? box.topLeft() : box.topRight();
        const QPoint place = corner - QPoint(tag.width() / 2, tag.height() / 2);
        painter.drawImage(std::clamp(place.x(), 0, std::max(0, layer.width() - tag.width())),
            std::clamp(place.y(), 0, std::max(0, layer.height() - tag.height())), tag);
    }
}

} // namespace hardlens
