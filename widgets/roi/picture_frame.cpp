#include "widgets/roi/picture_frame.h"

#include <cmath>

namespace hardlens {

namespace {

/// Size of a picture that is as large as fits.
QSizeF fitted(const QSizeF& picture, const QSizeF& cell)
{
    const double scale
        = std::max(0., std::min(cell.width() / picture.width(), cell.height() / picture.height()));
    return picture * scale;
}

QSizeF cellSize(size_t count, size_t columns, const QRectF& area, double captionHeight, double gap)
{
    const size_t rows = (count + columns - 1) / columns;
    return {(area.width() - gap * double(columns - 1)) / double(columns),
        (area.height() - gap * double(rows - 1)) / double(rows) - captionHeight};
}

size_t bestColumns(
    std::span<const QSizeF> pictures, const QRectF& area, double captionHeight, double gap)
{
    size_t best = 1;
    double bestArea = -1;
    // From few columns to many: of equal sums the fuller grid wins, 2 + 2 and not 3 + 1.
    for (size_t columns = 1; columns <= pictures.size(); ++columns) {
        const QSizeF cell = cellSize(pictures.size(), columns, area, captionHeight, gap);
        double sum = 0;
        for (const QSizeF& picture : pictures) {
            const QSizeF size = fitted(picture, cell);
            sum += size.width() * size.height();
        }
        if (sum > bestArea * 1.001) {
            bestArea = sum;
            best = columns;
        }
    }
    return best;
}

QRectF aligned(const QRectF& r, double pixelRatio)
{
    const auto snap = [pixelRatio](double v) { return std::round(v * pixelRatio) / pixelRatio; };
    return QRectF(
        QPointF(snap(r.left()), snap(r.top())), QPointF(snap(r.right()), snap(r.bottom())));
}

} // namespace

QRectF PictureFrame::whole() const
{
    const QSizeF size = viewport.size() * zoom;
    return {
        viewport.center() - QPointF(centre.x() * size.width(), centre.y() * size.height()), size};
}

QPointF PictureFrame::toWidget(QPointF p) const
{
    const QRectF r = whole();
    return {r.left() + p.x() / picture.width() * r.width(),
        r.top() + p.y() / picture.height() * r.height()};
}

QPointF PictureFrame::toPicture(QPointF p) const
{
    const QRectF r = whole();
    if (r.isEmpty())
        return {};
    return {(p.x() - r.left()) / r.width() * picture.width(),
        (p.y() - r.top()) / r.height() * picture.height()};
}

QRectF PictureFrame::toWidget(const Box& box) const
{
    return {toWidget(QPointF(double(box.x1), double(box.y1))),
        toWidget(QPointF(double(box.x2), double(box.y2)))};
}

void PictureFrame::zoomAbout(QPointF widgetPoint, double factor)
{
    const QPointF fixed = toPicture(widgetPoint);
    zoom = std::clamp(zoom * factor, 1., maxZoom);
    panBy(widgetPoint - toWidget(fixed));
}

void PictureFrame::panBy(QPointF delta)
{
    const QSizeF size = viewport.size() * zoom;
    if (size.isEmpty())
        return;
    centre -= QPointF(delta.x() / size.width(), delta.y() / size.height());
    keepInside();
}

void PictureFrame::fit()
{
    zoom = 1;
    centre = {0.5, 0.5};
}

void PictureFrame::look(const PictureSight& sight)
{
    zoom = std::clamp(sight.zoom, 1., maxZoom);
    centre = sight.centre;
    keepInside();
}

void PictureFrame::reveal(const Box& box)
{
    const QRectF shown = toWidget(box);
    if (shown.intersects(viewport))
        return;
    panBy(viewport.center() - shown.center());
}

void PictureFrame::keepInside()
{
    const double half = 0.5 / zoom;
    centre = {std::clamp(centre.x(), half, 1 - half), std::clamp(centre.y(), half, 1 - half)};
}

std::vector<QRectF> arrangePictures(std::span<const QSizeF> pictures, const QRectF& area,
    double captionHeight, double gap, double pixelRatio)
{
    std::vector<QRectF> viewports;
    if (pictures.empty())
        return viewports;
    const size_t columns = bestColumns(pictures, area, captionHeight, gap);
    const QSizeF cell = cellSize(pictures.size(), columns, area, captionHeight, gap);
    double top = area.top();
    for (size_t first = 0; first < pictures.size(); first += columns) {
        const auto row = pictures.subspan(first, std::min(columns, pictures.size() - first));
        double width = gap * double(row.size() - 1);
        double height = 0;
        for (const QSizeF& picture : row) {
            width += fitted(picture, cell).width();
            height = std::max(height, fitted(picture, cell).height());
        }
        double left = area.left() + (area.width() - width) / 2;
        for (const QSizeF& picture : row) {
            const QSizeF size = fitted(picture, cell);
            viewports.push_back(aligned({QPointF(left, top), size}, pixelRatio));
            left += size.width() + gap;
        }
        top += height + captionHeight + gap;
    }
    return viewports;
}

} // namespace hardlens
