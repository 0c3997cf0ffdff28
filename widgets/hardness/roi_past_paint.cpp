// What a RoiPastView draws.

#include "widgets/hardness/roi_past_view.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/time_plot.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QPainterPath>
#include <QPixmap>

#include <array>
#include <cmath>
#include <map>

namespace hardlens {

namespace {

constexpr double pointSize = 7;
constexpr double crowdedSize = 4;
constexpr size_t crowd = 300;       // moments; from here on points are smaller
constexpr double barsShare = 0.6;   // of the line from point to point
constexpr size_t mostShapes = 1000; // more are stamped, not drawn

/// From the bottom: what was learned from lies on top.
constexpr std::array drawnKinds {
    OverlayKind::BelowCut, OverlayKind::Suppressed, OverlayKind::Selected};

double sizeOf(OverlayKind kind, bool crowded = false)
{
    const double size = crowded ? crowdedSize : pointSize;
    return size * (kind == OverlayKind::BelowCut ? 0.7 : 1) * Theme::instance().scale();
}

QPixmap stampOf(OverlayKind kind, double ratio)
{
    const int side = Theme::instance().px(pointSize * 1.6);
    QPixmap stamp(QSize(side, side) * ratio);
    stamp.setDevicePixelRatio(ratio);
    stamp.fill(Qt::transparent);
    QPainter painter(&stamp);
    drawOverlayPoint(painter, kind, {side / 2.0, side / 2.0}, sizeOf(kind, true));
    return stamp;
}

} // namespace

double RoiPastView::pixelOf(int64_t step) const
{
    return m_plot->xAxis->coordToPixel(double(step));
}

double RoiPastView::pixelOfLoss(float loss) const
{
    return m_plot->yAxis->coordToPixel(std::isfinite(loss) ? double(loss) : 0);
}

/// A level around each step, halfway to its neighbours; no line where a picture had no cut.
void RoiPastView::paintCut(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    QPainterPath path;
    bool drawing = false;
    for (size_t i = 0; i < m_past.size(); ++i) {
        if (!m_past[i].cut) {
            drawing = false;
            continue;
        }
        const double x = pixelOf(m_past[i].step);
        const double left = i > 0 ? (x + pixelOf(m_past[i - 1].step)) / 2 : x - theme.px(8);
        const double right
            = i + 1 < m_past.size() ? (x + pixelOf(m_past[i + 1].step)) / 2 : x + theme.px(8);
        const double y = std::round(pixelOfLoss(*m_past[i].cut)) + 0.5;
        if (drawing)
            path.lineTo(left, y);
        else
            path.moveTo(left, y);
        path.lineTo(right, y);
        drawing = true;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    QPen pen(theme.palette().muted, theme.px(1));
    pen.setDashPattern({3, 3});
    painter.strokePath(path, pen);
}

void RoiPastView::paintPoints(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRectF inner(m_plot->inner());
    QPainterPath line;
    bool drawing = false;
    for (const RoiMoment& m : m_past) {
        const QPointF at(pixelOf(m.step), pixelOfLoss(m.loss));
        if (std::isfinite(m.loss) && drawing)
            line.lineTo(at);
        else
            line.moveTo(at);
        drawing = std::isfinite(m.loss);
    }
    painter.save();
    painter.setClipRect(inner);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(line, QPen(blended(p.bars, p.panel, barsShare), theme.px(1)));
    painter.restore();
    const bool stamped = m_past.size() > mostShapes;
    const double reach = theme.px(pointSize); // a point on an edge is seen whole
    const QRectF seen = inner.adjusted(-1, -reach, 1, reach);
    for (const OverlayKind kind : drawnKinds) {
        const QPixmap stamp
            = stamped ? stampOf(kind, painter.device()->devicePixelRatioF()) : QPixmap();
        const QPointF half
            = QPointF(stamp.deviceIndependentSize().width(), stamp.deviceIndependentSize().height())
            / 2;
        for (const RoiMoment& m : m_past) {
            const QPointF at(pixelOf(m.step), pixelOfLoss(m.loss));
            if (overlayKindOf(m.fate) != kind || !seen.contains(at))
                continue;
            if (stamped)
                painter.drawPixmap(at - half, stamp);
            else
                drawOverlayPoint(painter, kind, at, sizeOf(kind, m_past.size() > crowd));
        }
    }
}

/// How often it met which fate; and what the dashed line is.
void RoiPastView::paintKey(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    std::map<Fate, int> counts;
    bool hasCut = false;
    for (const RoiMoment& m : m_past) {
        ++counts[m.fate];
        hasCut = hasCut || m.cut;
    }
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(painter.font());
    const QRect inner = m_plot->inner();
    const int left = inner.right() + theme.px(14), mark = theme.px(16);
    const int height = metrics.height() + theme.px(2);
    QRect row(left, inner.top(), m_plot->width() - left, height);
    const auto next = [&] { row.translate(0, height); };
    for (const auto& [fate, count] : counts) {
        const OverlayKind kind = overlayKindOf(fate);
        drawOverlayPoint(painter, kind, {left + mark / 3.0, row.center().y() + 0.5}, sizeOf(kind));
        const QString number = groupedCount(count);
        painter.setPen(p.text);
        painter.drawText(row, Qt::AlignRight | Qt::AlignVCenter, number);
        const QRect words
            = row.adjusted(mark, 0, -metrics.horizontalAdvance(number) - theme.px(4), 0);
        painter.setPen(overlayTextColour(kind));
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(fateName(fate), Qt::ElideRight, words.width()));
        next();
    }
    if (!hasCut)
        return;
    QPen pen(p.muted, theme.px(1));
    pen.setDashPattern({3, 3});
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(pen);
    const double y = row.center().y() + 0.5;
    painter.drawLine(QPointF(left, y), QPointF(left + mark - theme.px(4), y));
    painter.setPen(p.muted);
    painter.drawText(
        row.adjusted(mark, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, "cut of its picture");
}

} // namespace hardlens
