#pragma once

#include "core/geometry/box.h"

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <span>
#include <vector>

namespace hardlens {

/// Which part of a picture is seen, whatever the size of the view.
struct PictureSight
{
    double zoom = 1;           // 1: the whole picture is seen, [1, PictureFrame::maxZoom]
    QPointF centre {0.5, 0.5}; // what is in the middle, as a share of the picture

    friend bool operator==(const PictureSight&, const PictureSight&) = default;
};

/// Where a picture lies in a view and which part of it is seen.
struct PictureFrame
{
    QRectF viewport {};        // widget pixels; has the picture's proportions
    QSizeF picture {1, 1};     // stored pixels, > 0
    double zoom = 1;           // 1: the whole picture is seen, [1, maxZoom]
    QPointF centre {0.5, 0.5}; // what is in the middle, as a share of the picture

    static constexpr double maxZoom = 40;

    QPointF toWidget(QPointF picturePoint) const;
    QPointF toPicture(QPointF widgetPoint) const;
    QRectF toWidget(const Box& box) const;
    /// Widget rectangle of the whole picture, mostly outside the viewport when zoomed.
    QRectF whole() const;

    /// What lies under the widget point stays there.
    void zoomAbout(QPointF widgetPoint, double factor);
    void panBy(QPointF widgetDelta);
    void fit();
    PictureSight sight() const { return {zoom, centre}; }
    /// As much of that as there is: zoom and centre are brought into their ranges.
    void look(const PictureSight& sight);
    /// Moves the seen part, if none of the box is in it, so that the box is in the middle.
    void reveal(const Box& box);

private:
    void keepInside();
};

/// Viewports for pictures side by side, in the grid whose pictures are largest in sum; each has
/// captionHeight below it. Rows are centred, the grid begins at the top. Corners are rounded to 1 /
/// pixelRatio.
std::vector<QRectF> arrangePictures(std::span<const QSizeF> pictures, const QRectF& area,
    double captionHeight, double gap, double pixelRatio);

} // namespace hardlens
