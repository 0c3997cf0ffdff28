// What a SphereExplorerView draws.

#include "core/sampling/gradient_variance.h"
#include "core/sampling/sphere_density.h"
#include "widgets/embedding/density_shapes.h"
#include "widgets/embedding/sampler_look.h"
#include "widgets/embedding/sphere_explorer_view.h"
#include "widgets/plots/free_places.h"
#include "widgets/plots/plot_area.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr double obstacleGap = 9; // pixels; words are taller
constexpr size_t mostPlaces = 16;
constexpr int leastPrinted = 3; // the printed curve has no n = 2

QPen theoryPen()
{
    const Theme& theme = Theme::instance();
    return QPen(theme.palette().focus, theme.px(1.8));
}

QPen printedPen()
{
    const Theme& theme = Theme::instance();
    return QPen(theme.palette().text, theme.px(1.4), Qt::DashLine);
}

QPen variancePen()
{
    const Theme& theme = Theme::instance();
    return QPen(theme.palette().text, theme.px(1.4), Qt::DotLine);
}

/// Some points of a line, the highest first: where its name may stand.
std::vector<QPointF> highestFirst(const QPolygonF& line, double bottom)
{
    std::vector<QPointF> points;
    for (qsizetype i = 0; i < line.size(); i += 3)
        if (line[i].y() < bottom - 2)
            points.push_back(line[i]);
    std::ranges::stable_sort(points, {}, [](const QPointF& point) { return point.y(); });
    points.resize(std::min(points.size(), mostPlaces));
    return points;
}

} // namespace

void SphereExplorerView::paintBars(QPainter& painter)
{
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillPath(shapes.area(m_distances), Theme::instance().palette().bars);
}

void SphereExplorerView::paintTheory(QPainter& painter)
{
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    const SphereSettings& s = m_measured;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theoryPen());
    painter.drawPolyline(shapes.curve([&s](double d) { return sphereDensity(d, s.n); }));
    if (s.printed && s.n >= leastPrinted) {
        painter.setPen(printedPen());
        painter.drawPolyline(
            shapes.curve([&s](double d) { return printedFigure2Density(d, s.n); }));
    }
    if (s.variance) {
        painter.setPen(variancePen());
        const double height = m_plot->yAxis->range().upper;
        painter.drawPolyline(
            shapes.curve([&](double d) { return height * gradientVariance(d, s.noise, s.n); }));
    }
}

void SphereExplorerView::paintDrawn(QPainter& painter)
{
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Drawn& drawn : m_drawn) {
        painter.setPen(penOf(drawn.sampler, &drawn == &m_drawn.back()));
        painter.drawPolyline(shapes.line(drawn.density));
    }
}

std::vector<CurveLabel> SphereExplorerView::labels() const
{
    const Palette& p = Theme::instance().palette();
    const SphereSettings& s = m_measured;
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    const double bottom = shapes.at(0, 0).y();
    std::vector<CurveLabel> labels;
    const auto add = [&](const QString& text, const QColor& colour, const QPen& pen,
                         const QPolygonF& line) {
        labels.push_back(
            {.text = text, .colour = colour, .line = pen, .beside = highestFirst(line, bottom)});
    };
    // The emphasised one has the first choice of places.
    for (auto drawn = m_drawn.rbegin(); drawn != m_drawn.rend(); ++drawn)
        add(nameOf(drawn->sampler) + QString(" %1").arg(drawn->mean, 0, 'f', 2),
            lookOf(drawn->sampler).words, penOf(drawn->sampler, drawn == m_drawn.rbegin()),
            shapes.line(drawn->density));
    add(QString("q(d), n = %1").arg(s.n), p.focusText, theoryPen(),
        shapes.curve([&s](double d) { return sphereDensity(d, s.n); }));
    if (s.printed && s.n >= leastPrinted)
        add("as printed", p.text, printedPen(),
            shapes.curve([&s](double d) { return printedFigure2Density(d, s.n); }));
    if (s.variance) {
        const double height = m_plot->yAxis->range().upper;
        add("V(d), top = 1", p.text, variancePen(),
            shapes.curve([&](double d) { return height * gradientVariance(d, s.noise, s.n); }));
    }
    return labels;
}

std::vector<QPointF> SphereExplorerView::obstacles() const
{
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    const SphereSettings& s = m_measured;
    std::vector<QPointF> points;
    const auto addLine = [&points](const QPolygonF& line) {
        points.insert(points.end(), line.begin(), line.end());
    };
    addLine(shapes.curve([&s](double d) { return sphereDensity(d, s.n); }));
    for (const Drawn& drawn : m_drawn)
        addLine(shapes.line(drawn.density));
    const double bottom = shapes.at(0, 0).y();
    for (const QPointF& top : shapes.line(m_distances))
        for (double y = top.y(); y < bottom; y += Theme::instance().px(obstacleGap))
            points.emplace_back(top.x(), y);
    return points;
}

std::vector<std::optional<QRect>> SphereExplorerView::labelPlaces() const
{
    FreePlaces places(m_plot->inner());
    return placeCurveLabels(places, m_plot->inner(), QFontMetrics(Theme::instance().smallFont()),
        labels(), obstacles());
}

void SphereExplorerView::paintWords(QPainter& painter)
{
    if (m_shownPoints == 0)
        return;
    painter.setFont(Theme::instance().smallFont());
    painter.setRenderHint(QPainter::Antialiasing, false);
    drawCurveLabels(painter, labels(), labelPlaces());
}

QString SphereExplorerView::toolTipAt(QPoint place) const
{
    if (m_shownPoints == 0 || !m_plot->inner().contains(place))
        return {};
    const SphereSettings& s = m_measured;
    const double distance = std::clamp(m_plot->xAxis->pixelToCoord(place.x()), 0., 2.);
    const size_t bin = DistanceHistogram::binOf(distance);
    const double from = double(bin) * DistanceHistogram::binWidth;
    QString text = QString("distance %1 to %2, density: all pairs %3, q(d) %4")
                       .arg(from, 0, 'f', 2)
                       .arg(from + DistanceHistogram::binWidth, 0, 'f', 2)
                       .arg(m_distances[bin], 0, 'f', 3)
                       .arg(sphereDensity(from + DistanceHistogram::binWidth / 2, s.n), 0, 'f', 3);
    for (const Drawn& drawn : m_drawn)
        text += QString("\n%1 %2 (mean distance %3)")
                    .arg(nameOf(drawn.sampler))
                    .arg(drawn.density[bin], 0, 'f', 3)
                    .arg(drawn.mean, 0, 'f', 2);
    return text
        + QString("\nV(d) %1 at σ = %2: the share of a gradient's direction that is noise")
              .arg(gradientVariance(distance, s.noise, s.n), 0, 'f', 3)
              .arg(s.noise, 0, 'f', 2);
}

} // namespace hardlens
