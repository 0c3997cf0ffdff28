#include "widgets/roi/roi_crop.h"

#include "widgets/roi/overlay_style.h"
#include "widgets/roi/picture_pixmaps.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace hardlens {

QRectF squareAround(const Box& box)
{
    const double side = std::max({double(box.width()), double(box.height()), 16 / 1.5}) * 1.5;
    const double x = (double(box.x1) + double(box.x2)) / 2;
    const double y = (double(box.y1) + double(box.y2)) / 2;
    return {x - side / 2, y - side / 2, side, side};
}

RoiCrop::RoiCrop(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(QStringLiteral("The picture around the RoI"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, &QWidget::updateGeometry);
}

void RoiCrop::setRoi(
    const std::shared_ptr<const Pixels>& pixels, QSizeF picture, const RoiRecord& roi)
{
    m_image = imageOver(pixels);
    m_picture = picture.isEmpty() ? QSizeF(m_image.size()) : picture;
    m_box = roi.box;
    m_fate = roi.decision.fate;
    m_empty = false;
    update();
}

void RoiCrop::clear()
{
    m_image = {};
    m_empty = true;
    update();
}

QSize RoiCrop::sizeHint() const
{
    const int side = Theme::instance().px(96);
    return {side, side};
}

void RoiCrop::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath rounded;
    rounded.addRoundedRect(rect(), theme.px(5), theme.px(5));
    painter.setClipPath(rounded);
    painter.fillRect(rect(), theme.palette().raised);
    const QRectF part = squareAround(m_box);
    if (m_empty || !std::isfinite(part.width()) || !std::isfinite(part.x())
        || !std::isfinite(part.y()))
        return;
    const double scale = width() / part.width();
    if (!m_image.isNull()) {
        const double sx = m_image.width() / m_picture.width();
        const double sy = m_image.height() / m_picture.height();
        const QRectF source(part.x() * sx, part.y() * sy, part.width() * sx, part.height() * sy);
        // Smaller first, then placed: QPainter alone aliases when a large box shrinks into the
        // crop.
        const QRect around = source.toAlignedRect().intersected(m_image.rect());
        const QRectF place((around.x() / sx - part.x()) * scale,
            (around.y() / sy - part.y()) * scale, around.width() / sx * scale,
            around.height() / sy * scale);
        if (!around.isEmpty()) {
            const QSize device = (place.size() * devicePixelRatioF()).toSize().expandedTo({1, 1});
            painter.drawImage(place,
                m_image.copy(around).scaled(
                    device, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        }
    }
    const QRectF box((double(m_box.x1) - part.x()) * scale, (double(m_box.y1) - part.y()) * scale,
        double(m_box.width()) * scale, double(m_box.height()) * scale);
    const QPen pen = overlayPen(overlayKindOf(m_fate), 2.4);
    QColor shade = theme.palette().halo;
    shade.setAlphaF(pen.style() == Qt::SolidLine ? 0.55F : 0.35F);
    painter.setPen(
        QPen(shade, pen.widthF() + 2 * theme.scale(), Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawRect(box);
    painter.setPen(pen);
    painter.drawRect(box);
}

} // namespace hardlens
