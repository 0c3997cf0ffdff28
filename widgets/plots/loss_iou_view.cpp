#include "widgets/plots/loss_iou_view.h"

#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_brush.h"
#include "widgets/plots/plot_style.h"
#include "widgets/refresher.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double reach = 14;        // pixels from a point that still mean it
constexpr double belowFloor = 0.82; // of the floor: room for markers on it
constexpr double beyondIou = 0.02;

/// Powers of ten; the floor says that it holds what lies below it as well.
class FlooredTicker : public QCPAxisTickerLog
{
protected:
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale&, QChar, int) override
    {
        return tick < LossIouView::floorLoss * 1.5 ? QStringLiteral("≤.01") : QString::number(tick);
    }
};

} // namespace

LossIouView::LossIouView(QWidget* parent)
    : Panel("Loss against IoU", parent)
{
    m_plot = new PlotArea("Ranking loss of every RoI against its IoU with the ground truth");
    setMarkRow(*m_plot);
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create());
    m_plot->xAxis->setRange(-beyondIou, 1 + beyondIou);
    m_plot->yAxis->setScaleType(QCPAxis::stLogarithmic);
    m_plot->yAxis->setTicker(QSharedPointer<FlooredTicker>::create());
    new PaintedItem(m_plot, [this](QPainter& p) { paintThresholds(p); });
    new PaintedItem(m_plot, [this](QPainter& p) { paintKey(p); }); // below: it hides no point
    new PaintedItem(
        m_plot, [this](QPainter& p) { paintPoints(p); }, true);
    new PaintedItem(
        m_plot, [this](QPainter& p) { paintMedians(p); }, true);
    m_brush = new PlotBrush(m_plot, PlotBrush::Shape::Rectangle);
    m_brush->setClick([this](QPoint place) { return pickAt(place); });
    m_plot->addLayer("picked");
    m_plot->layer("picked")->setMode(QCPLayer::lmBuffered);
    auto* picked = new PaintedItem(m_plot, [this](QPainter& p) { paintPicked(p); });
    picked->setLayer("picked");
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    setBody(m_plot);
    connect(m_brush, &PlotBrush::brushed, this, &LossIouView::readBrush);
    connect(m_plot, &PlotArea::restyled, this, [this] { m_layerPlace = {}; });
    m_refresher = new Refresher(this, [this] { refresh(); });
    setTexts();
}

void LossIouView::setStep(const std::shared_ptr<const DetectionStep>& step)
{
    if (step == m_step)
        return;
    m_pick = step && m_step ? samePick(*m_step, m_pick, *step) : RoiPick {};
    m_step = step;
    m_refresher->touch();
}

void LossIouView::setClassNames(const std::vector<std::string>& names)
{
    m_classNames = names;
}

void LossIouView::setPicked(int picture, int roi)
{
    const RoiPick pick
        = m_step && holds(*m_step, {picture, roi}) ? RoiPick {picture, roi} : RoiPick {};
    if (pick == m_pick)
        return;
    m_pick = pick;
    if (isVisible())
        m_plot->layer("picked")->replot();
}

void LossIouView::setFilter(const RoiFilter& filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    showBrush();
    m_refresher->touch();
}

void LossIouView::showBrush()
{
    if (!m_filter.loss && !m_filter.iou) {
        m_brush->setArea(std::nullopt);
        return;
    }
    const ValueRange all {-infinity, infinity};
    m_brush->setArea(
        BrushedArea {.x = m_filter.iou.value_or(all), .y = m_filter.loss.value_or(all)});
}

void LossIouView::readBrush()
{
    RoiFilter filter = m_filter;
    filter.iou.reset();
    filter.loss.reset();
    if (m_brush->area()) {
        ValueRange loss = m_brush->area()->y;
        // What lies on the floor has any loss below it.
        loss.low = loss.low <= floorLoss ? 0 : loss.low;
        if (loss.low > 0 || !std::isinf(loss.high))
            filter.loss = loss;
        const ValueRange iou = m_brush->area()->x;
        if (!std::isinf(iou.low) || !std::isinf(iou.high))
            filter.iou = iou;
    }
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_refresher->touch();
    Q_EMIT filterChanged(m_filter);
}

void LossIouView::refresh()
{
    m_shown = m_step;
    m_data = m_step ? lossByIou(*m_step, {.floor = float(floorLoss)}) : LossIou {};
    std::erase_if(m_data.points, [](const LossIouPoint& p) { return !std::isfinite(p.iou); });
    m_passing.clear();
    double top = 0;
    for (const LossIouPoint& point : m_data.points) {
        const PictureRecord& picture = m_step->pictures[size_t(point.at.picture)];
        m_passing.push_back(
            passes(picture, picture.rois[size_t(point.at.roi)], m_step->mining, m_filter));
        top = std::max(top, double(point.loss));
    }
    m_plot->yAxis->setRange(floorLoss * belowFloor, std::max(0.1, m_upper.update(top * 1.2)));
    m_layerPlace = {};
    setTexts();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LossIouView::setTexts()
{
    const bool none = m_data.points.empty();
    m_plot->setEmptyText(!none ? QString()
            : !m_step          ? QString("No step yet. Press Space to start.")
            : m_data.withoutLoss == 0
            ? QString("This step has no RoIs.")
            : QString("Losses of all RoIs were not computed in this step: the sampler does not "
                      "need them, and they are computed every few steps only."));
    setNote(none ? QString()
            : m_data.withoutLoss > 0
            ? QString("loss over IoU · %1 without a loss").arg(groupedCount(m_data.withoutLoss))
            : QString("loss over IoU · drag filters"));
    setNoteToolTip("Ranking loss over the IoU with the ground truth; the line is the median. A "
                   "click picks the nearest point; dragging filters by both; Esc lets go.");
}

LossIouView::Scale LossIouView::scale() const
{
    const QCPAxis& x = *m_plot->xAxis;
    const QCPAxis& y = *m_plot->yAxis;
    return {.origin = {x.coordToPixel(0), y.coordToPixel(1)},
        .perIou = x.coordToPixel(1) - x.coordToPixel(0),
        .perLog = y.coordToPixel(10) - y.coordToPixel(1)};
}

std::optional<QPoint> LossIouView::pointOf(RoiPick pick) const
{
    const auto it
        = std::ranges::find(m_data.points, StepRoi {pick.picture, pick.roi}, &LossIouPoint::at);
    if (it == m_data.points.end())
        return std::nullopt;
    return scale().at(double(it->iou), double(it->logLoss)).toPoint();
}

const LossIouPoint* LossIouView::nearest(QPoint place) const
{
    const LossIouPoint* best = nullptr;
    const Scale toPixels = scale();
    double least = std::pow(Theme::instance().px(reach), 2);
    for (const LossIouPoint& point : m_data.points) {
        const QPointF way = toPixels.at(double(point.iou), double(point.logLoss)) - place;
        const double distance = QPointF::dotProduct(way, way);
        if (distance > least)
            continue;
        least = distance;
        best = &point;
    }
    return best;
}

bool LossIouView::pickAt(QPoint place)
{
    const LossIouPoint* point = nearest(place);
    if (!point)
        return false;
    if (RoiPick {point->at.picture, point->at.roi} != m_pick) {
        setPicked(point->at.picture, point->at.roi);
        Q_EMIT picked(m_pick.picture, m_pick.roi);
    }
    return true;
}

QString LossIouView::toolTipAt(QPoint place) const
{
    const LossIouPoint* point = m_plot->inner().contains(place) ? nearest(place) : nullptr;
    if (!point)
        return {};
    const RoiRecord& roi = m_shown->pictures[size_t(point->at.picture)].rois[size_t(point->at.roi)];
    const ClassBelief predicted = predictedClass(roi);
    QString text = QString("picture %1, RoI %2: %3\nloss %4 · IoU %5\nlabel %6")
                       .arg(point->at.picture + 1)
                       .arg(point->at.roi + 1)
                       .arg(fateName(roi.decision.fate), fixedNumber(double(point->loss), 3),
                           fixedNumber(double(point->iou)), labelName(m_classNames, roi.label));
    if (predicted.label >= 0)
        text += QString(" · predicted %1 %2")
                    .arg(labelName(m_classNames, predicted.label),
                        fixedNumber(double(predicted.probability)));
    return text;
}

} // namespace hardlens
