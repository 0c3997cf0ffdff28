#include "widgets/detections/detection_picture.h"

#include "widgets/roi/roi_picking.h"
#include "widgets/theme.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <array>
#include <cmath>

namespace hardlens {

namespace {

constexpr double tipReach = 6;
constexpr double zoomPerNotch = 1.25;

} // namespace

DetectionPicture::DetectionPicture(QWidget* parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(QStringLiteral("Detections over a test picture"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_pixelsAgain.setSingleShot(true);
    connect(&m_pixelsAgain, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, &DetectionPicture::arrange);
}

QSize DetectionPicture::sizeHint() const
{
    const Theme& theme = Theme::instance();
    return {theme.px(640), theme.px(420)};
}

QSize DetectionPicture::minimumSizeHint() const
{
    const Theme& theme = Theme::instance();
    return {theme.px(240), theme.px(160)};
}

void DetectionPicture::setPictureSource(PictureSource* source)
{
    m_pixmaps.setSource(source);
    update();
}

void DetectionPicture::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
}

void DetectionPicture::setShown(ShownDetections shown)
{
    const bool same = m_shown.evaluated && shown.evaluated
        && samePicture(m_shown.reference(), shown.reference());
    m_shown = std::move(shown);
    if (!same)
        m_frame.fit();
    if (m_shown.evaluated) {
        const PictureReference& picture = m_shown.reference();
        m_frame.picture = {double(std::max(1, picture.width)), double(std::max(1, picture.height))};
        const DetectionCounts counts = m_shown.counts();
        setAccessibleDescription(!m_shown.judged
                ? QString::fromStdString(picture.name)
                : QStringLiteral("%1: %2 found, %3 missed, %4 false.")
                      .arg(QString::fromStdString(picture.name))
                      .arg(counts.found())
                      .arg(counts.missed())
                      .arg(counts.falsePositives()));
    }
    if (!same) {
        m_pixelsAgain.setInterval(0);
        m_dragged.reset();
        m_pixmaps.forgetUnused();
        arrange();
    }
    boxesChanged();
}

void DetectionPicture::arrange()
{
    m_pixelRatio = devicePixelRatioF();
    const Theme& theme = Theme::instance();
    const double caption = QFontMetricsF(theme.smallFont()).height() + theme.px(8);
    const double margin = theme.px(3); // room for the focus ring
    const std::array size {m_frame.picture};
    m_frame.viewport = arrangePictures(
        size, QRectF(rect()).adjusted(margin, margin, -margin, 0), caption, 0, m_pixelRatio)
                           .front();
    boxesChanged();
}

void DetectionPicture::boxesChanged()
{
    m_layerIsOld = true;
    update();
}

void DetectionPicture::resizeEvent(QResizeEvent*)
{
    arrange();
}

void DetectionPicture::paintEvent(QPaintEvent*)
{
    if (!m_shown.evaluated)
        return;
    if (devicePixelRatioF() != m_pixelRatio)
        arrange();
    if (m_frame.viewport.isEmpty())
        return;
    QPainter painter(this);
    if (!m_pixmaps.draw(painter, m_shown.reference(), m_frame, m_pixelRatio)) {
        paintPlaceholder(painter);
        // It may still be decoded, or never be read: ask ever more rarely.
        if (!m_pixelsAgain.isActive()) {
            m_pixelsAgain.setInterval(std::clamp(2 * m_pixelsAgain.interval(), 50, 2000));
            m_pixelsAgain.start();
        }
    }
    if (m_layerIsOld) {
        m_layer = paintDetections(m_shown, m_frame, m_pixelRatio);
        m_layerIsOld = false;
    }
    painter.drawImage(m_frame.viewport.topLeft(), m_layer);
    drawDetectionTags(painter, m_shown, m_frame, m_classNames);
    paintCaption(painter);
}

void DetectionPicture::paintPlaceholder(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    painter.fillRect(m_frame.viewport, theme.palette().bars);
    painter.setFont(theme.font());
    painter.setPen(theme.palette().text);
    painter.drawText(m_frame.viewport, Qt::AlignCenter | Qt::TextWrapAnywhere,
        QString::fromStdString(m_shown.reference().name));
}

void DetectionPicture::paintCaption(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const QRectF viewport = m_frame.viewport;
    if (hasFocus()) {
        painter.setPen(QPen(theme.palette().focus, theme.px(2)));
        painter.setBrush(Qt::NoBrush);
        const double out = theme.px(1);
        painter.drawRect(viewport.adjusted(-out, -out, out, out));
    }
    const double top = viewport.bottom() + theme.px(4);
    // A narrow picture has room beside it.
    const double keyWidth = drawDetectionKey(nullptr, {}, m_shown);
    const double left = std::max(0., std::min(viewport.left(), width() - keyWidth));
    drawDetectionKey(&painter, {left, top}, m_shown);
    const QFontMetricsF metrics(theme.smallFont());
    const double from = left + keyWidth + theme.px(16);
    const QRectF room(from, top, std::max(viewport.right(), from) - from, metrics.height());
    painter.setFont(theme.smallFont());
    painter.setPen(theme.palette().muted);
    painter.drawText(room, Qt::AlignRight | Qt::AlignVCenter,
        metrics.elidedText(
            QString::fromStdString(m_shown.reference().name), Qt::ElideMiddle, room.width()));
}

bool DetectionPicture::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = detectionsNear(
            m_shown, m_frame, help->pos(), Theme::instance().px(tipReach), m_classNames);
        // Names may look like markup.
        QToolTip::showText(help->globalPos(),
            text.isEmpty() ? text : "<p style='white-space:pre'>" + text.toHtmlEscaped() + "</p>",
            this);
        return true;
    }
    return QWidget::event(event);
}

void DetectionPicture::keyPressEvent(QKeyEvent* event)
{
    const int key = event->key();
    const bool zooms = key == Qt::Key_Plus || key == Qt::Key_Equal || key == Qt::Key_Minus;
    // Ctrl+plus and the like belong to the window.
    if ((event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        || (!zooms && key != Qt::Key_F)) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (key == Qt::Key_F)
        m_frame.fit();
    else
        m_frame.zoomAbout(
            m_frame.viewport.center(), key == Qt::Key_Minus ? 1 / zoomPerNotch : zoomPerNotch);
    boxesChanged();
}

void DetectionPicture::wheelEvent(QWheelEvent* event)
{
    if (!m_frame.viewport.contains(event->position()) || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    m_frame.zoomAbout(event->position(), std::pow(zoomPerNotch, event->angleDelta().y() / 120.));
    boxesChanged();
    event->accept();
}

void DetectionPicture::mousePressEvent(QMouseEvent* event)
{
    const bool drags = event->button() == Qt::LeftButton || event->button() == Qt::MiddleButton;
    if (drags && m_frame.viewport.contains(event->position()))
        m_dragged = event->position();
}

void DetectionPicture::mouseMoveEvent(QMouseEvent* event)
{
    if (!m_dragged)
        return;
    m_frame.panBy(event->position() - *m_dragged);
    m_dragged = event->position();
    boxesChanged();
}

void DetectionPicture::mouseReleaseEvent(QMouseEvent*)
{
    m_dragged.reset();
}

void DetectionPicture::mouseDoubleClickEvent(QMouseEvent*)
{
    m_frame.fit();
    boxesChanged();
}

} // namespace hardlens
