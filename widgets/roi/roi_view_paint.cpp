// What a RoiView draws.

#include "widgets/roi/loss_tags.h"
#include "widgets/roi/overlay_layer.h"
#include "widgets/roi/picked_marks.h"
#include "widgets/roi/roi_view.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace hardlens {

namespace {

constexpr double besidePick = 0.4; // share of the opacity

} // namespace

void RoiView::resizeEvent(QResizeEvent*)
{
    arrange();
}

void RoiView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (m_tiles.empty()) {
        paintEmpty(painter);
        return;
    }
    // Moved to a screen of another density; Qt 6.4 has no event for it.
    if (devicePixelRatioF() != m_pixelRatio)
        arrange();
    m_pixelsMissing = false;
    for (size_t i = 0; i < m_tiles.size(); ++i)
        paintPicture(painter, int(i));
    if (m_pixelsMissing && !m_pixelsAgain.isActive()) {
        // A picture that is being decoded comes soon, one that cannot be read never: ask ever more
        // rarely.
        m_pixelsAgain.setInterval(std::clamp(2 * m_pixelsAgain.interval(), 50, 2000));
        m_pixelsAgain.start();
    }
}

void RoiView::paintEmpty(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const QString text = m_step ? QStringLiteral("This step has no pictures.") : m_emptyText;
    painter.setFont(theme.font());
    painter.setPen(theme.palette().muted);
    const int margin = theme.px(24);
    painter.drawText(rect().adjusted(margin, margin, -margin, -margin),
        Qt::AlignCenter | Qt::TextWordWrap, text);
}

void RoiView::paintPlaceholder(QPainter& painter, int picture)
{
    const Theme& theme = Theme::instance();
    const QRectF viewport = m_tiles[size_t(picture)].frame.viewport;
    painter.fillRect(viewport, theme.palette().bars);
    painter.setFont(theme.font());
    painter.setPen(theme.palette().text);
    const double margin = theme.px(12);
    painter.drawText(viewport.adjusted(margin, margin, -margin, -margin),
        Qt::AlignCenter | Qt::TextWrapAnywhere,
        QString::fromStdString(record(picture).picture.name));
}

void RoiView::paintPicture(QPainter& painter, int picture)
{
    Tile& tile = m_tiles[size_t(picture)];
    const double ratio = devicePixelRatioF();
    if (tile.frame.viewport.isEmpty())
        return;
    if (!m_pixmaps.draw(painter, record(picture).picture, tile.frame, ratio)) {
        m_pixelsMissing = true;
        paintPlaceholder(painter, picture);
    }
    const OverlayLooks looks = looksOf(picture);
    const std::vector<int32_t> shown = shownRois(picture);
    if (tile.layerIsOld) {
        tile.layer = paintOverlay(
            looks, shown, tile.frame, m_filter.shows(OverlayKind::GroundTruth), ratio);
        tile.layerIsOld = false;
    }
    // Around a picked RoI the others step back, or it would drown among them.
    const bool holdsPick = m_pick.picture == picture;
    painter.setOpacity(m_filter.opacity * (holdsPick ? besidePick : 1));
    painter.drawImage(tile.frame.viewport.topLeft(), tile.layer);
    painter.setOpacity(1);
    if (m_hover.picture == picture && m_hover != m_pick)
        drawHovered(painter, looks, m_hover.roi, tile.frame);
    if (holdsPick)
        drawPicked(painter, looks, m_pick.roi, tile.frame, m_classNames);
    else if (m_filter.labels && !looks.hasMarks()) // the tags of a what-if need the room
        drawLossTags(painter, looks, shown, tile.frame);
    paintFrameOf(painter, picture);
}

void RoiView::paintFrameOf(QPainter& painter, int picture)
{
    const Theme& theme = Theme::instance();
    const Tile& tile = m_tiles[size_t(picture)];
    const QRectF viewport = tile.frame.viewport;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = theme.px(5);
    QPainterPath corners;
    corners.addRect(viewport);
    QPainterPath inside;
    inside.addRoundedRect(viewport, radius, radius);
    painter.fillPath(corners.subtracted(inside), theme.palette().panel);
    if (hasFocus() && picture == std::max(0, m_pick.picture)) {
        painter.setPen(QPen(theme.palette().focus, theme.px(2)));
        painter.setBrush(Qt::NoBrush);
        const double out = theme.px(1) + 0.5;
        painter.drawRoundedRect(viewport.adjusted(-out, -out, out, out), radius, radius);
    }
    painter.restore();

    painter.setFont(theme.smallFont());
    const QFontMetricsF metrics(theme.smallFont());
    const QRectF line(
        viewport.left(), viewport.bottom() + theme.px(4), viewport.width(), metrics.height());
    const QString numbers = QStringLiteral(" · ") + tile.caption;
    // The name says which picture this is; where room is short the numbers, which the legend sums
    // up, give way.
    const QString name = QString::fromStdString(record(picture).picture.name);
    painter.setPen(theme.palette().muted);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
        metrics.elidedText(name + numbers, Qt::ElideRight, line.width()));
}

} // namespace hardlens
