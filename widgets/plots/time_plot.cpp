#include "widgets/plots/time_plot.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRubberBand>
#include <QStyleHints>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr double keyZoom = 1.25;
constexpr double notchZoom = 1.15;

} // namespace

TimePlot::TimePlot(const QString& accessibleName, QWidget* parent)
    : PlotArea(accessibleName, parent)
{
    setFocusPolicy(Qt::StrongFocus);
    m_band = new QRubberBand(QRubberBand::Rectangle, this);
    m_soonClicked.setSingleShot(true);
    connect(&m_soonClicked, &QTimer::timeout, this, [this] { Q_EMIT clickedAt(m_clickX); });
}

void TimePlot::click(double x)
{
    m_clickX = x;
    if (follows())
        Q_EMIT clickedAt(x);
    else
        m_soonClicked.start(QGuiApplication::styleHints()->mouseDoubleClickInterval());
}

void TimePlot::setEnd(double end)
{
    m_end = std::max(end, 1e-3);
    if (!m_zoomed)
        xAxis->setRange(0, m_end);
}

void TimePlot::setRange(QCPRange range)
{
    const double size = std::clamp(range.size(), m_end * 1e-5, m_end);
    const double lower = std::clamp(range.center() - size / 2, 0.0, m_end - size);
    m_zoomed = size < m_end * 0.9999;
    m_ownsVertical = m_ownsVertical && m_zoomed;
    xAxis->setRange(lower, lower + size);
    Q_EMIT rangeChanged();
    replot(rpQueuedReplot);
}

void TimePlot::zoomAbout(double x, double factor)
{
    const QCPRange r = xAxis->range();
    // Clamped first, so that the place under the cursor stays there at the limits as well.
    const double size = std::clamp(r.size() / factor, m_end * 1e-5, m_end);
    const double lower = x - (x - r.lower) * size / r.size();
    setRange({lower, lower + size});
}

void TimePlot::zoomTo(const QCPRange& x, const QCPRange& y)
{
    m_ownsVertical = true;
    yAxis->setRange(y);
    setRange(x);
}

void TimePlot::panBy(double dx)
{
    const QCPRange r = xAxis->range();
    setRange({r.lower + dx, r.upper + dx});
}

void TimePlot::followLive()
{
    m_ownsVertical = false;
    setRange({0, m_end});
}

void TimePlot::mousePressEvent(QMouseEvent* event)
{
    const bool pan = event->button() == Qt::MiddleButton
        || (event->button() == Qt::LeftButton && event->modifiers() & Qt::ControlModifier);
    m_from = event->pos();
    m_rangeAtPress = xAxis->range();
    if (pan) {
        m_drag = Drag::Pan;
        setCursor(Qt::ClosedHandCursor);
    } else if (event->button() == Qt::LeftButton && emptyText().isEmpty()) {
        m_drag = Drag::Rectangle;
    }
    event->accept();
}

void TimePlot::mouseMoveEvent(QMouseEvent* event)
{
    if (m_drag == Drag::Pan) {
        const double perPixel = m_rangeAtPress.size() / std::max(1, inner().width());
        const double shift = (m_from.x() - event->pos().x()) * perPixel;
        setRange({m_rangeAtPress.lower + shift, m_rangeAtPress.upper + shift});
    } else if (m_drag == Drag::Rectangle) {
        const QRect band = QRect(m_from, event->pos()).normalized() & inner();
        m_band->setGeometry(band);
        m_band->setVisible(band.width() >= shortestDrag);
    }
    event->accept();
}

void TimePlot::mouseReleaseEvent(QMouseEvent* event)
{
    const Drag drag = std::exchange(m_drag, Drag::None);
    unsetCursor();
    event->accept();
    if (drag != Drag::Rectangle)
        return;
    m_band->hide();
    if (isClick(m_from, event->pos()))
        return click(xAxis->pixelToCoord(m_from.x()));
    const QRect band = QRect(m_from, event->pos()).normalized() & inner();
    if (band.width() < shortestDrag || band.height() < shortestDrag)
        return;
    zoomTo({xAxis->pixelToCoord(band.left()), xAxis->pixelToCoord(band.right())},
        {yAxis->pixelToCoord(band.bottom()), yAxis->pixelToCoord(band.top())});
}

void TimePlot::mouseDoubleClickEvent(QMouseEvent* event)
{
    m_drag = Drag::None;
    m_soonClicked.stop();
    followLive();
    event->accept();
}

void TimePlot::wheelEvent(QWheelEvent* event)
{
    const double notches = event->angleDelta().y() / 120.0;
    if (notches != 0)
        zoomAbout(xAxis->pixelToCoord(event->position().x()), std::pow(notchZoom, notches));
    event->accept();
}

void TimePlot::keyPressEvent(QKeyEvent* event)
{
    const double tenth = xAxis->range().size() / 10;
    switch (event->modifiers() & Qt::ControlModifier ? 0 : event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        return zoomAbout(xAxis->range().center(), keyZoom);
    case Qt::Key_Minus:
        return zoomAbout(xAxis->range().center(), 1 / keyZoom);
    case Qt::Key_Left:
        return panBy(-tenth);
    case Qt::Key_Right:
        return panBy(tenth);
    case Qt::Key_Home:
        return followLive();
    default:
        PlotArea::keyPressEvent(event);
    }
}

} // namespace hardlens
