#include "widgets/embedding/map_sight.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace hardlens {

namespace {

constexpr double leastFilled = 0.6; // of the wider side

} // namespace

QPointF MapSight::toWidget(PlanePoint point) const
{
    return {widget.width() / 2 + (double(point.x) - centre.x()) * pixelsPerUnit,
        widget.height() / 2 - (double(point.y) - centre.y()) * pixelsPerUnit};
}

QPointF MapSight::toMap(QPointF place) const
{
    return {centre.x() + (place.x() - widget.width() / 2) / pixelsPerUnit,
        centre.y() - (place.y() - widget.height() / 2) / pixelsPerUnit};
}

void MapSight::zoomAbout(QPointF place, double factor)
{
    const QPointF fixed = toMap(place);
    pixelsPerUnit = std::clamp(pixelsPerUnit * factor, 1e-6, 1e6);
    centre += fixed - toMap(place);
}

void MapSight::pan(QPointF pixels)
{
    centre += QPointF(-pixels.x(), pixels.y()) / pixelsPerUnit;
}

QRectF boundsOf(std::span<const PlanePoint> points)
{
    QRectF bounds;
    bool any = false;
    for (const PlanePoint& point : points) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y))
            continue;
        const QPointF at(double(point.x), double(point.y));
        if (!std::exchange(any, true))
            bounds = QRectF(at, at);
        bounds.setLeft(std::min(bounds.left(), at.x()));
        bounds.setRight(std::max(bounds.right(), at.x()));
        bounds.setTop(std::min(bounds.top(), at.y()));
        bounds.setBottom(std::max(bounds.bottom(), at.y()));
    }
    return bounds;
}

MapSight fitted(const QRectF& bounds, QSizeF widget, double margin)
{
    const auto room = [&](double pixels) { return std::max(1., pixels - 2 * margin); };
    const auto scale = [](double pixels, double units) {
        return units > 0 ? pixels / units : 1e6; // a line or a point: the other side decides
    };
    const double least = std::min(
        scale(room(widget.width()), bounds.width()), scale(room(widget.height()), bounds.height()));
    return {
        .centre = bounds.center(), .pixelsPerUnit = std::clamp(least, 1e-6, 1e6), .widget = widget};
}

bool stillFits(const MapSight& sight, const QRectF& bounds)
{
    const QSizeF seen = sight.widget / sight.pixelsPerUnit;
    const QRectF view(sight.centre - QPointF(seen.width(), seen.height()) / 2, seen);
    return view.contains(bounds)
        && std::max(bounds.width() / seen.width(), bounds.height() / seen.height()) >= leastFilled;
}

} // namespace hardlens
