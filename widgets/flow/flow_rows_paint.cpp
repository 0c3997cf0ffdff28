// What FlowRows draws.

#include "widgets/flow/flow_rows.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace hardlens {

namespace {

QString timeText(const FlowTime& time)
{
    return fixedNumber(time.milliseconds, 1) + QStringLiteral(" ms");
}

QColor countColour(const FlowStage& stage)
{
    const Palette& p = Theme::instance().palette();
    if (!stage.used)
        return p.muted;
    switch (stage.role) {
    case FlowStage::Role::Suppressed:
        return p.suppressedText;
    case FlowStage::Role::Chosen:
        return p.selectedText;
    case FlowStage::Role::Plain:
    case FlowStage::Role::ReadOnly:
        break;
    }
    return p.text;
}

void paintArrow(QPainter& painter, const QRectF& from, const QRectF& to)
{
    const Theme& theme = Theme::instance();
    const double y = from.center().y(), half = theme.px(3);
    const double left = from.right() + theme.px(3), right = to.left() - theme.px(2);
    painter.setPen(QPen(theme.palette().muted, theme.scale() * 1.2));
    painter.drawLine(QPointF(left, y), QPointF(right - half, y));
    QPainterPath head;
    head.addPolygon(
        QPolygonF({{right, y}, {right - half * 1.4, y - half}, {right - half * 1.4, y + half}}));
    painter.fillPath(head, theme.palette().muted);
}

} // namespace

void FlowRows::paintTitle(QPainter& painter, StepForm form, double top) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const auto& shown = row(form);
    QFont bold = theme.smallFont();
    bold.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(theme.smallFont());
    const QRectF line(0, top, width(), metrics.height());
    painter.setFont(bold);
    painter.setPen(shown ? p.text : p.muted);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, formLetter(form));
    const double indent = QFontMetricsF(bold).horizontalAdvance('B') + theme.px(8);
    const QString total = shown
        ? QStringLiteral("%1 ms · peak %2").arg(fixedNumber(shown->milliseconds, 1), shown->bytes)
        : QString();
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, total);
    const double taken = QFontMetricsF(bold).horizontalAdvance(total) + theme.px(12);
    painter.setFont(theme.smallFont());
    painter.setPen(p.muted);
    const QRectF words = line.adjusted(indent, 0, -taken, 0);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(formText(form), Qt::ElideRight, words.width()));
}

void FlowRows::paintStage(QPainter& painter, const FlowStage& stage, const QRectF& box) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPen border(stage.role == FlowStage::Role::ReadOnly ? p.muted : p.line, theme.scale());
    if (stage.role == FlowStage::Role::ReadOnly)
        border.setDashPattern({4, 3});
    painter.setPen(border);
    painter.setBrush(stage.used ? p.raised : p.panel);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), theme.px(5), theme.px(5));
    const double pad = theme.px(boxPadding);
    const QRectF words = box.adjusted(pad, theme.px(3), -pad, -theme.px(3));
    painter.setFont(theme.smallFont());
    painter.setPen(p.muted);
    painter.drawText(words, Qt::AlignLeft | Qt::AlignTop,
        QFontMetricsF(painter.font()).elidedText(stage.name, Qt::ElideRight, words.width()));
    painter.setFont(countFont());
    painter.setPen(countColour(stage));
    painter.drawText(words, Qt::AlignRight | Qt::AlignBottom,
        QFontMetricsF(painter.font()).elidedText(stage.count, Qt::ElideRight, words.width()));
}

void FlowRows::paintTime(QPainter& painter, const FlowTime& time, const Boxes& boxes) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const QRectF track = extentOf(time, boxes);
    painter.setPen(Qt::NoPen);
    painter.setBrush(p.grid);
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    if (time.milliseconds > 0) {
        QRectF bar = track;
        bar.setWidth(std::clamp(time.milliseconds * pixelsPerMs(), track.height(), track.width()));
        painter.setBrush(p.focus);
        painter.drawRoundedRect(bar, track.height() / 2, track.height() / 2);
    }
    painter.setFont(theme.smallFont());
    const QFontMetricsF metrics(theme.smallFont());
    const QRectF words(track.left(), track.bottom() + theme.px(2), track.width(), metrics.height());
    painter.setPen(p.text);
    painter.drawText(words, Qt::AlignRight | Qt::AlignVCenter, timeText(time));
    const QString share = QStringLiteral("%1 %").arg(time.share * 100, 0, 'f', 0);
    const double both = metrics.horizontalAdvance(QStringLiteral("100 %"))
        + metrics.horizontalAdvance(QStringLiteral("0000.0 ms")) + theme.px(8);
    painter.setPen(p.muted);
    if (both <= words.width())
        painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, share);
}

void FlowRows::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool none = !m_rows[0] && !m_rows[1];
    painter.setPen(theme.palette().muted);
    painter.setFont(theme.font());
    if (none) {
        painter.drawText(
            rect(), Qt::AlignCenter, QStringLiteral("No step yet. Press Space to start."));
        return;
    }
    const Measure m = measure();
    for (size_t place = 0; place < order.size(); ++place) {
        const double top = topOf(place);
        const auto& shown = row(order[place]);
        paintTitle(painter, order[place], top);
        if (!shown) {
            painter.setFont(theme.font());
            painter.setPen(theme.palette().muted);
            painter.drawText(QRectF(0, top + m.title, width(), m.box), Qt::AlignCenter,
                QStringLiteral("not seen yet: switch Implementation to %1")
                    .arg(formLetter(order[place])));
            continue;
        }
        const Boxes boxes = boxesAt(top);
        for (size_t i = 0; i < boxes.size(); ++i) {
            paintStage(painter, shown->stages[i], boxes[i]);
            if (i > 0)
                paintArrow(painter, boxes[i - 1], boxes[i]);
        }
        for (const FlowTime& time : shown->times)
            paintTime(painter, time, boxes);
    }
}

} // namespace hardlens
