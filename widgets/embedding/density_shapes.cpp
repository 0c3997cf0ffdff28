#include "widgets/embedding/density_shapes.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr double binWidth = DistanceHistogram::binWidth;
constexpr int64_t binCount = DistanceHistogram::bins;

} // namespace

QPointF DensityShapes::at(double distance, double density) const
{
    // Beyond the upper end a line leaves the plot; further out numbers mean nothing to a painter.
    const QCPRange range = m_y->range();
    const double reach
        = m_y->scaleType() == QCPAxis::stLogarithmic ? range.upper * 2 : range.upper + range.size();
    const double shown = std::isfinite(density) ? std::clamp(density, range.lower, reach) : reach;
    return {m_x->coordToPixel(distance), m_y->coordToPixel(shown)};
}

QPainterPath DensityShapes::outline(const DistanceDensity& density) const
{
    QPainterPath path;
    const double bottom = at(0, 0).y();
    double before = bottom;
    for (size_t i = 0; i < density.size(); ++i) {
        const QPointF left = at(double(i) * binWidth, density[i]);
        const double right = at(double(i + 1) * binWidth, 0).x();
        if (left.y() != before) {
            path.moveTo(left.x(), before);
            path.lineTo(left);
        }
        if (density[i] > 0) {
            path.moveTo(left);
            path.lineTo(right, left.y());
        }
        before = left.y();
    }
    const double end = at(2, 0).x();
    path.moveTo(end, before);
    path.lineTo(end, bottom);
    return path;
}

QPainterPath DensityShapes::area(const DistanceDensity& density) const
{
    QPainterPath path;
    const double bottom = at(0, 0).y();
    for (size_t i = 0; i < density.size(); ++i)
        if (density[i] > 0) {
            // On whole pixels, so that no seams shine through between neighbours.
            const QPointF top = at(double(i) * binWidth, density[i]);
            const double left = std::round(top.x());
            const double right = std::round(at(double(i + 1) * binWidth, 0).x());
            path.addRect(left, top.y(), right - left, bottom - top.y());
        }
    return path;
}

QPolygonF DensityShapes::line(const DistanceDensity& density) const
{
    QPolygonF line;
    for (size_t i = 0; i < density.size(); ++i)
        line << at((double(i) + 0.5) * binWidth, density[i]);
    return line;
}

QPolygonF DensityShapes::curve(const std::function<double(double)>& density) const
{
    QPolygonF line;
    for (int64_t i = 0; i <= 2 * binCount; ++i) {
        const double distance = double(i) * binWidth / 2;
        line << at(distance, density(distance));
    }
    return line;
}

double peakOf(const DistanceDensity& density)
{
    const auto peak = std::ranges::max_element(density);
    return (double(peak - density.begin()) + 0.5) * binWidth;
}

QString DensityLogTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    return tick < 0.005 ? QString("1e%1").arg(int(std::lround(std::log10(tick))))
                        : QString::number(tick);
}

} // namespace hardlens
