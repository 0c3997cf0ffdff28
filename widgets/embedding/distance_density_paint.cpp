// What a DistanceDensityView draws.

#include "core/sampling/sphere_density.h"
#include "widgets/embedding/density_shapes.h"
#include "widgets/embedding/distance_density_view.h"
#include "widgets/embedding/line_handle.h"
#include "widgets/plots/free_places.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hardlens {

namespace {

constexpr double shade = 0.16;
constexpr double obstacleGap = 9; // pixels; words are taller

/// The looks of the curves: colour and dashes together.
struct Pens
{
    QPen positives, nominal, effective, drawn, expected;
};

Pens pens()
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const auto pen = [&theme](const QColor& colour, double width, Qt::PenStyle style) {
        return QPen(colour, theme.px(width), style, Qt::FlatCap);
    };
    return {.positives = pen(p.groundTruth, 1.4, Qt::SolidLine),
        .nominal = pen(p.focus, 1.6, Qt::DashDotLine),
        .effective = pen(p.text, 1.6, Qt::DashLine),
        .drawn = pen(p.selected, 2.2, Qt::SolidLine),
        .expected = pen(p.selected, 1.6, Qt::DotLine)};
}

QBrush hatch(const QColor& colour)
{
    return QBrush(colour, Qt::BDiagPattern);
}

/// Points of the curve on either side of its peak, where its name may stand.
std::vector<QPointF> aboutPeak(const DensityShapes& shapes, const DistanceDensity& density)
{
    const int64_t peak = int64_t(DistanceHistogram::binOf(peakOf(density)));
    std::vector<QPointF> points;
    for (const int64_t away : {0, -4, 4, -8, 8, -14, 14}) {
        const int64_t bin = peak + away;
        if (bin >= 0 && bin < DistanceHistogram::bins)
            points.push_back(
                shapes.at((double(bin) + 0.5) * DistanceHistogram::binWidth, density[size_t(bin)]));
    }
    return points;
}

/// The same of q, beside whose peak the batch's own curves crowd.
std::vector<QPointF> aboutMode(const DensityShapes& shapes, double n)
{
    std::vector<QPointF> points;
    const double mode = sphereMode(n), spread = 1 / std::sqrt(2 * n);
    for (const double away : {0.7, -0.7, 1.2, -1.2, 1.7, 0.3, -0.3}) {
        const double distance = mode + away * spread;
        if (distance > 0 && distance < 2)
            points.push_back(shapes.at(distance, sphereDensity(distance, n)));
    }
    return points;
}

} // namespace

void DistanceDensityView::paintShades(QPainter& painter)
{
    if (!m_measured)
        return;
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRect inner = m_plot->inner();
    const auto fill = [&](double from, double to, const QColor& colour, bool hatched) {
        QRectF area(inner);
        area.setLeft(m_plot->xAxis->coordToPixel(from));
        area.setRight(m_plot->xAxis->coordToPixel(to));
        painter.fillRect(area, blended(colour, p.panel, shade));
        if (hatched)
            painter.fillRect(area, hatch(blended(colour, p.panel, 2 * shade)));
    };
    if (m_cutoff->isOffered())
        fill(0, m_cutoff->value(), p.suppressed,
            sampling().cutoffMode == CutoffMode::Exclude
                || sampling().negatives == NegativeSampler::NearestBeyondCutoff);
    if (m_upper->isOffered())
        fill(m_upper->value(), 2, p.belowCut, true);
    const double x = std::round(m_plot->xAxis->coordToPixel(std::numbers::sqrt2)) + 0.5;
    painter.setPen(QPen(p.muted, theme.px(1), Qt::DotLine));
    painter.drawLine(QPointF(x, inner.top()), QPointF(x, inner.bottom()));
}

void DistanceDensityView::paintPairs(QPainter& painter)
{
    if (!m_measured)
        return;
    const Palette& p = Theme::instance().palette();
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillPath(shapes.area(m_negatives), p.bars);
    painter.fillPath(shapes.area(m_positives), hatch(p.groundTruth));
    painter.setPen(pens().positives);
    painter.drawPath(shapes.outline(m_positives));
}

void DistanceDensityView::paintTheory(QPainter& painter)
{
    if (!m_measured)
        return;
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    const auto draw = [&](double n, const QPen& pen) {
        painter.setPen(pen);
        painter.drawPolyline(shapes.curve([n](double d) { return sphereDensity(d, n); }));
    };
    painter.setRenderHint(QPainter::Antialiasing);
    draw(double(m_step->dimension), pens().nominal);
    if (const auto n = m_step->spread.effectiveDimension)
        draw(std::clamp(*n, 2., 4096.), pens().effective);
}

void DistanceDensityView::paintDraws(QPainter& painter)
{
    if (!m_measured)
        return;
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pens().expected);
    painter.drawPolyline(shapes.line(m_expected));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(pens().drawn);
    painter.drawPath(shapes.outline(m_drawn));
}

std::vector<CurveLabel> DistanceDensityView::labels() const
{
    if (!m_measured)
        return {};
    const Palette& p = Theme::instance().palette();
    const Pens looks = pens();
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    const QRect inner = m_plot->inner();
    std::vector<CurveLabel> labels;
    const auto atLine = [&](const LineHandle& line, const QString& text) {
        if (line.isOffered())
            labels.push_back({.text = text,
                .colour = p.suppressedText,
                .beside = {QPointF(line.pixel(), inner.top() + 2),
                    QPointF(line.pixel(), inner.center().y())}});
    };
    atLine(*m_cutoff, QString("cutoff %1").arg(m_cutoff->value(), 0, 'f', 2));
    atLine(*m_upper,
        m_upper->value() < 2 ? QString("upper %1").arg(m_upper->value(), 0, 'f', 2)
                             : QString("no upper cutoff"));
    const double total = m_distances.positives.total();
    labels.push_back({.text = "drawn",
        .colour = p.selectedText,
        .line = looks.drawn,
        .beside = aboutPeak(shapes, m_drawn)});
    labels.push_back({.text = "negatives",
        .colour = p.muted,
        .fill = p.bars,
        .beside = aboutPeak(shapes, m_negatives)});
    if (total > 0)
        labels.push_back({.text = "positives",
            .colour = p.groundTruthText,
            .line = looks.positives,
            .fill = hatch(p.groundTruth),
            .beside = aboutPeak(shapes, m_positives)});
    labels.push_back({.text = "expected",
        .colour = p.selectedText,
        .line = looks.expected,
        .beside = aboutPeak(shapes, m_expected)});
    const double n = double(m_step->dimension);
    labels.push_back({.text = QString("n = %1").arg(m_step->dimension),
        .colour = p.focusText,
        .line = looks.nominal,
        .beside = aboutMode(shapes, n)});
    if (const auto effective = m_step->spread.effectiveDimension)
        labels.push_back({.text = QString("n_eff = %1").arg(*effective, 0, 'f', 0),
            .colour = p.text,
            .line = looks.effective,
            .beside = aboutMode(shapes, std::clamp(*effective, 2., 4096.))});
    else
        labels.push_back({.text = "n_eff: not spread yet", .colour = p.muted});
    labels.push_back({.text = "√2",
        .colour = p.muted,
        .beside = {QPointF(shapes.at(std::numbers::sqrt2, 0).x(), inner.top() + 2),
            QPointF(shapes.at(std::numbers::sqrt2, 0).x(), inner.bottom() - 2)}});
    return labels;
}

/// What the curves cover. Of filled ones all of their area.
std::vector<QPointF> DistanceDensityView::obstacles() const
{
    const DensityShapes shapes(*m_plot->xAxis, *m_plot->yAxis);
    std::vector<QPointF> points;
    const double n = double(m_step->dimension), bottom = shapes.at(0, 0).y();
    for (const QPointF& p : shapes.curve([n](double d) { return sphereDensity(d, n); }))
        points.push_back(p);
    for (size_t i = 0; i < m_negatives.size(); ++i) {
        const double middle = (double(i) + 0.5) * DistanceHistogram::binWidth;
        points.push_back(shapes.at(middle, m_drawn[i]));
        points.push_back(shapes.at(middle, m_expected[i]));
        const QPointF top = shapes.at(middle, std::max(m_negatives[i], m_positives[i]));
        for (double y = top.y(); y < bottom; y += Theme::instance().px(obstacleGap))
            points.emplace_back(top.x(), y);
    }
    return points;
}

std::vector<std::optional<QRect>> DistanceDensityView::labelPlaces() const
{
    if (!m_measured)
        return {};
    FreePlaces places(m_plot->inner());
    for (const LineHandle* line : {m_cutoff, m_upper})
        if (line->isOffered())
            places.take(
                QRect(int(line->pixel()) - 1, m_plot->inner().top(), 3, m_plot->inner().height()));
    return placeCurveLabels(places, m_plot->inner(), QFontMetrics(Theme::instance().smallFont()),
        labels(), obstacles());
}

void DistanceDensityView::paintWords(QPainter& painter)
{
    painter.setFont(Theme::instance().smallFont());
    painter.setRenderHint(QPainter::Antialiasing, false);
    drawCurveLabels(painter, labels(), labelPlaces());
}

QString DistanceDensityView::toolTipAt(QPoint place) const
{
    if (!m_measured || !m_plot->inner().contains(place))
        return {};
    const double distance = std::clamp(m_plot->xAxis->pixelToCoord(place.x()), 0., 2.);
    const size_t bin = DistanceHistogram::binOf(distance);
    const double from = double(bin) * DistanceHistogram::binWidth;
    const auto number = [](double value) { return QString::number(value, 'f', 3); };
    QString text = QString("distance %1 to %2, density:")
                       .arg(from, 0, 'f', 2)
                       .arg(from + DistanceHistogram::binWidth, 0, 'f', 2);
    text += QString("\nall negatives %1 (%2 pairs)")
                .arg(number(m_negatives[bin]))
                .arg(m_distances.negatives.mass[bin]);
    text += QString("\npositives %1 (%2 pairs)")
                .arg(number(m_positives[bin]))
                .arg(m_distances.positives.mass[bin]);
    text += QString("\ndrawn %1, expected %2").arg(number(m_drawn[bin]), number(m_expected[bin]));
    text += QString("\nuniform sphere, n = %1: %2")
                .arg(m_step->dimension)
                .arg(number(sphereDensity(
                    from + DistanceHistogram::binWidth / 2, double(m_step->dimension))));
    return text;
}

} // namespace hardlens
