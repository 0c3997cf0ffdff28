// Where the pictures of a RoiView lie, and which part of each is seen.

#include "widgets/roi/roi_view.h"
#include "widgets/theme.h"

namespace hardlens {

void RoiView::arrange()
{
    m_pixelRatio = devicePixelRatioF();
    std::vector<QSizeF> sizes;
    for (const Tile& tile : m_tiles)
        sizes.push_back(tile.frame.picture);
    const Theme& theme = Theme::instance();
    const double caption = QFontMetricsF(theme.smallFont()).height() + theme.px(8);
    // Room for the focus ring.
    const double margin = theme.px(3);
    const auto viewports
        = arrangePictures(sizes, QRectF(rect()).adjusted(margin, margin, -margin, 0), caption,
            theme.px(8), devicePixelRatioF());
    for (size_t i = 0; i < m_tiles.size(); ++i)
        m_tiles[i].frame.viewport = viewports[i];
    overlayChanged();
}

QRectF RoiView::pictureInView(int picture) const
{
    return picture >= 0 && size_t(picture) < m_tiles.size()
        ? m_tiles[size_t(picture)].frame.viewport
        : QRectF();
}

QRectF RoiView::boxInView(int picture, int roi) const
{
    if (!m_step || !holds(*m_step, {picture, roi}))
        return {};
    return m_tiles[size_t(picture)].frame.toWidget(record(picture).rois[size_t(roi)].box);
}

PictureSight RoiView::sight(int picture) const
{
    return picture >= 0 && size_t(picture) < m_tiles.size() ? m_tiles[size_t(picture)].frame.sight()
                                                            : PictureSight();
}

void RoiView::setSight(int picture, const PictureSight& sight)
{
    if (picture < 0 || size_t(picture) >= m_tiles.size())
        return;
    PictureFrame& frame = m_tiles[size_t(picture)].frame;
    const PictureSight before = frame.sight();
    frame.look(sight);
    if (frame.sight() != before)
        overlayChanged(picture);
}

void RoiView::sightMoved(int picture)
{
    overlayChanged(picture);
    Q_EMIT sightChanged(picture);
}

void RoiView::zoom(int picture, QPointF about, double factor)
{
    m_tiles[size_t(picture)].frame.zoomAbout(about, factor);
    sightMoved(picture);
}

void RoiView::fit()
{
    for (size_t i = 0; i < m_tiles.size(); ++i) {
        m_tiles[i].frame.fit();
        sightMoved(int(i));
    }
}

} // namespace hardlens
