// What an EmbeddingCurvesView draws over its graphs.

#include "widgets/embedding/collapse_band.h"
#include "widgets/embedding/embedding_curves_view.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/time_plot.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hardlens {

namespace {

constexpr double markerGap = 72, markerSize = 7; // pixels
constexpr double tint = 0.2;

/// Of the recall at the first, second, … K.
struct RecallLook
{
    Qt::PenStyle style;
    Marker marker;
};
constexpr std::array<RecallLook, 5> recallLooks {{{Qt::SolidLine, Marker::Circle},
    {Qt::DashLine, Marker::Square}, {Qt::DashDotLine, Marker::Triangle},
    {Qt::DashDotDotLine, Marker::TriangleDown}, {Qt::DotLine, Marker::Diamond}}};

const RecallLook& recallLook(size_t k)
{
    return recallLooks[std::min(k, recallLooks.size() - 1)];
}

} // namespace

const Evaluation* EmbeddingCurvesView::lastRetrieval() const
{
    return m_evaluations.empty() ? nullptr : m_evaluations.back().get();
}

QString EmbeddingCurvesView::warning() const
{
    return m_band->text();
}

void EmbeddingCurvesView::paintCollapse(QPainter& painter)
{
    if (!m_collapse)
        return;
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QRectF area(m_plot->inner());
    area.setLeft(m_plot->xAxis->coordToPixel(double(m_collapse->since)));
    area.setRight(m_plot->xAxis->coordToPixel(m_end));
    painter.fillRect(area, blended(p.lost, p.panel, tint));
    painter.setPen(QPen(p.lost, theme.px(1)));
    painter.drawLine(area.topLeft(), area.bottomLeft());
}

/// From the lowest β of the batch to the highest.
void EmbeddingCurvesView::paintBand(QPainter& painter)
{
    if (m_topic != EmbeddingTopicKind::Distances)
        return;
    const Palette& p = Theme::instance().palette();
    const QCPRange range = m_plot->xAxis->range();
    QPolygonF band;
    const auto add = [&](const DecimatedCurve& curve, bool backwards) {
        auto points = curve.points(range.lower, range.upper, m_plot->inner().width());
        if (backwards)
            std::ranges::reverse(points);
        for (const CurvePoint& point : points)
            if (!std::isnan(point.y))
                band << QPointF(
                    m_plot->xAxis->coordToPixel(point.x), m_plot->yAxis->coordToPixel(point.y));
    };
    add(m_betaLow, false);
    add(m_betaHigh, true);
    painter.setPen(Qt::NoPen);
    painter.setBrush(blended(p.focus, p.panel, tint));
    painter.drawPolygon(band);
    painter.setBrush(Qt::NoBrush);
}

void EmbeddingCurvesView::paintMarkers(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const EmbeddingTopic& topic = topicOf(m_topic);
    const QRect inner = m_plot->inner();
    for (size_t c = 0; c < topic.curves.size() && topic.curves.size() > 1; ++c) {
        const EmbeddingCurve& curve = topic.curves[c];
        // Not one above the other where curves run together.
        const double gap = theme.px(markerGap);
        for (double x = inner.left() + gap * (0.3 + 0.3 * double(c)); x < inner.right(); x += gap)
            if (const auto at
                = m_curves[firstCurveOf(m_topic) + c].nearest(m_plot->xAxis->pixelToCoord(x)))
                drawMarker(painter, curve.marker,
                    {m_plot->xAxis->coordToPixel(at->x), m_plot->yAxis->coordToPixel(at->y)},
                    theme.px(markerSize), theme.palette().*curve.line);
    }
}

void EmbeddingCurvesView::paintFloors(QPainter& painter)
{
    const Evaluation* last = lastRetrieval();
    if (m_topic != EmbeddingTopicKind::Retrieval || !last)
        return;
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const auto draw = [&](double value, Qt::PenStyle style) {
        if (std::isnan(value))
            return;
        const double y = std::round(m_plot->yAxis->coordToPixel(value)) + 0.5;
        painter.setPen(QPen(p.muted, theme.px(1.2), style));
        painter.drawLine(
            QPointF(m_plot->inner().left(), y), QPointF(m_plot->inner().right() + 1, y));
    };
    draw(last->retrieval->rawPixels, Qt::DotLine);
    draw(last->retrieval->untrained, Qt::DashLine);
}

void EmbeddingCurvesView::paintRecall(QPainter& painter)
{
    const Evaluation* last = lastRetrieval();
    if (m_topic != EmbeddingTopicKind::Retrieval || !last)
        return;
    const Theme& theme = Theme::instance();
    painter.setRenderHint(QPainter::Antialiasing);
    for (size_t k = 0; k < last->retrieval->ks.size(); ++k) {
        QPolygonF line;
        for (const auto& e : m_evaluations)
            if (k < e->retrieval->recall.size())
                line << QPointF(m_plot->xAxis->coordToPixel(double(e->step)),
                    m_plot->yAxis->coordToPixel(e->retrieval->recall[k]));
        painter.setPen(QPen(
            theme.palette().focus, theme.px(k == 0 ? 2 : 1.4), recallLook(k).style, Qt::FlatCap));
        painter.drawPolyline(line);
        for (const QPointF& point : line)
            drawMarker(
                painter, recallLook(k).marker, point, theme.px(markerSize), theme.palette().focus);
    }
}

std::vector<EndLabel> EmbeddingCurvesView::recallLabels() const
{
    const Evaluation* last = lastRetrieval();
    if (!last)
        return {};
    const Palette& p = Theme::instance().palette();
    const RetrievalEvaluation& r = *last->retrieval;
    std::vector<EndLabel> labels;
    const auto add
        = [&](const QString& name, double value, const QColor& colour, Marker marker, bool bold) {
              if (!std::isnan(value))
                  labels.push_back({.name = name,
                      .value = QString::number(value, 'f', 3),
                      .colour = colour,
                      .marker = marker,
                      .markerColour = p.focus,
                      .y = m_plot->yAxis->coordToPixel(value),
                      .bold = bold});
          };
    for (size_t k = 0; k < r.ks.size(); ++k)
        add(QString("R@%1").arg(r.ks[k]), r.recall[k], p.focusText, recallLook(k).marker, k == 0);
    add("untrained", r.untrained, p.muted, Marker::None, false);
    add("raw pixels", r.rawPixels, p.muted, Marker::None, false);
    return labels;
}

std::vector<EndLabel> EmbeddingCurvesView::endLabels() const
{
    if (m_topic == EmbeddingTopicKind::Retrieval)
        return recallLabels();
    const Palette& p = Theme::instance().palette();
    const EmbeddingTopic& topic = topicOf(m_topic);
    std::vector<EndLabel> labels;
    for (size_t c = 0; c < topic.curves.size(); ++c) {
        const EmbeddingCurve& curve = topic.curves[c];
        const auto last
            = m_curves[firstCurveOf(m_topic) + c].lastBefore(m_plot->xAxis->range().upper);
        if (last)
            labels.push_back({.name = curve.name,
                .value = QString::number(last->y, 'f', topic.decimals),
                .colour = p.*curve.words,
                .marker = topic.curves.size() > 1 ? curve.marker : Marker::None,
                .markerColour = p.*curve.line,
                .y = m_plot->yAxis->coordToPixel(last->y)});
    }
    return labels;
}

void EmbeddingCurvesView::paintNames(QPainter& painter)
{
    const QRect inner = m_plot->inner();
    const int gap = Theme::instance().px(6);
    drawEndLabels(painter,
        QRect(inner.right() + gap, inner.top(), m_plot->width() - inner.right() - gap,
            inner.height()),
        endLabels());
}

QString EmbeddingCurvesView::recallToolTip(double step) const
{
    const Evaluation& e = **std::ranges::min_element(m_evaluations, {},
        [step](const auto& evaluation) { return std::abs(double(evaluation->step) - step); });
    const RetrievalEvaluation& r = *e.retrieval;
    QString text = QString("after step %1: %2 queries of %3 test classes")
                       .arg(e.step)
                       .arg(r.queries)
                       .arg(r.classes);
    for (size_t k = 0; k < r.ks.size(); ++k)
        text += QString("\nR@%1 %2").arg(r.ks[k]).arg(r.recall[k], 0, 'f', 3);
    const auto add = [&text](const char* name, double value) {
        if (!std::isnan(value))
            text += QString("\n%1 %2").arg(name).arg(value, 0, 'f', 3);
    };
    add("MAP@R", r.mapAtR);
    add("NMI", r.nmi);
    add("F1", r.f1);
    add("accuracy over pairs", r.verification);
    add("untrained network", r.untrained);
    add("raw pixels", r.rawPixels);
    return text;
}

QString EmbeddingCurvesView::toolTipAt(QPoint place) const
{
    if (!m_plot->inner().contains(place))
        return {};
    const QString mark = timeMarksAt(
        m_marks.marks(), [this](auto& m) { return xOf(m); }, place.x());
    if (!mark.isEmpty())
        return mark;
    const double x = m_plot->xAxis->pixelToCoord(place.x());
    if (m_topic == EmbeddingTopicKind::Retrieval)
        return m_evaluations.empty() ? QString() : recallToolTip(x);
    const EmbeddingTopic& topic = topicOf(m_topic);
    QString text;
    for (size_t c = 0; c < topic.curves.size(); ++c)
        if (const auto at = m_curves[firstCurveOf(m_topic) + c].nearest(x)) {
            if (text.isEmpty())
                text = QString("step %1").arg(at->x);
            text += QString("\n%1 %2").arg(topic.curves[c].name).arg(at->y, 0, 'f', 3);
        }
    return text;
}

} // namespace hardlens
