#include "widgets/plots/kept_view.h"

#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_labels.h"
#include "widgets/plots/plot_style.h"
#include "widgets/refresher.h"
#include "widgets/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hardlens {

namespace {

constexpr int nameWidth = 144;
constexpr double gapFrom = 7; // pixels of a column from which on a gap of one is left beside it

/// From the bottom of the stack: objects in colours, background in greys.
struct CauseLook
{
    KeptCause cause;
    const char* name;
    const char* meaning;
};
constexpr std::array<CauseLook, keptCauseCount> stack {{
    {KeptCause::BoxOnly, "box only", "right class, what is left is the box"},
    {KeptCause::WrongClass, "wrong class", "an object called another class"},
    {KeptCause::MissedObject, "missed object", "an object called background"},
    {KeptCause::NearThreshold, "near threshold", "background near the threshold (IoU .3–.5)"},
    {KeptCause::FarBackground, "far background", "far background called an object (IoU under .3)"},
}};

QColor colourOf(KeptCause cause)
{
    const Palette& p = Theme::instance().palette();
    switch (cause) {
    case KeptCause::BoxOnly:
        return p.groundTruth;
    case KeptCause::WrongClass:
        return p.gained;
    case KeptCause::MissedObject:
        return p.lost;
    case KeptCause::NearThreshold:
        return p.bars;
    case KeptCause::FarBackground:
        break;
    }
    return blended(p.bars, p.panel, 0.5);
}

} // namespace

KeptView::KeptView(QWidget* parent)
    : Panel("What was kept", parent)
{
    m_plot = new PlotArea("Kept RoIs per step by the cause of their loss");
    m_plot->setEmptyText("No step yet. Space starts the training.");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create(true));
    m_plot->yAxis->setTicker(QSharedPointer<PlainTicker>::create(true));
    setRightMargin(*m_plot, nameWidth);
    setMarkRow(*m_plot);
    new PaintedItem(
        m_plot, [this](QPainter& p) { paintColumns(p); }, true);
    new PaintedItem(m_plot, [this](QPainter& p) {
        drawTimeMarks(
            p, m_plot->inner(), m_marks.marks(), [this](auto& m) { return xOf(m); }, false);
    });
    new PaintedItem(m_plot, [this](QPainter& p) { paintNames(p); });
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->exports()->setName("what-was-kept");
    m_plot->exports()->setMoment([this] { return QString("step-%1").arg(m_last.step); });
    m_plot->exports()->setTable("CSV of these columns", [this] { return visibleCsv(); });
    setBody(m_plot);
    setNote("RoIs per step, by cause");
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_plot, &PlotArea::clickedAt, this, [this](double x) {
        if (m_columns.columns().empty())
            return;
        Q_EMIT stepChosen(std::clamp(
            int64_t(std::floor(x)) + 1, m_columns.columns().front().firstStep, m_last.step));
    });
}

void KeptView::setShown(std::optional<int64_t> step)
{
    // In the middle of its column, which reaches from the step before to it.
    m_plot->setCursorAt(step ? std::optional(double(*step) - 0.5) : std::nullopt);
}

void KeptView::setOptionLabels(std::map<std::string, std::string> labels)
{
    m_marks.setLabels(std::move(labels));
}

void KeptView::clear()
{
    m_columns.clear();
    m_tail = {};
    m_marks.clear();
    m_refresher->touch();
}

void KeptView::setHistory(const History& history)
{
    size_t row = m_tail.next(history);
    if (m_tail.restarted()) {
        clear();
        row = m_tail.next(history);
    }
    const bool marked = m_marks.read(history);
    if (row == history.steps.size() && !marked)
        return;
    for (; row < history.steps.size(); ++row)
        m_columns.append(history.steps[row]);
    if (!history.steps.empty())
        m_last = history.steps.back();
    m_refresher->touch();
}

double KeptView::xOf(const TimeMark& mark) const
{
    return m_plot->xAxis->coordToPixel(double(mark.step));
}

void KeptView::refresh()
{
    const bool empty = m_columns.columns().empty();
    m_plot->setEmptyText(empty ? "No step yet. Space starts the training." : QString());
    if (empty)
        return;
    const int top = std::max(1, int(std::ceil(m_columns.largestTotal() - 1e-9)));
    m_plot->yAxis->ticker().staticCast<PlainTicker>()->setQuartersOf(top);
    m_plot->yAxis->setRange(0, top);
    m_plot->xAxis->setRange(double(m_columns.columns().front().firstStep) - 1, double(m_last.step));
    const int64_t perColumn = m_columns.rowsPerColumn();
    setNote(perColumn > 1 ? QString("RoIs per step, by cause · mean of %1 steps").arg(perColumn)
                          : QString("RoIs per step, by cause"));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void KeptView::paintColumns(QPainter& painter)
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    const double width
        = double(m_plot->inner().width()) / double(std::max<size_t>(1, m_columns.columns().size()));
    for (const KeptColumn& column : m_columns.columns()) {
        const double left = std::round(m_plot->xAxis->coordToPixel(double(column.firstStep) - 1));
        double right = std::round(m_plot->xAxis->coordToPixel(double(column.lastStep)));
        if (width >= gapFrom)
            right -= 1;
        double sum = 0;
        double bottom = std::round(m_plot->yAxis->coordToPixel(0));
        for (const CauseLook& look : stack) {
            sum += column.meanByCause[size_t(look.cause)];
            const double top = std::round(m_plot->yAxis->coordToPixel(sum));
            painter.fillRect(
                QRectF(left, top, std::max(1.0, right - left), bottom - top), colourOf(look.cause));
            bottom = top;
        }
    }
}

void KeptView::paintNames(QPainter& painter)
{
    if (m_columns.columns().empty())
        return;
    const Palette& p = Theme::instance().palette();
    const KeptColumn& newest = m_columns.columns().back();
    std::vector<EndLabel> labels;
    double sum = 0;
    // From the top, so that names whose parts are empty keep the order of the stack.
    for (const CauseLook& look : stack) {
        const double mean = newest.meanByCause[size_t(look.cause)];
        labels.insert(labels.begin(),
            EndLabel {.name = look.name,
                .value = QString::number(m_last.keptByCause[size_t(look.cause)]),
                .colour = p.text,
                .marker = Marker::Square,
                .markerColour = colourOf(look.cause),
                .y = m_plot->yAxis->coordToPixel(sum + mean / 2)});
        sum += mean;
    }
    const QRect inner = m_plot->inner();
    const int gap = Theme::instance().px(6);
    drawEndLabels(painter,
        QRect(inner.right() + gap, inner.top(), m_plot->width() - inner.right() - gap,
            inner.height()),
        labels);
}

QString KeptView::visibleCsv() const
{
    QStringList names {"first_step", "last_step"};
    for (const CauseLook& look : stack)
        names << QString(look.name).replace(' ', '_');
    TableText table(names);
    for (const KeptColumn& column : m_columns.columns()) {
        table << column.firstStep << column.lastStep;
        for (const CauseLook& look : stack)
            table << column.meanByCause[size_t(look.cause)];
    }
    return table.rows() > 0 ? table.text() : QString();
}

QString KeptView::toolTipAt(QPoint place) const
{
    const QString mark = timeMarksAt(
        m_marks.marks(), [this](auto& m) { return xOf(m); }, place.x());
    if (!mark.isEmpty() && m_plot->inner().contains(place))
        return mark;
    const bool onNames = place.x() > m_plot->inner().right();
    const double step = m_plot->xAxis->pixelToCoord(place.x()) + 1;
    const auto& columns = m_columns.columns();
    const auto at = std::find_if(
        columns.begin(), columns.end(), [&](auto& c) { return step < double(c.lastStep) + 1; });
    const bool newest = onNames || at == columns.end();
    QString text = newest ? QString("step %1").arg(m_last.step)
        : at->rows > 1    ? QString("steps %1 to %2, mean").arg(at->firstStep).arg(at->lastStep)
                          : QString("step %1").arg(at->firstStep);
    for (auto look = stack.rbegin(); look != stack.rend(); ++look) {
        const double n = newest ? m_last.keptByCause[size_t(look->cause)]
                                : at->meanByCause[size_t(look->cause)];
        text += QString("\n%1: %2")
                    .arg(look->meaning, QString::number(n, 'f', newest || at->rows == 1 ? 0 : 1));
    }
    return text;
}

} // namespace hardlens
