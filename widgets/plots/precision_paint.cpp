// What a PrecisionView draws.

#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/precision_view.h"
#include "widgets/plots/time_plot.h"
#include "widgets/theme.h"

#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

namespace hardlens {

namespace {

constexpr size_t mostMarkers = 40; // on one curve; more evaluations are a line alone

} // namespace

void PrecisionView::paintCurve(QPainter& painter, int classIndex)
{
    const Theme& theme = Theme::instance();
    const QColor colour = classIndex < 0 ? theme.palette().text : classColour(classIndex);
    QPainterPath line;
    bool drawing = false;
    std::vector<QPointF> places;
    for (const auto& evaluation : m_evaluations) {
        const double value = valueOf(*evaluation, classIndex);
        if (std::isnan(value)) {
            drawing = false;
            continue;
        }
        places.emplace_back(
            m_plot->xAxis->coordToPixel(xOf(*evaluation)), m_plot->yAxis->coordToPixel(value));
        if (std::exchange(drawing, true))
            line.lineTo(places.back());
        else
            line.moveTo(places.back());
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, theme.px(classIndex < 0 ? 3 : 1.4)));
    painter.drawPath(line);
    if (classIndex >= 0 || places.size() == 1)
        for (size_t i = 0; i < places.size(); ++i)
            if (places.size() <= mostMarkers || i + 1 == places.size())
                drawMarker(painter, classIndex < 0 ? Marker::Bar : markerOf(classIndex), places[i],
                    theme.px(6), colour);
}

void PrecisionView::paintCurves(QPainter& painter)
{
    for (int c = classes() - 1; c >= -1; --c)
        paintCurve(painter, c);
}

/// Curves that have a last value: mAP (-1), then the classes by falling value.
std::vector<int> PrecisionView::rankedCurves() const
{
    const Evaluation& last = *m_evaluations.back();
    std::vector<int> curves;
    for (int c = -1; c < classes(); ++c)
        if (!std::isnan(valueOf(last, c)))
            curves.push_back(c);
    std::stable_sort(curves.begin(), curves.end(), [&](int a, int b) {
        return a < 0 ? b >= 0 : b >= 0 && valueOf(last, a) > valueOf(last, b);
    });
    return curves;
}

void PrecisionView::paintNames(QPainter& painter)
{
    m_names.clear();
    if (m_evaluations.empty())
        return;
    const Palette& p = Theme::instance().palette();
    const Evaluation& last = *m_evaluations.back();
    const QRect inner = m_plot->inner();
    std::vector<EndLabel> labels;
    const std::vector<int> curves = rankedCurves();
    const size_t lines = endLabelsThatFit(inner.height());
    // Where they do not all fit, the last line says how many more there are.
    const size_t named = curves.size() <= lines ? curves.size() : std::max<size_t>(lines, 2) - 1;
    for (const int c : curves | std::views::take(named)) {
        const double value = valueOf(last, c);
        EndLabel label {.value = QString::number(value, 'f', 2),
            .colour = p.text,
            .y = m_plot->yAxis->coordToPixel(value)};
        label.name = c < 0 ? "mAP" : QString::fromStdString(last.classes[size_t(c)].name);
        label.marker = c < 0 ? Marker::Bar : markerOf(c);
        label.markerColour = c < 0 ? p.text : classColour(c);
        label.bold = c < 0;
        labels.push_back(label);
        m_names.push_back({.label = c + 1});
    }
    if (named < curves.size())
        labels.push_back({.name = QString("and %1 more").arg(curves.size() - named),
            .colour = p.muted,
            .y = double(inner.bottom())});
    const int gap = Theme::instance().px(6);
    const auto places = drawEndLabels(painter,
        QRect(inner.right() + gap, inner.top(), m_plot->width() - inner.right() - gap,
            inner.height()),
        labels);
    for (size_t i = 0; i < m_names.size(); ++i)
        m_names[i].place = places[i];
}

} // namespace hardlens
