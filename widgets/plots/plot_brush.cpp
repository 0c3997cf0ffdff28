#include "widgets/plots/plot_brush.h"

#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_area.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>

#include <algorithm>
#include <limits>
#include <utility>

namespace hardlens {

namespace {

constexpr int shortestDrag = 4; // pixels; less is a click
constexpr double tint = 0.16;
constexpr double infinity = std::numeric_limits<double>::infinity();
const char* const layerName = "brush";

/// The range between two pixels of an axis whose ends lie at the pixels low and high.
ValueRange rangeBetween(const QCPAxis& axis, int a, int b, int low, int high)
{
    const bool rising = low < high;
    const int first = rising ? std::min(a, b) : std::max(a, b);
    const int last = rising ? std::max(a, b) : std::min(a, b);
    const auto beyond
        = [rising](int pixel, int end) { return rising ? pixel <= end : pixel >= end; };
    return {beyond(first, low) ? -infinity : axis.pixelToCoord(first),
        beyond(high, last) ? infinity : axis.pixelToCoord(last)};
}

} // namespace

PlotBrush::PlotBrush(PlotArea* plot, Shape shape)
    : QObject(plot)
    , m_plot(plot)
    , m_shape(shape)
{
    plot->addLayer(layerName);
    plot->layer(layerName)->setMode(QCPLayer::lmBuffered);
    auto* item = new PaintedItem(
        plot, [this](QPainter& p) { paint(p); }, true);
    item->setLayer(layerName);
    plot->installEventFilter(this);
}

void PlotBrush::setArea(const std::optional<BrushedArea>& area)
{
    if (area == m_area)
        return;
    m_area = area;
    redraw();
}

void PlotBrush::setClick(std::function<bool(QPoint)> click)
{
    m_click = std::move(click);
}

void PlotBrush::change(const std::optional<BrushedArea>& area)
{
    if (area == m_area)
        return;
    setArea(area);
    Q_EMIT brushed();
}

void PlotBrush::drag(QPoint to)
{
    const QRect inner = m_plot->inner();
    if (!m_dragging)
        m_dragging = (to - *m_pressed).manhattanLength() >= shortestDrag;
    if (!m_dragging)
        return;
    BrushedArea area {
        .x = rangeBetween(*m_plot->xAxis, m_pressed->x(), to.x(), inner.left(), inner.right()),
        .y = {-infinity, infinity}};
    if (m_shape == Shape::Rectangle)
        area.y = rangeBetween(*m_plot->yAxis, m_pressed->y(), to.y(), inner.bottom(), inner.top());
    change(area);
}

void PlotBrush::release(QPoint at)
{
    m_pressed.reset();
    if (std::exchange(m_dragging, false) || (m_click && m_click(at)))
        return;
    if (m_area && !pixels(*m_area).contains(at))
        change(std::nullopt);
}

bool PlotBrush::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (mouse->button() != Qt::LeftButton || !m_plot->emptyText().isEmpty()
            || !m_plot->inner().contains(mouse->pos()))
            break;
        m_pressed = mouse->pos();
        m_dragging = false;
        return true;
    }
    case QEvent::MouseMove:
        if (!m_pressed)
            break;
        drag(static_cast<QMouseEvent*>(event)->pos());
        return true;
    case QEvent::MouseButtonRelease: {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        if (!m_pressed || mouse->button() != Qt::LeftButton)
            break;
        release(mouse->pos());
        return true;
    }
    case QEvent::ShortcutOverride:
    case QEvent::KeyPress:
        if (static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape || !m_area)
            break;
        if (event->type() == QEvent::KeyPress)
            change(std::nullopt);
        event->accept();
        return true;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

QRect PlotBrush::pixels(const BrushedArea& area) const
{
    const auto pixel = [](const QCPAxis& axis, double value) {
        const QCPRange seen = axis.range();
        return int(axis.coordToPixel(std::clamp(value, seen.lower, seen.upper)));
    };
    const QCPAxis& x = *m_plot->xAxis;
    const QCPAxis& y = *m_plot->yAxis;
    return {QPoint(pixel(x, area.x.low), pixel(y, area.y.high)),
        QPoint(pixel(x, area.x.high), pixel(y, area.y.low))};
}

void PlotBrush::paint(QPainter& painter)
{
    if (!m_area || !m_plot->emptyText().isEmpty())
        return;
    const Theme& theme = Theme::instance();
    const QRect band = pixels(*m_area);
    QColor fill = theme.palette().focus;
    fill.setAlphaF(float(tint));
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(band, fill);
    painter.setPen(QPen(theme.palette().focus, theme.px(1)));
    painter.drawLine(band.topLeft(), band.bottomLeft());
    painter.drawLine(band.topRight(), band.bottomRight());
    if (m_shape == Shape::Range)
        return;
    painter.drawLine(band.topLeft(), band.topRight());
    painter.drawLine(band.bottomLeft(), band.bottomRight());
}

void PlotBrush::redraw()
{
    if (m_plot->isVisible())
        m_plot->layer(layerName)->replot();
}

} // namespace hardlens
