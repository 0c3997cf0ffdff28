#pragma once

#include <QPixmap>
#include <QPointF>
#include <QRect>
#include <QString>

class QPainter;

namespace hardlens {

/// Where a card of this size stands beside a point of a room: at its lower right, or where that
/// would leave the room on another side; never outside, if the room is large enough.
QRect placeCard(const QRect& room, QPointF point, QSize size);

/// A picture with lines about it, the first one bold, beside a point. A null picture leaves a grey
/// square; lines too long for the room end in an ellipsis.
void paintItemCard(QPainter& painter, const QRect& room, QPointF point, const QPixmap& picture,
    int side, const QString& text);

} // namespace hardlens
