// What an EmbeddingMapCanvas draws.

#include "widgets/embedding/embedding_map_canvas.h"
#include "widgets/embedding/item_card.h"
#include "widgets/notes/note_crops.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr double probeSize = 5, batchSize = 9; // of markers
constexpr double probeShare = 0.55; // of their colour over the panel: the batch stands out
constexpr int pictureSide = 30;
constexpr double mostCovered = 0.3; // of the map by pictures, if none overlapped
constexpr int mostPictures = 200;   // NoteCrops keeps as many
constexpr int markSide = 9;         // of a class on a picture
constexpr int cardPicture = 64;

} // namespace

TileRole EmbeddingMapCanvas::roleOf(int item) const
{
    if (item < 0)
        return TileRole::Other;
    if (item == m_links.anchor)
        return TileRole::Anchor;
    if (std::ranges::find(m_links.positives, item) != m_links.positives.end())
        return TileRole::Positive;
    if (std::ranges::find(m_links.negatives, item) != m_links.negatives.end())
        return TileRole::Drawn;
    return TileRole::Other;
}

/// Points become pictures where those that are seen would cover little of the map.
void EmbeddingMapCanvas::choosePictures()
{
    const QRectF area(rect());
    const auto seen = std::ranges::count_if(m_scene.points,
        [&](const MapPoint& point) { return area.contains(m_sight.toWidget(point.at)); });
    const double side = Theme::instance().px(pictureSide);
    m_showsPictures = seen > 0 && seen <= mostPictures
        && double(seen) * side * side <= mostCovered * area.width() * area.height();
}

const PointStamp& EmbeddingMapCanvas::stampFor(const MapPoint& point, double pixelRatio)
{
    if (m_stampRatio != pixelRatio)
        m_stamps.clear();
    m_stampRatio = pixelRatio;
    const bool isBatch = point.item >= 0;
    const StampKey key {std::max(0, point.label) % classMarks, isBatch};
    auto found = m_stamps.find(key);
    if (found == m_stamps.end()) {
        const Theme& theme = Theme::instance();
        const ClassMark mark = classMark(key.look);
        const double size = (isBatch ? batchSize : probeSize) * theme.scale() * pixelRatio;
        found = m_stamps
                    .emplace(key,
                        PointStamp(mark.marker, size,
                            isBatch ? mark.colour
                                    : blended(mark.colour, theme.palette().panel, probeShare)))
                    .first;
    }
    return found->second;
}

void EmbeddingMapCanvas::drawLayer(double pixelRatio)
{
    m_layer = QImage(size() * pixelRatio, QImage::Format_ARGB32_Premultiplied);
    m_layer.fill(Qt::transparent);
    if (!m_showsPictures)
        for (const MapPoint& point : m_scene.points) {
            const QPointF at = m_sight.toWidget(point.at) * pixelRatio;
            if (std::abs(at.x()) < 1e6 && std::abs(at.y()) < 1e6)
                stampFor(point, pixelRatio).stamp(m_layer, int(at.x()), int(at.y()));
        }
    m_layer.setDevicePixelRatio(pixelRatio);
}

void EmbeddingMapCanvas::paintPictures(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const double side = theme.px(pictureSide);
    const int pixels = int(std::lround(side * devicePixelRatioF()));
    const QRectF area = QRectF(rect()).adjusted(-side, -side, side, side);
    for (const MapPoint& point : m_scene.points) {
        const QPointF at = m_sight.toWidget(point.at);
        if (!area.contains(at))
            continue;
        const QRectF place(at.x() - side / 2, at.y() - side / 2, side, side);
        paintTile(painter, place,
            m_crops->crop(*point.picture, wholePicture(*point.picture), pixels),
            {.role = roleOf(point.item)});
        const ClassMark mark = classMark(point.label);
        const double size = theme.px(markSide);
        const QPointF corner = place.bottomRight();
        drawMarker(painter, mark.marker, corner, size + theme.px(4), theme.palette().panel);
        drawMarker(painter, mark.marker, corner, size, mark.colour);
    }
}

void EmbeddingMapCanvas::paintLinks(QPainter& painter)
{
    const MapPoint* anchor = pointOf(m_links.anchor);
    if (!anchor)
        return;
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const auto line = [&](int item, const QPen& pen) {
        if (const MapPoint* other = pointOf(item)) {
            painter.setPen(pen);
            painter.drawLine(m_sight.toWidget(anchor->at), m_sight.toWidget(other->at));
        }
    };
    for (const int item : m_links.negatives)
        line(item, QPen(p.selected, theme.px(2)));
    for (const int item : m_links.positives)
        line(item, QPen(p.groundTruth, theme.px(2), Qt::DashLine));
}

void EmbeddingMapCanvas::paintMarks(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    painter.setBrush(Qt::NoBrush);
    const auto ring = [&](int item, const QColor& colour, double radius, Qt::PenStyle style) {
        const MapPoint* point = pointOf(item);
        if (!point)
            return;
        const double r = theme.px(m_showsPictures ? pictureSide * 0.75 : radius);
        painter.setPen(QPen(p.panel, theme.px(4)));
        painter.drawEllipse(m_sight.toWidget(point->at), r, r);
        painter.setPen(QPen(colour, theme.px(2), style));
        painter.drawEllipse(m_sight.toWidget(point->at), r, r);
    };
    for (const int item : m_selection)
        ring(item, p.text, 7, Qt::DotLine);
    ring(m_links.anchor, p.focus, 9, Qt::SolidLine);
    ring(m_hoveredItem, p.text, 7, Qt::SolidLine);
    if (!m_lasso.isEmpty()) {
        painter.setPen(QPen(p.focus, theme.px(1.4), Qt::DashLine));
        painter.drawPolyline(m_lasso);
    }
}

void EmbeddingMapCanvas::paintCard(QPainter& painter)
{
    const QString text = cardText();
    if (text.isEmpty())
        return;
    const MapPoint& point = m_scene.points[size_t(m_over)];
    const int side = Theme::instance().px(cardPicture);
    const int pixels = int(std::lround(side * devicePixelRatioF()));
    paintItemCard(painter, rect(), m_sight.toWidget(point.at),
        m_crops->crop(*point.picture, wholePicture(*point.picture), pixels), side, text);
}

void EmbeddingMapCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    const double pixelRatio = devicePixelRatioF();
    if (m_layer.isNull() || m_layer.devicePixelRatio() != pixelRatio)
        drawLayer(pixelRatio);
    painter.drawImage(QPoint(), m_layer);
    paintLinks(painter);
    if (m_showsPictures)
        paintPictures(painter);
    paintMarks(painter);
    paintCard(painter);
    if (hasFocus() && !m_scene.points.empty()) {
        const Theme& theme = Theme::instance();
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.palette().focus, theme.px(1)));
        painter.drawRoundedRect(
            QRectF(rect()).adjusted(.5, .5, -.5, -.5), theme.px(5), theme.px(5));
    }
}

} // namespace hardlens
