#include "widgets/plots/loss_histogram_view.h"

#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_brush.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/theme.h"

#include <QFontMetrics>
#include <QPainterPath>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

constexpr int equalBins = 40;
constexpr double countBase = 0.5; // log axis: a bin with a single RoI stands above it
constexpr double fillShare = 0.15;
constexpr int keyLines = 3;

/// The last tick is the overflow bin: "4+".
class LossTicker : public PlainTicker
{
public:
    double upper = 1;

protected:
    QVector<double> createTickVector(double step, const QCPRange& range) override
    {
        QVector<double> ticks = PlainTicker::createTickVector(step, range);
        ticks.removeIf([&](double t) { return t > upper * (1 + 1e-9); });
        return ticks;
    }
    QString getTickLabel(double tick, const QLocale& l, QChar f, int p) override
    {
        const QString label = PlainTicker::getTickLabel(tick, l, f, p);
        return tick > upper * (1 - 1e-9) ? label + "+" : label;
    }
};

} // namespace

LossHistogramView::LossHistogramView(QWidget* parent)
    : Panel("Loss of all RoIs", parent)
{
    m_plot = new PlotArea("Histogram of the losses of all RoIs of the step");
    m_plot->xAxis->setTicker(QSharedPointer<LossTicker>::create());
    m_plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
    m_plot->yAxis->setTicker(QSharedPointer<CountTicker>::create());
    m_plot->addLayer("picked");
    m_plot->layer("picked")->setMode(QCPLayer::lmBuffered);
    new PaintedItem(
        m_plot, [this](QPainter& p) { paintOutlines(p); }, true);
    new PaintedItem(m_plot, [this](QPainter& p) { paintKey(p); });
    new PaintedItem(m_plot, [this](QPainter& p) { paintCuts(p); });
    auto* picked = new PaintedItem(m_plot, [this](QPainter& p) { paintPicked(p); });
    picked->setLayer("picked");
    m_brush = new PlotBrush(m_plot, PlotBrush::Shape::Range);
    connect(m_brush, &PlotBrush::brushed, this, [this] { Q_EMIT brushed(brushedLosses()); });
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->exports()->setName("loss-histogram");
    m_plot->exports()->setMoment([this] { return m_moment; });
    m_plot->exports()->setTable("CSV of these bins", [this] { return visibleCsv(); });
    setBody(m_plot);
    m_refresher = new Refresher(this, [this] { refresh(); });
    m_plot->setEmptyText("No step yet. Space starts the training.");
}

void LossHistogramView::setStep(const std::shared_ptr<const Step>& step)
{
    if (step)
        setDetection({step, &step->detection()}, QString("step-%1").arg(step->header.step));
    else
        setDetection(nullptr);
}

void LossHistogramView::setDetection(
    const std::shared_ptr<const DetectionStep>& body, const QString& moment)
{
    m_moment = moment;
    if (body == m_body)
        return;
    m_body = body;
    m_refresher->touch();
}

void LossHistogramView::setPicked(std::optional<double> loss)
{
    if (loss == m_picked)
        return;
    m_picked = loss;
    if (isVisible())
        m_plot->layer("picked")->replot();
}

std::optional<ValueRange> LossHistogramView::brushedLosses() const
{
    if (!m_brush->area())
        return std::nullopt;
    // In the overflow bin the place within it says nothing: all of it is meant.
    const ValueRange x = m_brush->area()->x;
    const double upper = m_histogram.upper;
    return ValueRange {std::clamp(x.low, 0.0, upper),
        x.high > upper ? std::numeric_limits<double>::infinity() : std::max(0.0, x.high)};
}

void LossHistogramView::setBrushed(std::optional<ValueRange> losses)
{
    const double all = std::numeric_limits<double>::infinity();
    m_brush->setArea(
        losses ? std::optional(BrushedArea {.x = *losses, .y = {-all, all}}) : std::nullopt);
}

void LossHistogramView::refresh()
{
    if (!m_body) {
        m_histogram = {};
        m_plot->setEmptyText("No step yet. Space starts the training.");
        return;
    }
    const double reach = lossReach(*m_body);
    const double upper
        = reach > 0 || m_upper.value() <= 0 ? m_upper.update(reach) : m_upper.value();
    m_histogram = lossHistogram(*m_body, upper, equalBins);
    const double top = m_top.update(double(m_histogram.largestCount) * 1.3);
    const auto ticker = m_plot->xAxis->ticker().staticCast<LossTicker>();
    ticker->upper = upper;
    m_plot->xAxis->setRange(0, upper + m_histogram.binWidth());
    m_plot->yAxis->setRange(countBase, std::max(10.0, top));
    setTexts();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LossHistogramView::setTexts()
{
    const LossHistogram& h = m_histogram;
    setTitle(QString("Loss of all %1 RoIs").arg(h.rois));
    const bool none = h.rois == h.withoutLoss;
    m_plot->setEmptyText(!none ? QString()
            : h.rois == 0
            ? QString("This step has no RoIs.")
            : QString("Losses of all RoIs were not computed in this step: the sampler "
                      "does not need them, and they are computed every few steps only."));
    if (none)
        setNote({});
    else if (h.quota > 0 && m_body->mining.useNms)
        setNote(
            QString("%1 of the raw top %2 were duplicates").arg(h.duplicatesOfTop).arg(h.quota));
    else
        setNote("RoIs per bin, log scale");
}

void LossHistogramView::paintOutline(
    QPainter& painter, int32_t LossBin::*count, const QColor& colour, Qt::PenStyle style)
{
    const Theme& theme = Theme::instance();
    const double bottom = m_plot->yAxis->coordToPixel(countBase);
    QColor fill = colour;
    fill.setAlphaF(fillShare);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QPainterPath outline;
    double before = bottom;
    for (size_t i = 0; i < m_histogram.bins.size(); ++i) {
        const int32_t n = m_histogram.bins[i].*count;
        const double left
            = std::round(m_plot->xAxis->coordToPixel(double(i) * m_histogram.binWidth()));
        const double right
            = std::round(m_plot->xAxis->coordToPixel(double(i + 1) * m_histogram.binWidth()));
        const double y = n > 0 ? std::round(m_plot->yAxis->coordToPixel(n)) : bottom;
        if (n > 0)
            painter.fillRect(QRectF(left, y, right - left, bottom - y), fill);
        if (y != before || i == 0) {
            outline.moveTo(left, before);
            outline.lineTo(left, y);
        }
        // Along the axis there is nothing to outline.
        if (n > 0) {
            outline.moveTo(left, y);
            outline.lineTo(right, y);
        }
        before = y;
    }
    outline.moveTo(
        std::round(m_plot->xAxis->coordToPixel(m_plot->xAxis->range().upper)) - 1, before);
    outline.lineTo(outline.currentPosition().x(), bottom);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colour, theme.px(style == Qt::SolidLine ? 2 : 1.4), style, Qt::FlatCap));
    painter.drawPath(outline);
}

void LossHistogramView::paintOutlines(QPainter& painter)
{
    if (m_histogram.bins.empty())
        return;
    const Palette& p = Theme::instance().palette();
    paintOutline(painter, &LossBin::other, p.belowCut, Qt::DotLine);
    paintOutline(painter, &LossBin::suppressed, p.suppressed, Qt::DashLine);
    paintOutline(painter, &LossBin::selected, p.selected, Qt::SolidLine);
    // The bin that is not as wide as it looks is set apart.
    const double x = std::round(m_plot->xAxis->coordToPixel(m_histogram.upper)) + 0.5;
    painter.setPen(QPen(p.line, Theme::instance().px(1)));
    painter.drawLine(QPointF(x, m_plot->inner().top()), QPointF(x, m_plot->inner().bottom()));
}

void LossHistogramView::paintKey(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    struct Entry
    {
        QString word;
        QColor line, text;
        Qt::PenStyle style;
    };
    const bool cuts = !m_histogram.cuts.empty();
    const std::array<Entry, keyLines> entries {{
        {"selected", p.selected, p.selectedText, Qt::SolidLine},
        {"suppressed", p.suppressed, p.suppressedText, Qt::DashLine},
        {cuts ? "below the cut" : "not drawn", p.belowCut, p.belowCutText, Qt::DotLine},
    }};
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(painter.font());
    const QRect inner = m_plot->inner();
    int y = inner.top() + theme.px(2);
    for (const Entry& e : entries) {
        const int width = metrics.horizontalAdvance(e.word);
        const QRect box(inner.right() - width - theme.px(6), y, width, metrics.height());
        painter.setPen(e.text);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, e.word);
        painter.setPen(QPen(e.line, theme.px(2), e.style, Qt::FlatCap));
        painter.drawLine(box.left() - theme.px(26), box.center().y(), box.left() - theme.px(6),
            box.center().y());
        y += metrics.height();
    }
}

void LossHistogramView::paintCuts(QPainter& painter)
{
    const Theme& theme = Theme::instance();
    const QRect inner = m_plot->inner();
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(painter.font());
    // The key in the corner keeps its room, and what has no line goes below it.
    const int keyLeft = inner.right() - metrics.horizontalAdvance("below the cut") - theme.px(40);
    int noteTop = inner.top() + theme.px(4) + keyLines * metrics.height();
    int cutTop = inner.top() + theme.px(2);
    for (const LossCut& cut : m_histogram.cuts) {
        if (!cut.cut) {
            const QString text
                = QString("no cut: NMS left %1 of %2").arg(cut.survivors).arg(cut.quota);
            const int width = metrics.horizontalAdvance(text);
            const QRect box(inner.right() - theme.px(6) - width, noteTop, width, metrics.height());
            noteTop += metrics.height();
            painter.setPen(theme.palette().text);
            painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text);
            continue;
        }
        const double loss = std::min(double(*cut.cut), m_histogram.upper);
        const double at = std::round(m_plot->xAxis->coordToPixel(loss)) + 0.5;
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(theme.palette().text, theme.px(1.4), Qt::DashLine));
        painter.drawLine(QPointF(at, cutTop), QPointF(at, inner.bottom()));
        const QString text = QString("cut %1").arg(double(*cut.cut), 0, 'f', 2);
        QRect box(int(at) + theme.px(5), cutTop, metrics.horizontalAdvance(text), metrics.height());
        if (box.right() > keyLeft)
            box.moveRight(int(at) - theme.px(5));
        cutTop += metrics.height();
        painter.fillRect(box.adjusted(-theme.px(2), 0, theme.px(2), 0), theme.palette().panel);
        painter.setPen(theme.palette().text);
        painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, text);
    }
}

void LossHistogramView::paintPicked(QPainter& painter)
{
    if (!m_picked || !std::isfinite(*m_picked) || m_histogram.bins.empty())
        return;
    const Theme& theme = Theme::instance();
    const QRect inner = m_plot->inner();
    // In the overflow bin the place within it says nothing: its middle.
    const double loss = *m_picked < m_histogram.upper
        ? std::max(0.0, *m_picked)
        : m_histogram.upper + m_histogram.binWidth() / 2;
    const double x = std::round(m_plot->xAxis->coordToPixel(loss)) + 0.5;
    painter.setPen(QPen(theme.palette().focus, theme.px(2)));
    painter.drawLine(
        QPointF(x, inner.bottom()), QPointF(x, inner.bottom() - inner.height() * 0.55));
    drawMarker(painter, Marker::TriangleDown, {x, inner.bottom() - inner.height() * 0.55},
        theme.px(10), theme.palette().focus);
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(painter.font());
    const QString text = QString("picked %1").arg(*m_picked, 0, 'f', 2);
    QRect box(int(x) + theme.px(8),
        int(inner.bottom() - inner.height() * 0.55) - metrics.height() / 2,
        metrics.horizontalAdvance(text), metrics.height());
    if (box.right() > inner.right())
        box.moveRight(int(x) - theme.px(8));
    painter.fillRect(box, theme.palette().panel);
    painter.setPen(theme.palette().focusText);
    painter.drawText(box, Qt::AlignCenter, text);
}

QString LossHistogramView::visibleCsv() const
{
    const LossHistogram& h = m_histogram;
    if (h.rois == h.withoutLoss)
        return {};
    TableText table({"loss_from", "loss_to", "selected", "suppressed", "other"});
    for (size_t i = 0; i < h.bins.size(); ++i) {
        const bool last = i + 1 == h.bins.size();
        table << double(i) * h.binWidth() << (last ? INFINITY : double(i + 1) * h.binWidth())
              << h.bins[i].selected << h.bins[i].suppressed << h.bins[i].other;
    }
    return table.text();
}

QString LossHistogramView::toolTipAt(QPoint place) const
{
    if (m_histogram.bins.empty() || !m_plot->inner().contains(place))
        return {};
    const size_t i = m_histogram.binOf(m_plot->xAxis->pixelToCoord(place.x()));
    const LossBin& bin = m_histogram.bins[i];
    const double low = double(i) * m_histogram.binWidth();
    const QString range = i + 1 == m_histogram.bins.size()
        ? QString("loss %1 and more").arg(low, 0, 'f', 2)
        : QString("loss %1 to %2").arg(low, 0, 'f', 2).arg(low + m_histogram.binWidth(), 0, 'f', 2);
    QString text = QString("%1\n%2 selected, %3 suppressed, %4 others")
                       .arg(range)
                       .arg(bin.selected)
                       .arg(bin.suppressed)
                       .arg(bin.other);
    for (const LossCut& cut : m_histogram.cuts)
        if (cut.cut && !cut.picture.empty())
            text += QString("\n%1: cut %2")
                        .arg(QString::fromStdString(cut.picture))
                        .arg(double(*cut.cut), 0, 'f', 2);
    return text;
}

} // namespace hardlens
