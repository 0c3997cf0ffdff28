#pragma once

#include <QPolygonF>
#include <QRectF>

#include <vector>

namespace hardlens {

/// The pieces of a polyline that lie in a rectangle, its border included, in the order of the line.
/// Each segment is cut by Liang and Barsky's rule (ACM TOG 3(1), 1984): it is the part of
/// p + t (q - p), t in [0, 1], that is on the inner side of all four borders. Points that are not
/// finite break the line; a piece has at least two points.
std::vector<QPolygonF> cutPolyline(const QPolygonF& line, const QRectF& rect);

} // namespace hardlens
