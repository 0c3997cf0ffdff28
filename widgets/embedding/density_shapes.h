#pragma once

#include "core/analysis/step_distances.h"

#include <QPainterPath>
#include <QPolygonF>
#include <qcustomplot.h>

#include <functional>

namespace hardlens {

/// Densities of distances as shapes on a plot, in pixels. What lies below the vertical axis, as a 0
/// does on a logarithmic one, is on its lower end.
class DensityShapes
{
public:
    DensityShapes(const QCPAxis& distance, const QCPAxis& density)
        : m_x(&distance)
        , m_y(&density)
    {
    }

    QPointF at(double distance, double density) const;
    /// The outline of the bins; nothing is drawn along the axis where bins are empty.
    QPainterPath outline(const DistanceDensity& density) const;
    /// The area under the bins.
    QPainterPath area(const DistanceDensity& density) const;
    /// Through the middles of the bins.
    QPolygonF line(const DistanceDensity& density) const;
    /// A function of the distance, at every bin's ends and middle; not finite: the upper end.
    QPolygonF curve(const std::function<double(double)>& density) const;

private:
    const QCPAxis* m_x;
    const QCPAxis* m_y;
};

/// The place of the largest value, as a distance.
double peakOf(const DistanceDensity& density);

/// Ticks of a density: plain numbers, below a hundredth as powers.
class DensityLogTicker : public QCPAxisTickerLog
{
protected:
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override;
};

} // namespace hardlens
