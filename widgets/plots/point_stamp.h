#pragma once

#include "widgets/plots/plot_labels.h"

#include <QImage>

#include <vector>

namespace hardlens {

/// A marker that is rasterised once and laid down thousands of times: QPainter takes some
/// microseconds for each marker, a stamp a tenth of one.
class PointStamp
{
public:
    /// size: of the marker, in device pixels; colour: its alpha counts; hollow: its outline alone.
    PointStamp(Marker marker, double size, const QColor& colour, bool hollow = false);

    /// Blends the marker into a layer in Format_ARGB32_Premultiplied, its middle in the pixel
    /// (x, y); what lies outside the layer is cut off.
    void stamp(QImage& layer, int x, int y) const;

private:
    struct Dot
    {
        int x = 0; // from the middle
        int y = 0;
        QRgb colour = 0; // premultiplied
    };

    int m_radius = 0;
    std::vector<Dot> m_dots {}; // what is not transparent
};

} // namespace hardlens
