#include "widgets/plots/loss_histogram_view.h"

#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_brush.h"
#include "widgets/plots/plot_style.h"
#include "widgets/refresher.h"
#include "widgets/roi/overlay_style.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

constexpr int equalBins = 40;

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
    new PaintedItem(m_plot, [this](QPainter& p) { paintCuts(p); });
    new PaintedItem(m_plot, [this](QPainter& p) { paintKey(p); });
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
    setTitle(QString("Loss of all %1 RoIs").arg(groupedCount(h.rois)));
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
