// What a ForkCurvesView draws over its curves.

#include "widgets/fork/fork_curves_view.h"
#include "widgets/fork/variant_look.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/time_plot.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int shapesPerCurve = 6;
constexpr size_t mostEvaluationShapes = 40;

/// A round number of steps, at least 1.
double roundSpacing(double wanted)
{
    return std::max(1., niceCeiling(wanted, {1, 2, 5}));
}

} // namespace

void ForkCurvesView::paintFork(QPainter& painter)
{
    if (!m_names.isEmpty())
        drawTimeMarks(painter, m_plot->inner(), {m_fork}, [this](const TimeMark& mark) {
            return m_plot->xAxis->coordToPixel(double(mark.step));
        });
}

/// Shapes along the curves tell them apart where colour does not. They are bound to steps, so that
/// they do not wander as the curves grow, and those of different variants lie at different steps.
void ForkCurvesView::paintShapesOf(QPainter& painter, int variant)
{
    const Theme& theme = Theme::instance();
    const DecimatedCurve& curve = this->curve(variant);
    const QCPRange range = m_plot->xAxis->range();
    const auto paint = [&](const CurvePoint& p) {
        const QPointF centre(m_plot->xAxis->coordToPixel(p.x), m_plot->yAxis->coordToPixel(p.y));
        drawMarker(painter, variantMarker(variant), centre, theme.px(11), theme.palette().panel);
        drawMarker(painter, variantMarker(variant), centre, theme.px(8), variantColour(variant));
    };
    if (quantity().ofEvaluation && curve.size() <= mostEvaluationShapes) {
        for (const CurvePoint& p : curve.points(range.lower, range.upper, m_plot->inner().width()))
            if (!std::isnan(p.y))
                paint(p);
        return;
    }
    const auto last = curve.lastBefore(range.upper);
    if (!last)
        return;
    const double spacing = roundSpacing(range.size() / shapesPerCurve);
    const double shift = std::floor(spacing * variant / double(m_names.size())); // steps are whole
    for (double x = std::floor(range.lower / spacing) * spacing + shift; x <= last->x; x += spacing)
        if (const auto p = curve.nearest(x); p && std::abs(p->x - x) < spacing / 4)
            paint(*p);
}

void ForkCurvesView::paintShapes(QPainter& painter)
{
    for (int v = int(m_names.size()) - 1; v >= 0; --v)
        paintShapesOf(painter, v);
}

void ForkCurvesView::paintCursor(QPainter& painter)
{
    if (!m_shown)
        return;
    const Theme& theme = Theme::instance();
    const QRect inner = m_plot->inner();
    const double x = std::round(m_plot->xAxis->coordToPixel(double(*m_shown))) + 0.5;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme.palette().focus, theme.px(1)));
    painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom()));
}

void ForkCurvesView::paintNames(QPainter& painter)
{
    std::vector<EndLabel> labels;
    for (int v = 0; v < m_names.size(); ++v)
        if (const auto last = curve(v).lastBefore(m_plot->xAxis->range().upper))
            labels.push_back({.name = m_names[v],
                .value = valueText(last->y),
                .colour = Theme::instance().palette().text,
                .marker = variantMarker(v),
                .markerColour = variantColour(v),
                .y = m_plot->yAxis->coordToPixel(last->y)});
    const QRect inner = m_plot->inner();
    const int gap = Theme::instance().px(6);
    drawEndLabels(painter,
        QRect(inner.right() + gap, inner.top(), m_plot->width() - inner.right() - gap,
            inner.height()),
        labels);
}

} // namespace hardlens
