#include "widgets/hardness/roi_past_view.h"

#include "core/analysis/stable_upper.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/time_plot.h"
#include "widgets/refresher.h"
#include "widgets/roi/overlay_style.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int nameWidth = 160;
constexpr double air = 1.08; // above the highest point

} // namespace

RoiPastView::RoiPastView(QWidget* parent)
    : Panel("Hardness over time", parent)
{
    m_plot = new TimePlot("Loss and fate of the picked RoI over the recorded steps");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create(true));
    m_plot->yAxis->setTicker(QSharedPointer<PlainTicker>::create());
    setRightMargin(*m_plot, nameWidth);
    new PaintedItem(
        m_plot, [this](QPainter& p) { paintCut(p); }, true);
    new PaintedItem(m_plot, [this](QPainter& p) { paintPoints(p); });
    new PaintedItem(m_plot, [this](QPainter& p) { paintKey(p); });
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->exports()->setName("hardness-over-time");
    m_plot->exports()->setMoment([this] { return m_title; });
    m_plot->exports()->setTable("CSV of these steps", [this] { return csv(); });
    setBody(m_plot);
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_plot, &TimePlot::rangeChanged, this, [this] { m_refresher->touch(); });
    connect(m_plot, &PlotArea::clickedAt, this, [this](double x) {
        if (const RoiMoment* moment = momentNear(x))
            Q_EMIT stepChosen(moment->step);
    });
    showWords();
}

void RoiPastView::setNoPast(NoPast why)
{
    m_why = why;
    m_picked = false;
    m_title.clear();
    m_past.clear();
    m_complete = true;
    m_plot->followLive();
    showWords();
    m_refresher->touch();
}

void RoiPastView::setPast(const QString& title, RoiPast past, bool complete)
{
    if (!m_picked || title != m_title) {
        m_done = m_total = 0;
        m_plot->followLive(); // another RoI: a zoom into the last one's past says nothing
    }
    m_picked = true;
    m_title = title;
    m_past = std::move(past);
    m_complete = complete;
    showWords();
    m_refresher->touch();
}

void RoiPastView::setProgress(int done, int total)
{
    m_done = done;
    m_total = total;
    showWords();
}

void RoiPastView::setShown(std::optional<int64_t> step)
{
    m_plot->setCursorAt(step ? std::optional(double(*step)) : std::nullopt);
}

QString RoiPastView::progressText() const
{
    return m_total > 0 ? QString("reading %1 of %2 steps").arg(m_done).arg(m_total)
                       : QString("reading the recorded steps");
}

void RoiPastView::showWords()
{
    QString empty;
    if (!m_picked)
        empty = m_why == NoPast::Jittered
            ? "This RoI was made by shaking an object's box: each step makes new ones, so it has "
              "no past. Pick a proposal instead."
            : "Pick a RoI: click a box or a row. Its loss in every recorded step is shown here.";
    else if (m_past.empty())
        empty = m_complete ? QString("No recorded step has this RoI.") : progressText() + "…";
    m_plot->setEmptyText(empty);
    if (!m_picked)
        setNote({});
    else if (!m_complete)
        setNote(progressText() + " · " + m_title);
    else
        setNote(
            m_past.empty() ? m_title : QString("%1 · %2 steps").arg(m_title).arg(m_past.size()));
}

void RoiPastView::refresh()
{
    if (m_past.empty())
        return;
    m_plot->setEnd(double(m_past.back().step));
    fitVertical();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void RoiPastView::fitVertical()
{
    if (m_plot->ownsVertical())
        return;
    double top = 0;
    for (const RoiMoment& m : m_past)
        if (m_plot->xAxis->range().contains(double(m.step)))
            for (const float value : {m.loss, m.cut.value_or(0)})
                if (std::isfinite(value))
                    top = std::max(top, double(value));
    m_plot->yAxis->setRange(0, niceCeiling(top * air, StableUpper::Options().mantissas));
}

const RoiMoment* RoiPastView::momentNear(double x) const
{
    const auto nearest = std::ranges::min_element(
        m_past, {}, [x](const RoiMoment& m) { return std::abs(double(m.step) - x); });
    return nearest == m_past.end() ? nullptr : &*nearest;
}

QString RoiPastView::toolTipAt(QPoint place) const
{
    const RoiMoment* m = momentNear(m_plot->xAxis->pixelToCoord(place.x()));
    if (!m || !m_plot->inner().contains(place))
        return {};
    QString text = QString("step %1: %2\n").arg(m->step).arg(fateName(m->fate));
    text += std::isfinite(m->loss) ? QString("loss %1").arg(double(m->loss), 0, 'f', 3)
                                   : QString("loss not computed in this step");
    return text
        + (m->cut ? QString("\ncut of its picture %1").arg(double(*m->cut), 0, 'f', 3)
                  : QString("\nits picture had no cut"));
}

QString RoiPastView::csv() const
{
    TableText table({"step", "loss", "cut", "fate"});
    for (const RoiMoment& m : m_past)
        table << m.step << m.loss << m.cut.value_or(std::nanf("")) << fateName(m.fate);
    return table.rows() > 0 ? table.text() : QString();
}

} // namespace hardlens
