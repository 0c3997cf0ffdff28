#pragma once

#include "widgets/plots/plot_area.h"

#include <optional>
#include <vector>

namespace hardlens {

/// How many negatives an anchor really chooses among (the median effective sample size of the rows)
/// over the lower cutoff, with the cutoff in force marked.
class SampleSizePlot : public PlotArea
{
    Q_OBJECT

public:
    struct Point
    {
        double cutoff = 0;
        std::optional<double> size {}; // none: no row has a candidate
    };

    explicit SampleSizePlot(QWidget* parent = nullptr);

    /// By rising cutoff; empty: not computed yet.
    void setPoints(std::vector<Point> points);
    const std::vector<Point>& points() const { return m_points; }
    /// The cutoff in force; none: the sampler reads none.
    void setMarked(std::optional<double> cutoff);
    /// The size at the marked cutoff, on the line between its neighbours; none: there is none.
    std::optional<double> sizeAtMark() const;

private:
    void paintCurve(QPainter& painter);
    void paintWords(QPainter& painter);
    QString toolTipAt(QPoint place) const;

    std::vector<Point> m_points {};
    std::optional<double> m_marked {};
};

} // namespace hardlens
