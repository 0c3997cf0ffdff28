#include "widgets/plots/point_stamp.h"

#include <cmath>

namespace hardlens {

namespace {

/// front over back, both premultiplied. Two bytes at a time; x * a / 255 is rounded as
/// (t + t / 256 + 128) / 256 with t = x * a.
QRgb over(QRgb front, QRgb back)
{
    constexpr uint even = 0x00ff00ff, half = 0x00800080;
    const uint rest = 255 - uint(qAlpha(front));
    uint low = (back & even) * rest;
    low = ((low + ((low >> 8) & even) + half) >> 8) & even;
    uint high = ((back >> 8) & even) * rest;
    high = (high + ((high >> 8) & even) + half) & ~even;
    return front + (high | low);
}

} // namespace

PointStamp::PointStamp(Marker marker, double size, const QColor& colour, bool hollow)
{
    // Triangles and diamonds reach beyond their size.
    m_radius = int(std::ceil(size * 0.7)) + 1;
    const int side = 2 * m_radius + 1;
    QImage image(side, side, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    const QPointF centre(m_radius + 0.5, m_radius + 0.5);
    drawMarker(painter, marker, centre, size, colour);
    if (hollow) {
        painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
        drawMarker(painter, marker, centre, size * 0.55, Qt::black);
    }
    painter.end();
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x)
            if (const QRgb pixel = reinterpret_cast<const QRgb*>(image.constScanLine(y))[x])
                m_dots.push_back({x - m_radius, y - m_radius, pixel});
}

void PointStamp::stamp(QImage& layer, int x, int y) const
{
    auto* pixels = reinterpret_cast<QRgb*>(layer.bits());
    const qsizetype stride = layer.bytesPerLine() / qsizetype(sizeof(QRgb));
    const int width = layer.width(), height = layer.height();
    const bool inside
        = x >= m_radius && y >= m_radius && x + m_radius < width && y + m_radius < height;
    for (const Dot& dot : m_dots) {
        const int i = x + dot.x, j = y + dot.y;
        if (!inside && (i < 0 || j < 0 || i >= width || j >= height))
            continue;
        QRgb& pixel = pixels[j * stride + i];
        pixel = over(dot.colour, pixel);
    }
}

} // namespace hardlens
