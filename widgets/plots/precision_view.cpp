#include "widgets/plots/precision_view.h"

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

#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <ranges>

namespace hardlens {

namespace {

constexpr int nameWidth = 132;
constexpr int pointReach = 6;         // pixels from an evaluation that still mean it
constexpr size_t mostClassLines = 24; // of a tool tip

} // namespace

PrecisionView::PrecisionView(QWidget* parent)
    : Panel("AP on the test pictures", parent)
{
    m_plot = new TimePlot("Average precision per class on the test pictures");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create(true));
    m_plot->yAxis->setTicker(QSharedPointer<PlainTicker>::create());
    m_plot->yAxis->setRange(0, 1);
    setRightMargin(*m_plot, nameWidth);
    setMarkRow(*m_plot);
    new PaintedItem(
        m_plot, [this](QPainter& p) { paintCurves(p); }, true);
    new PaintedItem(m_plot, [this](QPainter& p) {
        drawTimeMarks(
            p, m_plot->inner(), m_marks.marks(), [this](auto& m) { return xOf(m); }, false);
    });
    new PaintedItem(m_plot, [this](QPainter& p) { paintNames(p); });
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    m_plot->exports()->setName("average-precision");
    m_plot->exports()->setMoment([this] { return QString("step-%1").arg(m_lastStep); });
    m_plot->exports()->setTable("CSV of the visible evaluations", [this] { return visibleCsv(); });
    setBody(m_plot);
    m_switch = new AxisSwitch({"steps", "time"}, "Horizontal axis");
    addToHeader(m_switch);
    connect(m_switch, &AxisSwitch::chosen, this, [this](int i) { setAxis(Axis(i)); });
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_plot, &TimePlot::rangeChanged, this, [this] { m_refresher->touch(); });
    connect(m_plot, &PlotArea::clickedAt, this, &PrecisionView::chooseAt);
    setEmptyText(tr("No evaluation yet."));
}

/// The evaluation that is clicked on, else the step.
void PrecisionView::chooseAt(double x)
{
    const double pixel = m_plot->xAxis->coordToPixel(x);
    for (const auto& e : m_evaluations)
        if (std::abs(m_plot->xAxis->coordToPixel(xOf(*e)) - pixel)
            <= Theme::instance().px(pointReach)) {
            Q_EMIT stepChosen(e->step);
            return;
        }
    if (const auto step
        = m_axis == Axis::Steps ? stepAtPlace(m_history, x) : stepAtSeconds(m_history, x))
        Q_EMIT stepChosen(*step);
}

void PrecisionView::setShown(std::optional<int64_t> step)
{
    m_shown = step;
    showCursor();
}

void PrecisionView::showCursor()
{
    std::optional<double> x;
    if (m_shown)
        x = m_axis == Axis::Steps ? double(*m_shown) : trainSecondsOf(m_history, *m_shown);
    m_plot->setCursorAt(x);
}

void PrecisionView::setEmptyText(const QString& text)
{
    m_emptyText = text;
    if (m_evaluations.empty())
        m_plot->setEmptyText(text);
}

void PrecisionView::setAxis(Axis axis)
{
    if (axis == m_axis)
        return;
    m_axis = axis;
    m_switch->setCurrent(int(axis));
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create(axis == Axis::Steps));
    m_plot->followLive();
    m_refresher->touch();
    Q_EMIT axisChosen(axis);
}

void PrecisionView::setOptionLabels(std::map<std::string, std::string> labels)
{
    m_marks.setLabels(std::move(labels));
}

void PrecisionView::clear()
{
    m_evaluations.clear();
    m_history = {};
    m_tail = {};
    m_marks.clear();
    m_lastStep = m_lastSeconds = 0;
    m_plot->followLive();
    m_refresher->touch();
}

void PrecisionView::setHistory(const History& history)
{
    const size_t row = m_tail.next(history);
    if (m_tail.restarted() || history.evaluations.size() < m_evaluations.size()) {
        clear();
        m_tail.next(history);
    }
    const bool marked = m_marks.read(history);
    if (!marked && row == history.steps.size()
        && m_evaluations.size() == history.evaluations.size())
        return;
    m_history = history;
    for (size_t i = m_evaluations.size(); i < history.evaluations.size(); ++i)
        m_evaluations.push_back(history.evaluations[i]);
    if (!history.steps.empty()) {
        m_lastStep = double(history.steps.back().step);
        m_lastSeconds = history.steps.back().trainSeconds;
    }
    m_refresher->touch();
}

int PrecisionView::classes() const
{
    return m_evaluations.empty() ? 0 : int(m_evaluations.back()->classes.size());
}

double PrecisionView::valueOf(const Evaluation& evaluation, int classIndex) const
{
    if (classIndex < 0)
        return evaluation.meanAveragePrecision;
    return size_t(classIndex) < evaluation.classes.size()
        ? evaluation.classes[size_t(classIndex)].averagePrecision
        : std::nan("");
}

double PrecisionView::xOf(const Evaluation& evaluation) const
{
    return m_axis == Axis::Steps ? double(evaluation.step) : evaluation.trainSeconds;
}

double PrecisionView::xOf(const TimeMark& mark) const
{
    return m_plot->xAxis->coordToPixel(
        m_axis == Axis::Steps ? double(mark.step) : mark.trainSeconds);
}

void PrecisionView::refresh()
{
    m_plot->setEmptyText(m_evaluations.empty() ? m_emptyText : QString());
    if (m_evaluations.empty())
        return;
    const Evaluation& last = *m_evaluations.back();
    m_plot->setEnd(std::max(m_axis == Axis::Steps ? m_lastStep : m_lastSeconds, xOf(last)));
    if (!m_plot->ownsVertical())
        m_plot->yAxis->setRange(0, 1);
    setNote(QString("IoU %1").arg(last.iouThreshold, 0, 'f', 2));
    setNoteToolTip(QString("Average precision on %1 test pictures; a box counts from IoU %2 on")
                       .arg(last.pictures)
                       .arg(last.iouThreshold, 0, 'f', 2));
    showCursor();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

std::optional<int32_t> PrecisionView::nameAt(QPoint place) const
{
    const auto it
        = std::ranges::find_if(m_names, [place](const Name& n) { return n.place.contains(place); });
    return it == m_names.end() ? std::nullopt : std::optional(it->label);
}

bool PrecisionView::eventFilter(QObject* watched, QEvent* event)
{
    const bool moved = event->type() == QEvent::MouseMove;
    if (moved || event->type() == QEvent::MouseButtonPress) {
        const auto& mouse = static_cast<const QMouseEvent&>(*event);
        const auto label = nameAt(mouse.position().toPoint());
        if (moved && mouse.buttons() == Qt::NoButton)
            m_plot->setCursor(label ? Qt::PointingHandCursor : Qt::ArrowCursor);
        if (!moved && label && mouse.button() == Qt::LeftButton) {
            Q_EMIT classChosen(*label);
            return true;
        }
    }
    return Panel::eventFilter(watched, event);
}

QString PrecisionView::visibleCsv() const
{
    QStringList columns {"step", "train_seconds", "pictures", "iou", "map"};
    for (int c = 0; c < classes(); ++c)
        columns << "ap_" + QString::fromStdString(m_evaluations.back()->classes[size_t(c)].name);
    TableText table(columns);
    for (const auto& e : m_evaluations) {
        if (!m_plot->xAxis->range().contains(xOf(*e)))
            continue;
        table << e->step << e->trainSeconds << e->pictures << e->iouThreshold
              << e->meanAveragePrecision;
        for (int c = 0; c < classes(); ++c)
            table << valueOf(*e, c);
    }
    return table.rows() > 0 ? table.text() : QString();
}

QString PrecisionView::toolTipAt(QPoint place) const
{
    if (nameAt(place))
        return QString("Click: the detections that this is of");
    if (m_evaluations.empty())
        return {};
    const double x = m_plot->xAxis->pixelToCoord(place.x());
    const Evaluation& e = **std::min_element(m_evaluations.begin(), m_evaluations.end(),
        [&](auto& a, auto& b) { return std::abs(xOf(*a) - x) < std::abs(xOf(*b) - x); });
    QString text = QString("after step %1, %2 s of training\nmAP %3")
                       .arg(e.step)
                       .arg(e.trainSeconds, 0, 'f', 0)
                       .arg(e.meanAveragePrecision, 0, 'f', 3);
    for (const ClassPrecision& c : e.classes | std::views::take(mostClassLines))
        text += std::isnan(c.averagePrecision)
            ? QString("\n%1: no objects").arg(QString::fromStdString(c.name))
            : QString("\n%1 %2 (%3 objects)")
                  .arg(QString::fromStdString(c.name))
                  .arg(c.averagePrecision, 0, 'f', 3)
                  .arg(c.objects);
    if (e.classes.size() > mostClassLines)
        text += QString("\nand %1 more classes: Detections lists them all")
                    .arg(e.classes.size() - mostClassLines);
    return text;
}

} // namespace hardlens
