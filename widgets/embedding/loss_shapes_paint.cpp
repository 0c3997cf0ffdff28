// What a LossShapesView draws.

#include "widgets/embedding/line_handle.h"
#include "widgets/embedding/loss_shapes_view.h"
#include "widgets/plots/free_places.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

using Kind = EmbeddingLossKind;

constexpr int curvePoints = 200;
constexpr double rugHeight = 9, faint = 0.55;

Qt::PenStyle styleOf(Kind kind)
{
    switch (kind) {
    case Kind::Contrastive:
    case Kind::ContrastiveHinge:
        return Qt::DashLine;
    case Kind::TripletSquared:
    case Kind::Quadruplet:
        return Qt::DashDotLine;
    case Kind::Triplet:
        return Qt::DotLine;
    default:
        return Qt::SolidLine;
    }
}

QString nameOf(Kind kind)
{
    const auto label = entryOf(kind).label;
    return QString::fromUtf8(label.data(), qsizetype(label.size()));
}

/// What a line of the margin stands for.
QString reachName(Kind kind)
{
    switch (kind) {
    case Kind::Contrastive:
    case Kind::ContrastiveHinge:
        return "m";
    case Kind::TripletSquared:
    case Kind::Quadruplet:
        return "√(D² + α)";
    case Kind::Triplet:
        return "D + α";
    default:
        return "β + α";
    }
}

/// Points of a curve where its name may stand: not along the axis, where all of them run together.
std::vector<QPointF> nameable(const QPolygonF& curve, const QRect& inner, bool fromRight)
{
    std::vector<QPointF> points;
    const double air = Theme::instance().px(14);
    for (qsizetype i = 0; i < curve.size(); i += 6)
        if (curve[i].y() > inner.top() + air && curve[i].y() < inner.bottom() - air)
            points.push_back(curve[i]);
    if (fromRight)
        std::ranges::reverse(points);
    return points;
}

} // namespace

QPolygonF LossShapesView::curve(Kind kind, bool positive) const
{
    // A clipped line leaves the plot as it should; further out numbers mean nothing to a painter.
    const double reach = 2 * m_plot->yAxis->range().upper;
    QPolygonF line;
    for (int i = 0; i <= curvePoints; ++i) {
        const double distance = 2. * i / curvePoints;
        const double value = positive ? positiveAt(kind, distance) : negativeAt(kind, distance);
        if (std::isfinite(value))
            line << QPointF(m_plot->xAxis->coordToPixel(distance),
                m_plot->yAxis->coordToPixel(std::min(value, reach)));
    }
    return line;
}

void LossShapesView::paintOthers(QPainter& painter)
{
    if (!m_measured)
        return;
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    painter.setRenderHint(QPainter::Antialiasing);
    for (const Kind kind : kinds()) {
        if (kind == m_loss.kind)
            continue;
        for (const bool positive : {true, false}) {
            painter.setPen(QPen(blended(positive ? p.groundTruth : p.selected, p.panel, faint),
                theme.px(1.2), styleOf(kind)));
            painter.drawPolyline(curve(kind, positive));
        }
    }
}

void LossShapesView::paintInForce(QPainter& painter)
{
    if (!m_measured)
        return;
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(p.groundTruth, theme.px(2.6)));
    painter.drawPolyline(curve(m_loss.kind, true));
    painter.setPen(QPen(p.selected, theme.px(2.6)));
    painter.drawPolyline(curve(m_loss.kind, false));
}

/// The batch's pairs: the more of them in a bin, the stronger its stroke.
void LossShapesView::paintRug(QPainter& painter)
{
    if (!m_measured)
        return;
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRect inner = m_plot->inner();
    const double height = theme.px(rugHeight);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const auto draw = [&](const DistanceHistogram& pairs, double top, const QColor& colour) {
        const double most = *std::ranges::max_element(pairs.mass);
        for (size_t i = 0; i < pairs.mass.size(); ++i) {
            if (pairs.mass[i] <= 0)
                continue;
            const double left
                = m_plot->xAxis->coordToPixel(double(i) * DistanceHistogram::binWidth);
            const double right
                = m_plot->xAxis->coordToPixel(double(i + 1) * DistanceHistogram::binWidth);
            // By the root, so that a single pair is seen beside hundreds.
            painter.fillRect(QRectF(left, top, std::max(1., right - left - 1), height),
                blended(colour, p.panel, 0.2 + 0.8 * std::sqrt(pairs.mass[i] / most)));
        }
    };
    draw(m_distances.positives, inner.top(), p.groundTruth);
    draw(m_distances.negatives, inner.bottom() - height, p.selected);
}

std::vector<CurveLabel> LossShapesView::labels() const
{
    if (!m_measured)
        return {};
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRect inner = m_plot->inner();
    std::vector<CurveLabel> labels;
    const auto atLine = [&](const LineHandle& line, const QString& name, const QColor& colour) {
        if (!line.isOffered())
            return;
        const double x = line.pixel(), step = theme.px(15);
        CurveLabel label {
            .text = name + QString(" %1").arg(line.value(), 0, 'f', 2), .colour = colour};
        for (double y = inner.top() + theme.px(rugHeight) + 2; y < inner.center().y(); y += step)
            label.beside.emplace_back(x, y);
        labels.push_back(std::move(label));
    };
    atLine(*m_cutoffLine, "cutoff", p.suppressedText);
    atLine(*m_betaLine, "β", p.focusText);
    atLine(*m_marginLine, reachName(m_loss.kind), p.selectedText);
    const auto add = [&](const QString& text, const QColor& colour, const QPen& pen,
                         const QPolygonF& line, bool fromRight) {
        if (!line.isEmpty())
            labels.push_back({.text = text,
                .colour = colour,
                .line = pen,
                .beside = nameable(line, inner, fromRight)});
    };
    add("positives", p.groundTruthText, QPen(p.groundTruth, theme.px(2.6)),
        curve(m_loss.kind, true), true);
    add("negatives", p.selectedText, QPen(p.selected, theme.px(2.6)), curve(m_loss.kind, false),
        false);
    for (const Kind kind : kinds())
        if (kind != m_loss.kind)
            add(nameOf(kind), p.muted, QPen(p.muted, theme.px(1.2), styleOf(kind)),
                curve(kind, false), false);
    return labels;
}

std::vector<std::optional<QRect>> LossShapesView::labelPlaces() const
{
    if (!m_measured)
        return {};
    const Theme& theme = Theme::instance();
    // The rug is not written over.
    const int rug = theme.px(rugHeight) + 1;
    const QRect room = m_plot->inner().adjusted(0, rug, 0, -rug);
    FreePlaces places(room);
    for (const LineHandle* line : {m_cutoffLine, m_betaLine, m_marginLine})
        if (line->isOffered())
            places.take(QRect(int(line->pixel()) - 1, room.top(), 3, room.height()));
    std::vector<QPointF> obstacles;
    for (const Kind kind : kinds())
        for (const bool positive : {true, false})
            for (const QPointF& point : curve(kind, positive))
                obstacles.push_back(point);
    return placeCurveLabels(places, room, QFontMetrics(theme.smallFont()), labels(), obstacles);
}

void LossShapesView::paintWords(QPainter& painter)
{
    painter.setFont(Theme::instance().smallFont());
    painter.setRenderHint(QPainter::Antialiasing, false);
    drawCurveLabels(painter, labels(), labelPlaces());
}

QString LossShapesView::toolTipAt(QPoint place) const
{
    if (!m_measured || !m_plot->inner().contains(place))
        return {};
    const double distance = std::clamp(m_plot->xAxis->pixelToCoord(place.x()), 0., 2.);
    const size_t bin = DistanceHistogram::binOf(distance);
    QString text = QString("distance %1: %2 positive and %3 negative pairs")
                       .arg(distance, 0, 'f', 2)
                       .arg(m_distances.positives.mass[bin])
                       .arg(m_distances.negatives.mass[bin]);
    for (const Kind kind : kinds()) {
        EmbeddingLossConfig loss = m_loss;
        loss.kind = kind;
        const LossAtDistance p = positiveLoss(loss, distance, negativeDistance(), m_beta);
        const LossAtDistance n = negativeLoss(loss, distance, positiveDistance(), m_beta);
        if (std::isfinite(p.loss))
            text += QString("\n%1: positive %2 (pulled by %3), negative %4 (pushed by %5)")
                        .arg(nameOf(kind))
                        .arg(p.loss, 0, 'f', 3)
                        .arg(p.slope, 0, 'f', 2)
                        .arg(n.loss, 0, 'f', 3)
                        .arg(-n.slope, 0, 'f', 2);
    }
    return text
        + QString("\nTriplets: negatives against a positive at %1, positives against a negative "
                  "at %2")
              .arg(positiveDistance(), 0, 'f', 2)
              .arg(negativeDistance(), 0, 'f', 2);
}

} // namespace hardlens
