#include "widgets/embedding/sample_size_plot.h"

#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

SampleSizePlot::SampleSizePlot(QWidget* parent)
    : PlotArea("Median effective sample size over the cutoff", parent)
{
    xAxis->setTicker(QSharedPointer<PlainTicker>::create());
    xAxis->setRange(0, 2);
    setRightMargin(*this, 16); // room for half of "2.0"
    yAxis->setScaleType(QCPAxis::stLogarithmic);
    yAxis->setTicker(QSharedPointer<CountTicker>::create());
    yAxis->setRange(0.8, 130);
    setMarkRow(*this);
    new PaintedItem(
        this, [this](QPainter& p) { paintCurve(p); }, true);
    new PaintedItem(this, [this](QPainter& p) { paintWords(p); });
    setToolTipAt([this](QPoint place) { return toolTipAt(place); });
}

void SampleSizePlot::setPoints(std::vector<Point> points)
{
    m_points = std::move(points);
    double largest = 1;
    for (const Point& p : m_points)
        largest = std::max(largest, p.size.value_or(0));
    // A whole number of decades, so that the axis stays as the batch changes.
    yAxis->setRange(0.8, 1.3 * std::pow(10, std::max(1., std::ceil(std::log10(largest)))));
    replot(rpQueuedReplot);
}

void SampleSizePlot::setMarked(std::optional<double> cutoff)
{
    if (cutoff == m_marked)
        return;
    m_marked = cutoff;
    replot(rpQueuedReplot);
}

std::optional<double> SampleSizePlot::sizeAtMark() const
{
    if (!m_marked)
        return std::nullopt;
    const auto above
        = std::ranges::find_if(m_points, [this](const Point& p) { return p.cutoff >= *m_marked; });
    if (above == m_points.end())
        return std::nullopt;
    if (above == m_points.begin() || above->cutoff == *m_marked)
        return above->size;
    const Point& below = *(above - 1);
    if (!below.size || !above->size)
        return std::nullopt;
    const double share = (*m_marked - below.cutoff) / (above->cutoff - below.cutoff);
    return *below.size + share * (*above->size - *below.size);
}

void SampleSizePlot::paintCurve(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPolygonF line;
    for (const Point& point : m_points)
        if (point.size)
            line << QPointF(
                xAxis->coordToPixel(point.cutoff), yAxis->coordToPixel(std::max(1., *point.size)));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(p.text, theme.px(1.6)));
    painter.drawPolyline(line);
    if (!m_marked)
        return;
    const double x = std::round(xAxis->coordToPixel(*m_marked)) + 0.5;
    painter.setPen(QPen(p.suppressed, theme.px(1.6), Qt::DashLine));
    painter.drawLine(QPointF(x, inner().top()), QPointF(x, inner().bottom()));
    if (const auto size = sizeAtMark())
        drawMarker(painter, Marker::Diamond, {x, yAxis->coordToPixel(std::max(1., *size))},
            theme.px(9), p.suppressed);
}

void SampleSizePlot::paintWords(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(painter.font());
    const auto size = sizeAtMark();
    QString text = size ? QString("median ESS %1").arg(*size, 0, 'f', *size < 10 ? 1 : 0)
                        : QString("median ESS");
    if (!size && m_points.empty())
        text += " …";
    const QRect row(theme.px(6), 0, width() - theme.px(8), inner().top());
    painter.setPen(theme.palette().muted);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(text, Qt::ElideRight, row.width()));
}

QString SampleSizePlot::toolTipAt(QPoint place) const
{
    if (m_points.empty() || !inner().contains(place))
        return {};
    const double x = xAxis->pixelToCoord(place.x());
    const Point& nearest = *std::ranges::min_element(
        m_points, {}, [x](const Point& point) { return std::abs(point.cutoff - x); });
    return (nearest.size
                   ? QString("cutoff %1: an anchor chooses among %2 negatives")
                         .arg(nearest.cutoff, 0, 'f', 2)
                         .arg(*nearest.size, 0, 'f', 1)
                   : QString("cutoff %1: no anchor has a candidate").arg(nearest.cutoff, 0, 'f', 2))
        + "\nEffective sample size 1 / Σp², median over the anchors of this batch,\n"
          "drawn distance-weighted with the step's other settings.";
}

} // namespace hardlens
