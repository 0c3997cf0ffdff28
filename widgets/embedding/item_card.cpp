#include "widgets/embedding/item_card.h"

#include "widgets/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace hardlens {

namespace {

constexpr int padding = 8;
constexpr int away = 14; // from the point

} // namespace

QRect placeCard(const QRect& room, QPointF point, QSize size)
{
    const int gap = Theme::instance().px(away);
    QRect card(point.toPoint() + QPoint(gap, gap), size);
    if (card.right() > room.right())
        card.moveRight(point.toPoint().x() - gap);
    if (card.bottom() > room.bottom())
        card.moveBottom(point.toPoint().y() - gap);
    card.moveLeft(std::clamp(
        card.left(), room.left(), std::max(room.left(), room.right() + 1 - card.width())));
    card.moveTop(std::clamp(
        card.top(), room.top(), std::max(room.top(), room.bottom() + 1 - card.height())));
    return card;
}

void paintItemCard(QPainter& painter, const QRect& room, QPointF point, const QPixmap& picture,
    int side, const QString& text)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QFont bold = theme.smallFont();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(bold);
    const QStringList lines = text.split('\n');
    const int pad = theme.px(padding);
    int width = 0;
    for (const QString& line : lines)
        width = std::max(width, metrics.horizontalAdvance(line) + 1); // it is rounded down
    width = std::min(width, std::max(0, room.width() - side - 3 * pad));
    const int height = std::max(side, int(lines.size()) * metrics.height());
    const QRect card = placeCard(room, point, {side + width + 3 * pad, height + 2 * pad});
    painter.setPen(QPen(p.line, theme.px(1)));
    painter.setBrush(p.raised);
    painter.drawRoundedRect(QRectF(card).adjusted(.5, .5, -.5, -.5), theme.px(5), theme.px(5));
    const QRect frame(card.topLeft() + QPoint(pad, pad), QSize(side, side));
    if (picture.isNull())
        painter.fillRect(frame, p.line);
    else
        painter.drawPixmap(frame, picture);
    QRect line(frame.right() + 1 + pad, card.top() + pad, width, metrics.height());
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.setFont(i == 0 ? bold : theme.smallFont());
        painter.setPen(i == 0 ? p.text : p.muted);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(lines[i], Qt::ElideRight, width));
        line.translate(0, metrics.height());
    }
}

} // namespace hardlens
