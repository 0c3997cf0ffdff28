#pragma once

#include "core/analysis/plane_point.h"

#include <QPointF>
#include <QRectF>

#include <span>

namespace hardlens {

/// Which part of a map is seen, and how large.
struct MapSight
{
    QPointF centre {}; // of the map, in the middle of the widget
    double pixelsPerUnit = 1;
    QSizeF widget {};

    QPointF toWidget(PlanePoint point) const;
    QPointF toMap(QPointF place) const;
    /// Zooms so that the place stays where it is; to at most 1e6 and at least 1e-6 pixels a unit.
    void zoomAbout(QPointF place, double factor);
    void pan(QPointF pixels);
};

/// The rectangle around the finite points; null where there are none.
QRectF boundsOf(std::span<const PlanePoint> points);

/// All of the bounds with a margin in pixels.
MapSight fitted(const QRectF& bounds, QSizeF widget, double margin);

/// Whether the bounds still fill the sight well enough that moving it would only disturb.
bool stillFits(const MapSight& sight, const QRectF& bounds);

} // namespace hardlens
