#include "widgets/plots/loss_curves_view.h"

#include "core/analysis/step_times.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/axis_switch.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/time_plot.h"
#include "widgets/refresher.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

// The random samplers leave the losses of all RoIs out of most steps (every tenth has them by
// default).
constexpr size_t bridgedRows = 50;
constexpr int nameWidth = 110;
const char* const judgement = "The mean over all RoIs does not judge a short run: it may well be "
                              "higher under OHEM, which spends its steps "
                              "on the hard ones. The AP per class judges.\n"
                              "Wheel zooms about the cursor, a dragged rectangle zooms, Ctrl or "
                              "the middle button pans, a double click "
                              "follows the run again. A click goes to that step.";

} // namespace

LossCurvesView::LossCurvesView(QWidget* parent)
    : Panel("Mean loss", parent)
    , m_curves {{{DecimatedCurve(bridgedRows), DecimatedCurve(bridgedRows)},
          {DecimatedCurve(bridgedRows), DecimatedCurve(bridgedRows)}}}
{
    m_plot = new TimePlot("Mean loss over all RoIs and over the selected ones");
    m_plot->setEmptyText("No step yet. Space starts the training.");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create(true));
    m_plot->yAxis->setTicker(QSharedPointer<PlainTicker>::create());
    setRightMargin(*m_plot, nameWidth);
    setMarkRow(*m_plot);
    new PaintedItem(m_plot, [this](QPainter& p) {
        drawTimeMarks(p, m_plot->inner(), m_marks.marks(), [this](auto& m) { return xOf(m); });
    });
    for (QCPGraph*& graph : m_graphs) {
        graph = m_plot->addGraph();
        graph->setAdaptiveSampling(false); // already as many points as there are pixels
    }
    new PaintedItem(m_plot, [this](QPainter& p) { paintNames(p); });
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->exports()->setName("mean-loss");
    m_plot->exports()->setMoment([this] { return QString("step-%1").arg(m_ends[0]); });
    m_plot->exports()->setTable("CSV of the visible steps", [this] { return visibleCsv(); });
    setBody(m_plot);
    m_switch = new AxisSwitch({"steps", "time"}, "Horizontal axis");
    addToHeader(m_switch);
    setNote("does not judge short runs");
    setNoteToolTip(judgement);
    connect(m_switch, &AxisSwitch::chosen, this, [this](int i) { setAxis(Axis(i)); });
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_plot, &TimePlot::rangeChanged, this, [this] { m_refresher->touch(); });
    connect(m_plot, &PlotArea::restyled, this, &LossCurvesView::restyle);
    connect(m_plot, &PlotArea::clickedAt, this, [this](double x) {
        if (const auto step
            = m_axis == Axis::Steps ? stepAtPlace(m_history, x) : stepAtSeconds(m_history, x))
            Q_EMIT stepChosen(*step);
    });
    restyle();
}

void LossCurvesView::setOptionLabels(std::map<std::string, std::string> labels)
{
    m_marks.setLabels(std::move(labels));
}

void LossCurvesView::setAxis(Axis axis)
{
    if (axis == m_axis)
        return;
    m_axis = axis;
    m_switch->setCurrent(int(axis));
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create(axis == Axis::Steps));
    m_plot->setEnd(m_ends[size_t(axis)]);
    m_plot->followLive();
    m_refresher->touch();
    Q_EMIT axisChosen(axis);
}

void LossCurvesView::setShown(std::optional<int64_t> step)
{
    m_shown = step;
    showCursor();
}

void LossCurvesView::showCursor()
{
    std::optional<double> x;
    if (m_shown)
        x = m_axis == Axis::Steps ? double(*m_shown) : trainSecondsOf(m_history, *m_shown);
    m_plot->setCursorAt(x);
}

void LossCurvesView::clear()
{
    for (auto& byAxis : m_curves)
        for (DecimatedCurve& curve : byAxis)
            curve.clear();
    m_ends = {1, 1};
    m_history = {};
    m_marks.clear();
    m_top.clear();
    m_tail = {};
    m_plot->followLive();
    m_refresher->touch();
}

void LossCurvesView::setHistory(const History& history)
{
    size_t row = m_tail.next(history);
    if (m_tail.restarted()) {
        clear();
        row = m_tail.next(history);
    }
    const bool marked = m_marks.read(history);
    if (row == history.steps.size() && !marked)
        return;
    m_history = history;
    for (; row < history.steps.size(); ++row) {
        const StepRow& r = history.steps[row];
        const std::array<double, curveCount> values {
            double(r.meanLossAll), double(r.meanLossSelected)};
        for (size_t c = 0; c < curveCount; ++c) {
            m_curves[c][0].append(double(r.step), values[c]);
            m_curves[c][1].append(r.trainSeconds, values[c]);
        }
        m_ends = {double(r.step), r.trainSeconds};
    }
    m_refresher->touch();
}

double LossCurvesView::xOf(const TimeMark& mark) const
{
    return m_plot->xAxis->coordToPixel(
        m_axis == Axis::Steps ? double(mark.step) : mark.trainSeconds);
}

void LossCurvesView::refresh()
{
    m_plot->setEmptyText(rows() ? QString() : "No step yet. Space starts the training.");
    m_plot->setEnd(m_ends[size_t(m_axis)]);
    const QCPRange range = m_plot->xAxis->range();
    for (size_t c = 0; c < curveCount; ++c) {
        QVector<QCPGraphData> data;
        for (const CurvePoint& p :
            curve(c).points(range.lower, range.upper, m_plot->inner().width()))
            data.append({p.x, p.y});
        m_graphs[c]->data()->set(data, true);
    }
    fitVertical();
    showCursor();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void LossCurvesView::fitVertical()
{
    if (m_plot->ownsVertical())
        return;
    const QCPRange range = m_plot->xAxis->range();
    double low = INFINITY, high = 0;
    for (size_t c = 0; c < curveCount; ++c)
        if (const auto extent = curve(c).extent(range.lower, range.upper)) {
            low = std::min(low, extent->low);
            high = std::max(high, extent->high);
        }
    if (m_plot->follows()) {
        m_plot->yAxis->setRange(0, m_top.update(high));
    } else if (high > low) {
        const double air = (high - low) * 0.08;
        m_plot->yAxis->setRange(std::max(0.0, low - air), high + air);
    }
}

void LossCurvesView::restyle()
{
    const Theme& theme = Theme::instance();
    const Palette& p = theme.palette();
    m_graphs[0]->setPen(QPen(p.focus, theme.px(1.4)));
    m_graphs[1]->setPen(QPen(p.selected, theme.px(1.4)));
}

void LossCurvesView::paintNames(QPainter& painter)
{
    const Palette& p = Theme::instance().palette();
    const std::array<QString, curveCount> names {"all RoIs", "selected"};
    const std::array<QColor, curveCount> colours {p.focusText, p.selectedText};
    std::vector<EndLabel> labels;
    for (size_t c = 0; c < curveCount; ++c)
        if (const auto last = curve(c).lastBefore(m_plot->xAxis->range().upper))
            labels.push_back({.name = names[c],
                .value = QString::number(last->y, 'f', 2),
                .colour = colours[c],
                .y = m_plot->yAxis->coordToPixel(last->y)});
    const QRect inner = m_plot->inner();
    const int gap = Theme::instance().px(6);
    drawEndLabels(painter,
        QRect(inner.right() + gap, inner.top(), m_plot->width() - inner.right() - gap,
            inner.height()),
        labels);
}

QString LossCurvesView::visibleCsv() const
{
    const QCPRange range = m_plot->xAxis->range();
    TableText table({"step", "train_seconds", "mean_loss_all", "mean_loss_selected"});
    for (size_t i = 0; i < m_history.steps.size(); ++i) {
        const StepRow& row = m_history.steps[i];
        if (range.contains(m_axis == Axis::Steps ? double(row.step) : row.trainSeconds))
            table << row.step << row.trainSeconds << row.meanLossAll << row.meanLossSelected;
    }
    return table.rows() > 0 ? table.text() : QString();
}

QString LossCurvesView::toolTipAt(QPoint place) const
{
    if (!m_plot->inner().contains(place))
        return {};
    const QString mark = timeMarksAt(
        m_marks.marks(), [this](auto& m) { return xOf(m); }, place.x());
    if (!mark.isEmpty())
        return mark;
    const double x = m_plot->xAxis->pixelToCoord(place.x());
    const auto selected = curve(1).nearest(x);
    const auto all = curve(0).nearest(x);
    if (!selected && !all)
        return {};
    const auto line = [](const char* name, const std::optional<CurvePoint>& p) {
        return p ? QString("\n%1 %2").arg(name).arg(p->y, 0, 'f', 3) : QString();
    };
    const double at = selected ? selected->x : all->x;
    const QString head = m_axis == Axis::Steps ? QString("step %1").arg(at)
                                               : QString("%1 s of training").arg(at, 0, 'f', 1);
    return head + line("selected RoIs", selected) + line("all RoIs", all);
}

} // namespace hardlens
