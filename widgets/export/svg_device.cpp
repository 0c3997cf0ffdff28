#include "widgets/export/svg_device.h"

#include "widgets/export/cut_polyline.h"

#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QSvgGenerator>

#include <climits>
#include <cmath>

namespace hardlens {

namespace {

// As QSvgGenerator has it.
const QPaintEngine::PaintEngineFeatures features = QPaintEngine::PaintEngineFeatures(
    QPaintEngine::AllFeatures & ~QPaintEngine::PatternBrush & ~QPaintEngine::PerspectiveTransform
    & ~QPaintEngine::ConicalGradientFill & ~QPaintEngine::PorterDuff);

constexpr double millimetresPerInch = 25.4;

} // namespace

class SvgDevice::Engine : public QPaintEngine
{
public:
    Engine()
        : QPaintEngine(features)
    {
    }

    bool begin(QPaintDevice*) override { return m_out.begin(&m_generator); }
    bool end() override { return m_out.end(); }
    Type type() const override { return User; }
    // The state is read where something is drawn: all of it goes into the file each time.
    void updateState(const QPaintEngineState&) override { }
    void drawPath(const QPainterPath& path) override;
    void drawPolygon(const QPointF* points, int count, PolygonDrawMode mode) override;
    void drawTextItem(const QPointF& place, const QTextItem& item) override;
    void drawPixmap(const QRectF& place, const QPixmap& pixmap, const QRectF& part) override;
    void drawImage(const QRectF& place, const QImage& image, const QRectF& part,
        Qt::ImageConversionFlags flags) override;

    QSvgGenerator m_generator {};

private:
    void takeState();
    /// In the coordinates of what is being drawn; null: everything may be seen.
    QRectF clip() const
    {
        return painter()->hasClipping() ? painter()->clipBoundingRect() : QRectF();
    }
    void draw(const QPainterPath& path, bool filled);

    QPainter m_out {};
};

void SvgDevice::Engine::takeState()
{
    m_out.setTransform(state->transform());
    m_out.setPen(state->pen());
    m_out.setBrush(state->brush());
    m_out.setOpacity(state->opacity());
    m_out.setBackground(state->backgroundBrush());
    m_out.setBackgroundMode(state->backgroundMode());
    m_out.setBrushOrigin(state->brushOrigin());
}

void SvgDevice::Engine::draw(const QPainterPath& path, bool filled)
{
    takeState();
    if (!filled)
        m_out.setBrush(Qt::NoBrush);
    const QPen pen = m_out.pen();
    const double reach = pen.style() == Qt::NoPen ? 0 : std::max(1.0, pen.widthF()) / 2;
    const QRectF extent = path.controlPointRect().adjusted(-reach, -reach, reach, reach);
    const QRectF seen = clip();
    if (!painter()->hasClipping() || seen.contains(extent)) {
        m_out.drawPath(path);
        return;
    }
    if (!seen.intersects(extent))
        return;
    if (m_out.brush().style() != Qt::NoBrush) {
        QPainterPath window;
        window.addRect(seen);
        m_out.setPen(Qt::NoPen);
        m_out.drawPath(path.intersected(window));
    }
    if (pen.style() == Qt::NoPen)
        return;
    m_out.setPen(pen);
    for (const QPolygonF& line : path.toSubpathPolygons())
        for (const QPolygonF& piece : cutPolyline(line, seen))
            m_out.drawPolyline(piece);
}

void SvgDevice::Engine::drawPath(const QPainterPath& path)
{
    draw(path, true);
}

void SvgDevice::Engine::drawPolygon(const QPointF* points, int count, PolygonDrawMode mode)
{
    QPainterPath path;
    path.addPolygon(QPolygonF(QList<QPointF>(points, points + count)));
    if (mode != PolylineMode)
        path.closeSubpath();
    path.setFillRule(mode == WindingMode ? Qt::WindingFill : Qt::OddEvenFill);
    draw(path, mode != PolylineMode);
}

void SvgDevice::Engine::drawTextItem(const QPointF& place, const QTextItem& item)
{
    const QRectF extent(
        place.x(), place.y() - item.ascent(), item.width(), item.ascent() + item.descent());
    if (painter()->hasClipping() && !clip().intersects(extent))
        return;
    takeState();
    m_out.setFont(item.font());
    m_out.drawText(place, item.text());
}

void SvgDevice::Engine::drawPixmap(const QRectF& place, const QPixmap& pixmap, const QRectF& part)
{
    drawImage(place, pixmap.toImage(), part, Qt::AutoColor);
}

void SvgDevice::Engine::drawImage(
    const QRectF& place, const QImage& image, const QRectF& part, Qt::ImageConversionFlags)
{
    const QRectF shown = painter()->hasClipping() ? place & clip() : place;
    if (shown.isEmpty())
        return;
    const double sx = part.width() / place.width(), sy = part.height() / place.height();
    const QRectF seen(part.left() + (shown.left() - place.left()) * sx,
        part.top() + (shown.top() - place.top()) * sy, shown.width() * sx, shown.height() * sy);
    takeState();
    // Whole pixels: QSvgGenerator writes all of an image, whatever part of it is asked for.
    const QRect whole = seen.toAlignedRect() & image.rect();
    QImage cut = image.copy(whole);
    cut.setDevicePixelRatio(1);
    m_out.drawImage(
        QRectF(place.left() + (whole.left() - part.left()) / sx,
            place.top() + (whole.top() - part.top()) / sy, whole.width() / sx, whole.height() / sy),
        cut);
}

SvgDevice::SvgDevice(QSize size, int dpi, const QString& title, QIODevice* out)
    : m_size(size)
    , m_dpi(dpi)
    , m_engine(std::make_unique<Engine>())
{
    QSvgGenerator& generator = m_engine->m_generator;
    generator.setOutputDevice(out);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(), size));
    generator.setResolution(dpi);
    generator.setTitle(title);
    generator.setDescription({});
}

SvgDevice::~SvgDevice() = default;

QPaintEngine* SvgDevice::paintEngine() const
{
    return m_engine.get();
}

int SvgDevice::metric(PaintDeviceMetric metric) const
{
    switch (metric) {
    case PdmWidth:
        return m_size.width();
    case PdmHeight:
        return m_size.height();
    case PdmWidthMM:
        return int(std::lround(m_size.width() * millimetresPerInch / m_dpi));
    case PdmHeightMM:
        return int(std::lround(m_size.height() * millimetresPerInch / m_dpi));
    case PdmDpiX:
    case PdmDpiY:
    case PdmPhysicalDpiX:
    case PdmPhysicalDpiY:
        return m_dpi;
    case PdmNumColors:
        return INT_MAX;
    case PdmDepth:
        return 32;
    case PdmDevicePixelRatio:
        return 1;
    case PdmDevicePixelRatioScaled:
        return int(devicePixelRatioFScale());
    }
    return 0;
}

} // namespace hardlens
