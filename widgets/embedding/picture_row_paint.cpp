// What a PictureRow draws.

#include "widgets/embedding/picture_row.h"
#include "widgets/notes/note_crops.h"
#include "widgets/roi/loss_tags.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int barHeight = 3;

} // namespace

void PictureRow::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setFont(Theme::instance().smallFont());
    const int reach = tileMargin();
    for (int i = 0; i < int(m_tiles.size()); ++i) {
        const QRect place = placeOf(i).adjusted(-reach, 0, reach, 0);
        if (place.left() > viewport()->width())
            break;
        // A heading reaches beyond its first picture.
        if (place.right() >= 0 || endOfHeading(i) >= 0)
            paintTileAt(painter, i);
    }
}

int PictureRow::endOfHeading(int tile) const
{
    if (m_tiles[size_t(tile)].heading.isEmpty())
        return -1;
    for (size_t i = size_t(tile) + 1; i < m_tiles.size(); ++i)
        if (!m_tiles[i].heading.isEmpty())
            return placeOf(int(i)).left() - tileMargin();
    return viewport()->width();
}

void PictureRow::paintTileAt(QPainter& painter, int tile)
{
    const RowTile& shown = m_tiles[size_t(tile)];
    const QRect place = placeOf(tile);
    if (place.right() + tileMargin() >= 0) {
        TileLook look = shown.look;
        look.hovered = shown.item == m_hovered;
        const int side = int(std::lround(place.width() * devicePixelRatioF()));
        paintTile(
            painter, place, m_crops.crop(shown.picture, wholePicture(shown.picture), side), look);
        if (shown.times > 1) {
            const QString times = QString("×%1").arg(shown.times);
            const QSizeF tag = tagSize(times);
            drawTag(painter, {QPointF(place.left(), place.bottom() + 1 - tag.height()), tag}, times,
                Theme::instance().palette().selected);
        }
    }
    paintWords(painter, tile, place);
}

void PictureRow::paintWords(QPainter& painter, int tile, const QRect& place)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const RowTile& shown = m_tiles[size_t(tile)];
    const QFontMetrics metrics(painter.font());
    if (const int end = endOfHeading(tile); end > 0) {
        const int left = std::max(tileMargin(), place.left());
        const QRect room(left, 0, end - left, metrics.height());
        painter.setPen(p.muted);
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(shown.heading, Qt::ElideRight, room.width()));
    }
    int y = place.bottom() + tileMargin();
    if (shown.weight >= 0) {
        QRectF bar(place.left(), y, place.width(), theme.px(barHeight));
        painter.fillRect(bar, p.grid);
        bar.setWidth(bar.width() * shown.weight);
        painter.fillRect(bar, shown.look.role == TileRole::Drawn ? p.selected : p.bars);
    }
    y += barRoom();
    const QRect line(
        place.left() - tileMargin(), y, place.width() + 2 * tileMargin(), metrics.height());
    painter.setPen(shown.look.pale ? p.muted : p.text);
    painter.drawText(line, Qt::AlignHCenter | Qt::AlignVCenter,
        metrics.elidedText(shown.caption, Qt::ElideRight, line.width()));
    if (!showsSecond())
        return;
    painter.setPen(p.muted);
    painter.drawText(line.translated(0, metrics.height()), Qt::AlignHCenter | Qt::AlignVCenter,
        metrics.elidedText(shown.second, Qt::ElideRight, line.width()));
}

} // namespace hardlens
