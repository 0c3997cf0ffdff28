#include "widgets/plots/plot_area.h"

#include "widgets/export/export_menu.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/refresher.h"
#include "widgets/theme.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace hardlens {

namespace {

const char* const cursorLayer = "cursor";
constexpr int mostTicks = 5;
constexpr double tickWidth = 42; // pixels

/// Whether what is painted now goes to the screen, or to pixels just like it. For paint events.
bool isOnScreen(QWidget& widget)
{
    const QPainter painter(&widget);
    const QPaintEngine& engine = *painter.paintEngine();
    return engine.type() == QPaintEngine::Raster
        && qFuzzyCompare(engine.paintDevice()->devicePixelRatioF(), widget.devicePixelRatioF());
}

} // namespace

PlotArea::PlotArea(const QString& accessibleName, QWidget* parent)
    : QCustomPlot(parent)
{
    setAccessibleName(accessibleName);
    legend->setVisible(false);
    setMinimumSize(0, 0);
    m_exports = new ExportMenu(this);
    connect(&Theme::instance(), &Theme::changed, this, &PlotArea::restyle);
    connect(this, &QCustomPlot::beforeReplot, this, &PlotArea::setTickCount);
    applyPlotStyle(*this);
    addLayer(cursorLayer);
    layer(cursorLayer)->setMode(QCPLayer::lmBuffered);
    auto* cursor = new PaintedItem(this, [this](QPainter& p) { paintCursor(p); });
    cursor->setLayer(cursorLayer);
}

void PlotArea::setCursorAt(std::optional<double> x)
{
    if (x == m_cursor)
        return;
    m_cursor = x;
    layer(cursorLayer)->replot();
}

void PlotArea::paintCursor(QPainter& painter)
{
    if (!m_cursor)
        return;
    const Theme& theme = Theme::instance();
    const double x = std::round(xAxis->coordToPixel(*m_cursor)) + 0.5;
    const QRect place = inner();
    if (x < place.left() || x > place.right() + 2)
        return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(theme.palette().text, theme.px(1)));
    painter.drawLine(QPointF(x, place.top()), QPointF(x, place.bottom()));
    // Below the row of words that marks may have.
    drawMarker(painter, Marker::TriangleDown, QPointF(x, place.top() + theme.px(4)), theme.px(8),
        theme.palette().focus);
}

bool PlotArea::isClick(QPoint press, QPoint release) const
{
    return m_emptyText.isEmpty() && inner().contains(press)
        && (release - press).manhattanLength() < shortestDrag;
}

void PlotArea::mousePressEvent(QMouseEvent* event)
{
    QCustomPlot::mousePressEvent(event);
    m_press.reset();
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::NoModifier)
        m_press = event->pos();
}

void PlotArea::mouseReleaseEvent(QMouseEvent* event)
{
    QCustomPlot::mouseReleaseEvent(event);
    const auto press = std::exchange(m_press, std::nullopt);
    if (press && isClick(*press, event->pos()))
        Q_EMIT clickedAt(xAxis->pixelToCoord(press->x()));
}

void PlotArea::setEmptyText(const QString& text)
{
    if (text == m_emptyText)
        return;
    m_emptyText = text;
    update();
}

void PlotArea::setToolTipAt(std::function<QString(QPoint)> text)
{
    m_toolTipAt = std::move(text);
}

void PlotArea::restyle()
{
    applyPlotStyle(*this);
    Q_EMIT restyled();
    replot(rpQueuedReplot);
}

bool PlotArea::event(QEvent* event)
{
    Refresher::catchUpBefore(*event, *this);
    if (event->type() == QEvent::ToolTip && m_toolTipAt) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = m_emptyText.isEmpty() ? m_toolTipAt(help->pos()) : QString();
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        // A ring tells where the keyboard is; a click tells that by itself.
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        m_focusRing = event->type() == QEvent::FocusIn
            && (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason
                || reason == Qt::ShortcutFocusReason);
        update();
    }
    return QCustomPlot::event(event);
}

/// As many as have room for their words.
void PlotArea::setTickCount()
{
    const QMargins margins = axisRect()->margins();
    const int room = width() - margins.left() - margins.right();
    xAxis->ticker()->setTickCount(std::clamp(room / Theme::instance().px(tickWidth), 2, mostTicks));
}

/// Anew and not from the cached pixels: for a file of lines and words, or for another density.
void PlotArea::paintPlot()
{
    QCPPainter painter(this);
    painter.setMode(QCPPainter::pmNoCaching);
    painter.setMode(
        QCPPainter::pmVectorized, painter.paintEngine()->type() != QPaintEngine::Raster);
    toPainter(&painter, width(), height());
}

void PlotArea::paintEvent(QPaintEvent* event)
{
    const Theme& theme = Theme::instance();
    if (m_emptyText.isEmpty()) {
        if (isOnScreen(*this))
            QCustomPlot::paintEvent(event);
        else
            paintPlot();
    }
    QPainter painter(this);
    if (!m_emptyText.isEmpty()) {
        painter.fillRect(rect(), theme.palette().panel);
        painter.setPen(theme.palette().muted);
        painter.setFont(theme.font());
        const int margin = theme.px(16);
        painter.drawText(rect().adjusted(margin, 0, -margin, 0), Qt::AlignCenter | Qt::TextWordWrap,
            m_emptyText);
    }
    if (m_focusRing) {
        painter.setPen(QPen(theme.palette().focus, theme.px(1)));
        painter.setRenderHint(QPainter::Antialiasing);
        painter.drawRoundedRect(
            QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme.px(4), theme.px(4));
    }
}

} // namespace hardlens
