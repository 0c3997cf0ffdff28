#include "widgets/embedding/line_handle.h"

#include "widgets/plots/plot_area.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <utility>

namespace hardlens {

namespace {

constexpr double reach = 11; // pixels across in which the line is taken
constexpr double keyStep = 0.01, shiftStep = 0.05;

double wholeHundredths(double value)
{
    return std::round(value * 100) / 100;
}

} // namespace

LineHandle::LineHandle(PlotArea* plot, const QString& accessibleName, QColor Palette::*colour)
    : QWidget(plot)
    , m_plot(plot)
    , m_colour(colour)
{
    setAccessibleName(accessibleName);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::SplitHCursor);
    setToolTip(accessibleName + ": drag it, or use Left and Right, with Shift in larger steps");
    connect(plot, &QCustomPlot::afterReplot, this, &LineHandle::place);
}

double LineHandle::pixel() const
{
    return std::round(m_plot->xAxis->coordToPixel(m_value));
}

void LineHandle::place()
{
    const QRect inner = m_plot->inner();
    const bool seen = m_offered && m_plot->emptyText().isEmpty()
        && m_plot->xAxis->range().contains(m_value) && inner.height() > 0;
    if (seen) {
        const int width = Theme::instance().px(reach) | 1; // odd: the line is in the middle
        setGeometry(int(pixel()) - width / 2, inner.top(), width, inner.height());
    }
    setVisible(seen);
}

void LineHandle::setValue(double value)
{
    if (m_dragged || value == m_value)
        return;
    m_value = value;
    place();
}

void LineHandle::setLimits(double low, double high)
{
    m_low = low;
    m_high = std::max(low, high);
}

void LineHandle::setOffered(bool offered)
{
    m_offered = offered;
    place();
}

void LineHandle::setMovable(bool movable)
{
    m_movable = movable;
    setAttribute(Qt::WA_TransparentForMouseEvents, !movable);
    setFocusPolicy(movable ? Qt::StrongFocus : Qt::NoFocus);
    update();
}

void LineHandle::moveTo(double value)
{
    const double kept = std::clamp(wholeHundredths(value), m_low, m_high);
    if (kept == m_value)
        return;
    m_value = kept;
    place();
    m_plot->replot(QCustomPlot::rpQueuedReplot); // what the plot paints beside the line
    Q_EMIT moved(m_value);
}

void LineHandle::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return event->ignore();
    m_grip = mapToParent(event->pos()).x() - pixel();
    m_dragged = true;
    update();
}

void LineHandle::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragged)
        moveTo(m_plot->xAxis->pixelToCoord(mapToParent(event->pos()).x() - m_grip));
}

void LineHandle::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || !std::exchange(m_dragged, false))
        return;
    update();
    Q_EMIT released();
}

/// Its keys lead through time elsewhere in the window; with the focus they are its own.
bool LineHandle::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Left || key == Qt::Key_Right) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void LineHandle::keyPressEvent(QKeyEvent* event)
{
    const double step = event->modifiers() & Qt::ShiftModifier ? shiftStep : keyStep;
    if (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right)
        return QWidget::keyPressEvent(event);
    moveTo(m_value + (event->key() == Qt::Key_Right ? step : -step));
    Q_EMIT released();
}

void LineHandle::focusInEvent(QFocusEvent* event)
{
    raise(); // of two lines at one place the one that the keys move is seen
    QWidget::focusInEvent(event);
}

void LineHandle::focusOutEvent(QFocusEvent* event)
{
    update();
    QWidget::focusOutEvent(event);
}

void LineHandle::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    QPainter painter(this);
    const double x = width() / 2 + 0.5;
    painter.setPen(QPen(p.*m_colour, theme.px(2)));
    painter.drawLine(QPointF(x, 0), QPointF(x, height()));
    if (!m_movable)
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF grip(x - theme.px(3), height() * 0.5 - theme.px(9), theme.px(6), theme.px(18));
    painter.setPen(hasFocus() || m_dragged ? QPen(p.text, theme.px(1.4)) : QPen(Qt::NoPen));
    painter.setBrush(p.*m_colour);
    painter.drawRoundedRect(grip, theme.px(2.5), theme.px(2.5));
}

} // namespace hardlens
