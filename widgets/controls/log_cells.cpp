#include "widgets/controls/log_cells.h"

#include "widgets/controls/log_model.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int padding = 6;
constexpr int glyphRoom = 16;
constexpr int glyphSize = 8;
constexpr double selectedTint = 0.22;

void paintKind(QPainter& painter, const QRect& cell, LogKind kind)
{
    const Theme& theme = Theme::instance();
    const LogKindLook look = logKindLook(kind);
    drawMarker(painter, look.glyph,
        {cell.left() + theme.px(glyphSize) / 2.0, cell.top() + cell.height() / 2.0},
        theme.px(glyphSize), look.colour);
    painter.setPen(look.text);
    painter.drawText(cell.adjusted(theme.px(glyphRoom), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
        QString::fromLatin1(logKindName(kind)));
}

void paintText(QPainter& painter, QRect cell, const LogLine& line)
{
    const Theme& theme = Theme::instance();
    if (line.count > 1) {
        const QString often = QString("%1 times").arg(line.count);
        painter.setPen(theme.palette().muted);
        painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, often);
        cell.adjust(
            0, 0, -painter.fontMetrics().horizontalAdvance(often) - theme.px(2 * padding), 0);
    }
    const bool calm = line.kind == LogKind::Note || line.kind == LogKind::Control;
    painter.setPen(line.kind == LogKind::Error ? theme.palette().lostText
            : calm || line.kind == LogKind::Warning || line.kind == LogKind::Refused
            ? theme.palette().text
            : theme.palette().muted);
    // A line end would paint over the neighbours.
    const QString text = QString::fromStdString(line.text).replace('\n', ' ');
    painter.drawText(cell, Qt::AlignLeft | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(text, Qt::ElideRight, cell.width()));
}

} // namespace

LogKindLook logKindLook(LogKind kind)
{
    const Palette& p = Theme::instance().palette();
    switch (kind) {
    case LogKind::Remark:
        return {Marker::Bar, p.belowCut, p.belowCutText};
    case LogKind::Note:
        return {Marker::Circle, p.belowCut, p.muted};
    case LogKind::Control:
        return {Marker::Diamond, p.suppressed, p.suppressedText};
    case LogKind::Refused:
        return {Marker::Cross, p.lost, p.lostText};
    case LogKind::Warning:
        return {Marker::Triangle, p.lost, p.lostText};
    case LogKind::Error:
        break;
    }
    return {Marker::Square, p.lost, p.lostText};
}

int LogCells::widthOf(int column)
{
    const Theme& theme = Theme::instance();
    const QFontMetrics metrics(theme.smallFont());
    switch (column) {
    case LogModel::Time:
        return metrics.horizontalAdvance("00:00:00") + theme.px(2 * padding);
    case LogModel::Step:
        return metrics.horizontalAdvance("step 000000") + theme.px(2 * padding);
    case LogModel::Kind:
        return metrics.horizontalAdvance("warning") + theme.px(glyphRoom + 2 * padding);
    default:
        return 0;
    }
}

int LogCells::rowHeight()
{
    return QFontMetrics(Theme::instance().smallFont()).height() + Theme::instance().px(5);
}

void LogCells::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const LogLine& line = static_cast<const LogModel*>(index.model())->line(index.row());
    painter->save();
    painter->setFont(theme.smallFont());
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, blended(p.focus, p.panel, selectedTint));
    const QRect cell = option.rect.adjusted(theme.px(padding), 0, -theme.px(padding), 0);
    switch (index.column()) {
    case LogModel::Kind:
        paintKind(*painter, cell, line.kind);
        break;
    case LogModel::Text:
        paintText(*painter, cell, line);
        break;
    default:
        painter->setPen(p.muted);
        painter->drawText(
            cell, Qt::AlignRight | Qt::AlignVCenter, index.data(Qt::DisplayRole).toString());
    }
    painter->restore();
}

} // namespace hardlens
