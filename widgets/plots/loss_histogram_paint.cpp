// What a LossHistogramView draws.

#include "widgets/plots/histogram_words.h"
#include "widgets/plots/loss_histogram_view.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/theme.h"

#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>

namespace hardlens {

namespace {

constexpr double fillShare = 0.15;

/// Words on a piece of panel, so that they are read over outlines too.
void drawWords(QPainter& painter, const QRect& place, const QString& text, const QColor& colour)
{
    painter.fillRect(place, Theme::instance().palette().panel);
    painter.setPen(colour);
    painter.drawText(place, Qt::AlignCenter, text);
}

} // namespace

void LossHistogramView::paintOutline(
    QPainter& painter, int32_t LossBin::*count, const QColor& colour, Qt::PenStyle style)
{
    const Theme& theme = Theme::instance();
    const double bottom = m_plot->yAxis->coordToPixel(countBase);
    QColor fill = colour;
    fill.setAlphaF(fillShare);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QPainterPath outline;
    double before = bottom;
    for (size_t i = 0; i < m_histogram.bins.size(); ++i) {
        const int32_t n = m_histogram.bins[i].*count;
        const double left
            = std::round(m_plot->xAxis->coordToPixel(double(i) * m_histogram.binWidth()));
        const double right
            = std::round(m_plot->xAxis->coordToPixel(double(i + 1) * m_histogram.binWidth()));
        const double y = n > 0 ? std::round(m_plot->yAxis->coordToPixel(n)) : bottom;
        if (n > 0)
            painter.fillRect(QRectF(left, y, right - left, bottom - y), fill);
        if (y != before || i == 0) {
            outline.moveTo(left, before);
            outline.lineTo(left, y);
        }
        // Along the axis there is nothing to outline.
        if (n > 0) {
            outline.moveTo(left, y);
            outline.lineTo(right, y);
        }
        before = y;
    }
    outline.moveTo(
        std::round(m_plot->xAxis->coordToPixel(m_plot->xAxis->range().upper)) - 1, before);
    outline.lineTo(outline.currentPosition().x(), bottom);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, theme.px(style == Qt::SolidLine ? 2 : 1.4), style, Qt::FlatCap));
    painter.drawPath(outline);
}

void LossHistogramView::paintOutlines(QPainter& painter)
{
    if (m_histogram.bins.empty())
        return;
    const Palette& p = Theme::instance().palette();
    paintOutline(painter, &LossBin::other, p.belowCut, Qt::DotLine);
    paintOutline(painter, &LossBin::suppressed, p.suppressed, Qt::DashLine);
    paintOutline(painter, &LossBin::selected, p.selected, Qt::SolidLine);
    // The bin that is not as wide as it looks is set apart.
    const double x = std::round(m_plot->xAxis->coordToPixel(m_histogram.upper)) + 0.5;
    painter.setPen(QPen(p.line, Theme::instance().px(1)));
    painter.drawLine(QPointF(x, m_plot->inner().top()), QPointF(x, m_plot->inner().bottom()));
}

double LossHistogramView::pixelOf(double loss) const
{
    // In the overflow bin the place within it says nothing: its middle.
    const double shown = loss < m_histogram.upper ? std::max(0.0, loss)
                                                  : m_histogram.upper + m_histogram.binWidth() / 2;
    return std::round(m_plot->xAxis->coordToPixel(shown)) + 0.5;
}

HistogramText LossHistogramView::words() const
{
    HistogramText text;
    text.key << "selected"
             << "suppressed" << (m_histogram.cuts.empty() ? "not drawn" : "below the cut");
    for (const LossCut& cut : m_histogram.cuts)
        if (cut.cut)
            text.cuts.push_back(
                {pixelOf(double(*cut.cut)), QString("cut %1").arg(double(*cut.cut), 0, 'f', 2)});
        else
            text.remarks << QString("no cut: NMS left %1 of %2").arg(cut.survivors).arg(cut.quota);
    if (m_picked && std::isfinite(*m_picked))
        text.picked = {pixelOf(*m_picked), QString("picked %1").arg(*m_picked, 0, 'f', 2)};
    return text;
}

HistogramPlaces LossHistogramView::places() const
{
    return placeHistogramWords(
        m_plot->inner(), QFontMetrics(Theme::instance().smallFont()), words());
}

void LossHistogramView::paintKey(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    struct Look
    {
        QColor line, text;
        Qt::PenStyle style;
    };
    const std::array<Look, 3> looks {{
        {p.selected, p.selectedText, Qt::SolidLine},
        {p.suppressed, p.suppressedText, Qt::DashLine},
        {p.belowCut, p.belowCutText, Qt::DotLine},
    }};
    painter.setFont(theme.smallFont());
    const HistogramText text = words();
    const HistogramPlaces places = this->places();
    for (size_t i = 0; i < places.key.size(); ++i) {
        const QRect& box = places.key[i];
        painter.fillRect(box.adjusted(-keyStroke(), 0, 0, 0), p.panel);
        painter.setPen(looks[i].text);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text.key[qsizetype(i)]);
        painter.setPen(QPen(looks[i].line, theme.px(2), looks[i].style, Qt::FlatCap));
        painter.drawLine(
            box.left() - keyStroke(), box.center().y(), box.left() - theme.px(6), box.center().y());
    }
}

void LossHistogramView::paintCuts(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const QColor colour = theme.palette().text;
    painter.setFont(theme.smallFont());
    const HistogramText text = words();
    const HistogramPlaces places = this->places();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(colour, theme.px(1.4), Qt::DashLine));
    for (size_t i = 0; i < places.cuts.size(); ++i)
        painter.drawLine(QPointF(text.cuts[i].x, places.cuts[i].top),
            QPointF(text.cuts[i].x, m_plot->inner().bottom()));
    for (size_t i = 0; i < places.cuts.size(); ++i)
        if (places.cuts[i].words)
            drawWords(painter, *places.cuts[i].words, text.cuts[i].text, colour);
    for (size_t i = 0; i < places.remarks.size(); ++i)
        if (places.remarks[i])
            drawWords(painter, *places.remarks[i], text.remarks[qsizetype(i)], colour);
}

void LossHistogramView::paintPicked(QPainter& painter)
{
    const HistogramText text = words();
    if (!text.picked || m_histogram.bins.empty())
        return;
    const Theme& theme = Theme::instance();
    const HistogramPlaces places = this->places();
    const QPointF top(text.picked->x, places.pickedTop);
    painter.setPen(QPen(theme.palette().focus, theme.px(2)));
    painter.drawLine(QPointF(top.x(), m_plot->inner().bottom()), top);
    drawMarker(painter, Marker::TriangleDown, top, theme.px(10), theme.palette().focus);
    painter.setFont(theme.smallFont());
    if (places.picked)
        drawWords(painter, *places.picked, text.picked->text, theme.palette().focusText);
}

} // namespace hardlens
