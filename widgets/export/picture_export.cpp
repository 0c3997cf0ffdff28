#include "widgets/export/picture_export.h"

#include "core/basics/error.h"
#include "widgets/export/svg_device.h"
#include "widgets/theme.h"

#include <QBuffer>
#include <QFontMetrics>
#include <QPainter>
#include <QPdfWriter>
#include <QWidget>

#include <cmath>
#include <stdexcept>

namespace hardlens {

namespace {

constexpr double pointsPerInch = 72;
constexpr double metresPerInch = 0.0254;
constexpr double mostScale = 4;

int margin()
{
    return Theme::instance().px(12);
}

int headingHeight(const PictureSubject& subject)
{
    if (subject.heading.isEmpty())
        return 0;
    return QFontMetrics(Theme::instance().titleFont()).height() + Theme::instance().px(8);
}

/// Where the widget's corner is.
QPoint widgetPlace(const PictureSubject& subject)
{
    return subject.heading.isEmpty() ? QPoint()
                                     : QPoint(margin(), margin() + headingHeight(subject));
}

void paintHeading(QPainter& painter, const PictureSubject& subject)
{
    const Theme& theme = Theme::instance();
    const QRect room(margin(), margin(), pictureSize(subject).width() - 2 * margin(),
        headingHeight(subject) - theme.px(8));
    painter.setFont(theme.titleFont());
    painter.setPen(theme.palette().text);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter, subject.heading.title);
    const int title = painter.fontMetrics().horizontalAdvance(subject.heading.title) + theme.px(12);
    painter.setFont(theme.smallFont());
    painter.setPen(theme.palette().muted);
    const QRect rest = room.adjusted(title, 0, 0, 0);
    painter.drawText(rest, Qt::AlignRight | Qt::AlignVCenter,
        painter.fontMetrics().elidedText(subject.heading.note, Qt::ElideRight, rest.width()));
}

void paint(QPainter& painter, const PictureSubject& subject)
{
    painter.fillRect(QRect(QPoint(), pictureSize(subject)), Theme::instance().palette().panel);
    if (!subject.heading.isEmpty())
        paintHeading(painter, subject);
    // Rendering changes nothing that can be seen; Qt has no const form.
    // Without a background of its own: that would be the window's, and what is behind is a panel.
    const_cast<QWidget*>(subject.widget)
        ->render(&painter, widgetPlace(subject), {}, QWidget::DrawChildren);
}

QByteArray svgOf(const PictureSubject& subject)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    SvgDevice device(
        pictureSize(subject), subject.widget->logicalDpiX(), subject.heading.title, &out);
    QPainter painter(&device);
    paint(painter, subject);
    painter.end();
    return out.data();
}

QByteArray pdfOf(const PictureSubject& subject)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const int dpi = subject.widget->logicalDpiX();
    QPdfWriter writer(&out);
    writer.setResolution(dpi); // one unit of the painter is a pixel of the screen
    writer.setPageSize(QPageSize(QSizeF(pictureSize(subject)) * pointsPerInch / dpi,
        QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    writer.setTitle(subject.heading.title);
    writer.setCreator("HardLens");
    QPainter painter(&writer);
    paint(painter, subject);
    painter.end();
    return out.data();
}

QByteArray pngOf(const PictureSubject& subject, double scale)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    if (!pictureOf(subject, scale).save(&out, "PNG"))
        throw Error("the picture cannot be encoded as PNG");
    return out.data();
}

} // namespace

QString endingOf(ExportFormat format)
{
    switch (format) {
    case ExportFormat::Png:
        return "png";
    case ExportFormat::Svg:
        return "svg";
    case ExportFormat::Pdf:
        break;
    }
    return "pdf";
}

QSize pictureSize(const PictureSubject& subject)
{
    const QSize size = subject.widget->size();
    if (subject.heading.isEmpty())
        return size;
    return size + QSize(2 * margin(), 2 * margin() + headingHeight(subject));
}

QImage pictureOf(const PictureSubject& subject, double scale)
{
    if (!(scale >= 1 && scale <= mostScale))
        throw std::invalid_argument(
            "pictureOf: scale = " + std::to_string(scale) + ": must be in [1, 4]");
    const QSizeF size = QSizeF(pictureSize(subject)) * scale;
    QImage image(std::max(1, int(std::lround(size.width()))),
        std::max(1, int(std::lround(size.height()))), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    paint(painter, subject);
    painter.end();
    // In documents it is as large as on the screen, whatever the scale.
    const int perMetre = int(std::lround(subject.widget->logicalDpiX() * scale / metresPerInch));
    image.setDotsPerMeterX(perMetre);
    image.setDotsPerMeterY(perMetre);
    return image;
}

QByteArray encodedPicture(const PictureSubject& subject, ExportFormat format, double scale)
{
    switch (format) {
    case ExportFormat::Png:
        return pngOf(subject, scale);
    case ExportFormat::Svg:
        return svgOf(subject);
    case ExportFormat::Pdf:
        break;
    }
    return pdfOf(subject);
}

} // namespace hardlens
