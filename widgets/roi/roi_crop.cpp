#include "widgets/roi/roi_crop.h"

#include "widgets/roi/overlay_style.h"
#include "widgets/roi/picture_pixmaps.h"
#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace hardlens {

namespace {

bool isFinite(const QRectF& r)
{
    return std::isfinite(r.x()) && std::isfinite(r.y()) && std::isfinite(r.width());
}

} // namespace

QRectF squareAround(const Box& box)
{
    const double side = std::max({double(box.width()), double(box.height()), 16 / 1.5}) * 1.5;
    const double x = (double(box.x1) + double(box.x2)) / 2;
    const double y = (double(box.y1) + double(box.y2)) / 2;
    return {x - side / 2, y - side / 2, side, side};
}

QImage cutSquare(const QImage& image, QSizeF picture, const Box& box, int side)
{
    const QRectF part = squareAround(box);
    if (image.isNull() || !isFinite(part))
        return {};
    const double sx = image.width() / picture.width();
    const double sy = image.height() / picture.height();
    const QRectF source(part.x() * sx, part.y() * sy, part.width() * sx, part.height() * sy);
    const QRect around = source.toAlignedRect().intersected(image.rect());
    QImage square(side, side, QImage::Format_ARGB32_Premultiplied);
    square.fill(Qt::transparent);
    if (around.isEmpty())
        return square;
    const double scale = side / part.width();
    const QRectF place((around.x() / sx - part.x()) * scale, (around.y() / sy - part.y()) * scale,
        around.width() / sx * scale, around.height() / sy * scale);
    // Smaller first, then placed: QPainter alone aliases when a large box shrinks into the crop.
    const QSize size = place.size().toSize().expandedTo({1, 1});
    QPainter painter(&square);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(
        place, image.copy(around).scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    return square;
}

void drawBoxInSquare(QPainter& painter, const QRectF& place, const Box& box, const QPen& pen)
{
    const QRectF part = squareAround(box);
    if (!isFinite(part))
        return;
    const double scale = place.width() / part.width();
    const QRectF r(place.left() + (double(box.x1) - part.x()) * scale,
        place.top() + (double(box.y1) - part.y()) * scale, double(box.width()) * scale,
        double(box.height()) * scale);
    const Theme& theme = Theme::instance();
    QColor shade = theme.palette().halo;
    shade.setAlphaF(pen.style() == Qt::SolidLine ? 0.55F : 0.35F);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(
        QPen(shade, pen.widthF() + 2 * theme.scale(), Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    painter.drawRect(r);
    painter.setPen(pen);
    painter.drawRect(r);
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
    if (m_empty)
        return;
    painter.drawImage(QRectF(rect()),
        cutSquare(m_image, m_picture, m_box, int(std::lround(width() * devicePixelRatioF()))));
    drawBoxInSquare(painter, rect(), m_box, overlayPen(overlayKindOf(m_fate), 2.4));
}

} // namespace hardlens
