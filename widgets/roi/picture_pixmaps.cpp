#include "widgets/roi/picture_pixmaps.h"

#include <QPainter>

#include <algorithm>

namespace hardlens {

QImage imageOver(const std::shared_ptr<const Pixels>& pixels)
{
    if (!pixels || pixels->width <= 0 || pixels->height <= 0
        || pixels->rgb.size() != size_t(pixels->width) * size_t(pixels->height) * 3)
        return {};
    auto* keepAlive = new std::shared_ptr<const Pixels>(pixels);
    return QImage(
        pixels->rgb.data(), pixels->width, pixels->height, qsizetype(pixels->width) * 3,
        QImage::Format_RGB888,
        [](void* held) { delete static_cast<std::shared_ptr<const Pixels>*>(held); }, keepAlive);
}

void PicturePixmaps::setSource(PictureSource* source)
{
    m_source = source;
    m_entries.clear();
}

PicturePixmaps::Entry* PicturePixmaps::find(const PictureReference& picture)
{
    const auto same = [&](const Entry& e) {
        return e.contentId == picture.contentId && e.name == picture.name;
    };
    if (const auto it = std::ranges::find_if(m_entries, same); it != m_entries.end())
        return &*it;
    const QImage image = m_source ? imageOver(m_source->pixels(picture)) : QImage();
    if (image.isNull())
        return nullptr;
    m_entries.push_back({.contentId = picture.contentId, .name = picture.name, .image = image});
    return &m_entries.back();
}

QPixmap PicturePixmaps::scaled(const QImage& image, const QRectF& part, QSize size)
{
    if (part == QRectF(image.rect()))
        return QPixmap::fromImage(
            image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    QImage target(size, QImage::Format_RGB32);
    QPainter painter(&target);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QRect around = part.toAlignedRect().intersected(image.rect());
    const double factor = size.width() / part.width();
    if (factor >= 0.7) {
        painter.drawImage(QRectF(QPointF(), QSizeF(size)), image, part);
    } else {
        // QPainter interpolates between four pixels only, which aliases when a picture shrinks.
        const QRectF place((around.left() - part.left()) * factor,
            (around.top() - part.top()) * size.height() / part.height(), around.width() * factor,
            around.height() * size.height() / part.height());
        painter.drawImage(place,
            image.copy(around).scaled(
                place.toAlignedRect().size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    }
    painter.end();
    return QPixmap::fromImage(std::move(target));
}

bool PicturePixmaps::draw(QPainter& painter, const PictureReference& picture,
    const PictureFrame& frame, double pixelRatio)
{
    Entry* entry = find(picture);
    const QSize size = (frame.viewport.size() * pixelRatio).toSize();
    if (!entry || size.isEmpty())
        return false;
    entry->used = true;
    // Pixels may come in another size than the record speaks of.
    const QSizeF image = entry->image.size();
    const double w = image.width() / frame.zoom;
    const double h = image.height() / frame.zoom;
    const QRectF part(
        frame.centre.x() * image.width() - w / 2, frame.centre.y() * image.height() - h / 2, w, h);
    if (entry->shown.size() != size || entry->part != part) {
        entry->shown = scaled(entry->image, part, size);
        entry->part = part;
    }
    entry->shown.setDevicePixelRatio(pixelRatio);
    painter.drawPixmap(frame.viewport.topLeft(), entry->shown);
    return true;
}

void PicturePixmaps::forgetUnused()
{
    std::erase_if(m_entries, [](const Entry& e) { return !e.used; });
    for (Entry& e : m_entries)
        e.used = false;
}

} // namespace hardlens
