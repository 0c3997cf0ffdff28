#include "widgets/roi/crops_row.h"

#include "widgets/roi/loss_tags.h"
#include "widgets/roi/picture_pixmaps.h"
#include "widgets/roi/roi_crop.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int usualSide = 76;
constexpr int leastSide = 48;
constexpr int largestSide = 160;
constexpr int cropGap = 10;
constexpr int ring = 4; // room for the frame of the picked one
constexpr int scrollBarHeight = 10;

} // namespace

CropsRow::CropsRow(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setAccessibleName(QStringLiteral("Crops of the hardest RoIs"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    viewport()->setAutoFillBackground(false);
    m_pixelsAgain.setSingleShot(true);
    connect(&m_pixelsAgain, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
    connect(&Theme::instance(), &Theme::changed, this, &CropsRow::restyle);
}

void CropsRow::setPictureSource(PictureSource* source)
{
    m_source = source;
    std::ranges::fill(m_pixmaps, QPixmap());
    viewport()->update();
}

void CropsRow::setCrops(std::vector<Crop> crops)
{
    std::vector<QPixmap> pixmaps(crops.size());
    for (size_t i = 0; i < crops.size(); ++i)
        for (size_t k = 0; k < m_crops.size(); ++k)
            if (crops[i].box == m_crops[k].box && samePicture(crops[i].picture, m_crops[k].picture))
                pixmaps[i] = m_pixmaps[k];
    m_crops = std::move(crops);
    m_pixmaps = std::move(pixmaps);
    m_pixelsAgain.setInterval(0);
    measure();
    viewport()->update();
}

void CropsRow::setPick(RoiPick pick)
{
    if (pick == m_pick)
        return;
    m_pick = pick;
    if (const int crop = current(); crop >= 0) {
        const int left = crop * pitch();
        QScrollBar& bar = *horizontalScrollBar();
        bar.setValue(std::clamp(
            bar.value(), left + pitch() + ring - viewport()->width(), std::max(0, left - ring)));
    }
    viewport()->update();
}

int CropsRow::current() const
{
    const auto it = std::ranges::find(m_crops, m_pick, &Crop::pick);
    return it == m_crops.end() ? -1 : int(it - m_crops.begin());
}

int CropsRow::side() const
{
    // Not the viewport's height, which changes with the scroll bar, which changes with the width.
    const Theme& theme = Theme::instance();
    const int room = height() - theme.px(2 * ring + scrollBarHeight)
        - QFontMetrics(theme.smallFont()).height();
    return std::clamp(room, theme.px(leastSide), theme.px(largestSide));
}

int CropsRow::pitch() const
{
    return side() + Theme::instance().px(cropGap);
}

QRect CropsRow::placeOf(int crop) const
{
    const int margin = Theme::instance().px(ring);
    return {margin + crop * pitch() - horizontalScrollBar()->value(), margin, side(), side()};
}

int CropsRow::cropAt(QPoint place) const
{
    const int crop = (place.x() - Theme::instance().px(ring) + horizontalScrollBar()->value())
        / std::max(1, pitch());
    return crop >= 0 && crop < int(m_crops.size()) && placeOf(crop).right() >= place.x() ? crop
                                                                                         : -1;
}

QSize CropsRow::sizeHint() const
{
    const Theme& theme = Theme::instance();
    return {theme.px(8 * usualSide),
        minimumSizeHint().height() + theme.px(usualSide) - theme.px(leastSide)};
}

QSize CropsRow::minimumSizeHint() const
{
    const Theme& theme = Theme::instance();
    return {theme.px(2 * leastSide),
        theme.px(leastSide + 2 * ring + scrollBarHeight)
            + QFontMetrics(theme.smallFont()).height()};
}

void CropsRow::measure()
{
    if (side() != m_cutSide)
        std::ranges::fill(m_pixmaps, QPixmap());
    m_cutSide = side();
    const int all = int(m_crops.size()) * pitch() + Theme::instance().px(2 * ring - cropGap);
    QScrollBar& bar = *horizontalScrollBar();
    bar.setRange(0, std::max(0, all - viewport()->width()));
    bar.setPageStep(viewport()->width());
    bar.setSingleStep(pitch());
}

void CropsRow::restyle()
{
    updateGeometry();
    measure();
    viewport()->update();
}

void CropsRow::resizeEvent(QResizeEvent*)
{
    measure();
}

void CropsRow::wheelEvent(QWheelEvent* event)
{
    const QPoint turned = event->angleDelta();
    const int along = std::abs(turned.x()) > std::abs(turned.y()) ? turned.x() : turned.y();
    horizontalScrollBar()->setValue(
        horizontalScrollBar()->value() - int(std::lround(along / 120.0 * pitch())));
    event->accept();
}

void CropsRow::choose(int crop)
{
    const RoiPick pick = crop < 0 ? RoiPick {} : m_crops[size_t(crop)].pick;
    if (pick == m_pick)
        return;
    setPick(pick);
    Q_EMIT picked(pick);
}

void CropsRow::mousePressEvent(QMouseEvent* event)
{
    const int crop = cropAt(event->pos());
    if (event->button() == Qt::LeftButton && crop >= 0)
        choose(crop);
}

void CropsRow::keyPressEvent(QKeyEvent* event)
{
    const int last = int(m_crops.size()) - 1;
    const int now = current();
    if (last < 0 || event->modifiers() != Qt::NoModifier) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Right:
        return choose(std::min(now + 1, last));
    case Qt::Key_Left:
        return choose(std::max(now - 1, 0));
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(last);
    case Qt::Key_Escape:
        if (!m_pick.isNone())
            return choose(-1);
        break;
    default:
        break;
    }
    QAbstractScrollArea::keyPressEvent(event);
}

bool CropsRow::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QAbstractScrollArea::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int crop = cropAt(help->pos());
    if (crop < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), m_crops[size_t(crop)].toolTip, this);
    return true;
}

QImage CropsRow::imageOf(const PictureReference& reference, std::vector<Picture>& known)
{
    for (const Picture& picture : known)
        if (samePicture(picture.reference, reference))
            return picture.image;
    known.push_back({reference, m_source ? imageOver(m_source->pixels(reference)) : QImage()});
    m_pixelsMissing = m_pixelsMissing || known.back().image.isNull();
    return known.back().image;
}

void CropsRow::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.setFont(Theme::instance().smallFont());
    std::vector<Picture> known;
    m_pixelsMissing = false;
    for (int i = 0; i < int(m_crops.size()); ++i)
        if (viewport()->rect().intersects(placeOf(i).adjusted(-ring, 0, ring, 0)))
            paintCrop(painter, i, known);
    if (m_pixelsMissing && !m_pixelsAgain.isActive()) {
        // As in RoiView: what is being decoded comes soon, what cannot be read never.
        m_pixelsAgain.setInterval(std::clamp(2 * m_pixelsAgain.interval(), 50, 2000));
        m_pixelsAgain.start();
    }
}

void CropsRow::paintCrop(QPainter& painter, int index, std::vector<Picture>& known)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    const Crop& crop = m_crops[size_t(index)];
    const QRect place = placeOf(index);
    QPixmap& pixmap = m_pixmaps[size_t(index)];
    if (pixmap.isNull()) {
        const QSizeF size(crop.picture.width, crop.picture.height);
        const QImage image = imageOf(crop.picture, known);
        const int side = int(std::lround(place.width() * devicePixelRatioF()));
        pixmap = QPixmap::fromImage(
            cutSquare(image, size.isEmpty() ? QSizeF(image.size()) : size, crop.box, side));
    }
    QPainterPath rounded;
    rounded.addRoundedRect(place, theme.px(5), theme.px(5));
    painter.save();
    painter.setClipPath(rounded);
    painter.fillRect(place, p.raised);
    if (!pixmap.isNull())
        painter.drawPixmap(place, pixmap);
    const OverlayKind kind = overlayKindOf(crop.fate);
    drawBoxInSquare(painter, place, crop.box, overlayPen(kind, 2));
    painter.restore();
    const QSizeF tag = tagSize(crop.tag);
    drawTag(painter, {QPointF(place.left(), place.bottom() + 1 - tag.height()), tag}, crop.tag,
        overlayColour(kind));
    const bool picked = crop.pick == m_pick;
    if (picked) {
        const double out = theme.px(2) + 0.5;
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(p.focus, theme.px(hasFocus() ? 3 : 2)));
        painter.drawRoundedRect(
            QRectF(place).adjusted(-out, -out, out, out), theme.px(7), theme.px(7));
    }
    const QFontMetrics metrics(theme.smallFont());
    const QRect words(
        place.left(), place.bottom() + theme.px(ring), place.width(), metrics.height());
    painter.setPen(picked ? p.text : p.muted);
    painter.drawText(words, Qt::AlignHCenter | Qt::AlignVCenter,
        metrics.elidedText(crop.label, Qt::ElideRight, words.width()));
}

} // namespace hardlens
