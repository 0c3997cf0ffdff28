#include "widgets/fork/fork_curves_view.h"

#include "core/basics/error.h"
#include "widgets/controls/choice_box.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/fork/variant_look.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/time_plot.h"
#include "widgets/refresher.h"
#include "widgets/theme.h"

#include <QMouseEvent>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

namespace hardlens {

namespace {

constexpr int nameWidth = 176;
constexpr int choiceWidth = 150;
constexpr int shortestDrag = 6; // pixels; less is a click, as in TimePlot

const char* const mouse = "A click shows that step. Wheel zooms about the cursor, a dragged "
                          "rectangle zooms, Ctrl or the middle button pans, a double click "
                          "follows the run again.";

} // namespace

ForkCurvesView::ForkCurvesView(QWidget* parent)
    : Panel("Variants over steps", parent)
{
    build();
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_plot, &TimePlot::rangeChanged, this, [this] { m_refresher->touch(); });
    connect(m_plot, &PlotArea::restyled, this, &ForkCurvesView::restyle);
    connect(m_choice, &QComboBox::currentIndexChanged, this,
        [this](int index) { setQuantity(size_t(index)); });
    setVariants({}, 0);
}

void ForkCurvesView::build()
{
    m_plot = new TimePlot("A quantity of all variants over steps");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create(true));
    m_plot->yAxis->setTicker(QSharedPointer<PlainTicker>::create());
    setRightMargin(*m_plot, nameWidth);
    setMarkRow(*m_plot);
    new PaintedItem(m_plot, [this](QPainter& p) { paintFork(p); });
    for (int v = 0; v < mostVariants; ++v) {
        m_graphs.push_back(m_plot->addGraph());
        m_graphs.back()->setAdaptiveSampling(false); // already as many points as there are pixels
    }
    new PaintedItem(
        m_plot, [this](QPainter& p) { paintShapes(p); }, true);
    new PaintedItem(
        m_plot, [this](QPainter& p) { paintCursor(p); }, true);
    new PaintedItem(m_plot, [this](QPainter& p) { paintNames(p); });
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->installEventFilter(this);
    m_plot->exports()->setName("fork");
    m_plot->exports()->setMoment([this] { return QString("step-%1").arg(m_curves.lastStep()); });
    m_plot->exports()->setTable("CSV of the visible steps", [this] { return visibleCsv(); });
    setBody(m_plot);
    m_choice = new ChoiceBox;
    m_choice->setAccessibleName("Quantity");
    addToHeader(m_choice);
}

void ForkCurvesView::setVariants(const QStringList& names, int64_t forkStep, Bench bench)
{
    m_names = names;
    m_fork = {.kind = TimeMark::Kind::Control, .step = forkStep, .text = "fork"};
    offerQuantities(forkQuantities(bench));
    m_curves.reset(size_t(names.size()), m_quantities);
    m_histories.clear();
    m_shown.reset();
    setNote(names.isEmpty() ? QString() : QString("click: that step"));
    setNoteToolTip(mouse);
    restyle();
    restart();
}

void ForkCurvesView::offerQuantities(std::span<const ForkQuantity> quantities)
{
    if (quantities.data() == m_quantities.data())
        return;
    m_quantities = quantities;
    m_quantity = 0;
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    for (const ForkQuantity& quantity : quantities)
        m_choice->addItem(quantity.name);
}

void ForkCurvesView::setHistories(std::vector<History> histories)
{
    if (histories.size() != m_curves.variants())
        throw std::invalid_argument(concat("ForkCurvesView: ", histories.size(),
            " histories: expected one for each of ", m_curves.variants(), " variants"));
    if (!m_curves.read(histories))
        return;
    m_histories = std::move(histories);
    m_refresher->touch();
}

void ForkCurvesView::setQuantity(size_t place)
{
    if (place == m_quantity)
        return;
    m_quantity = place;
    m_choice->setCurrentIndex(int(place));
    restart();
}

/// Another quantity or fork: what was zoomed into was of the one before.
void ForkCurvesView::restart()
{
    m_plot->setAccessibleName(QString("%1 of all variants over steps").arg(quantity().name));
    m_top.clear();
    m_plot->followLive();
    m_refresher->touch();
}

void ForkCurvesView::setShown(std::optional<int64_t> step)
{
    if (step == m_shown)
        return;
    m_shown = step;
    if (isVisible())
        m_plot->replot(QCustomPlot::rpQueuedReplot);
}

const DecimatedCurve& ForkCurvesView::curve(int variant) const
{
    return m_curves.curve(size_t(variant), m_quantity);
}

QString ForkCurvesView::emptyText() const
{
    if (m_names.isEmpty())
        return "No fork yet. Fork here goes on from this step with one setting different.";
    if (m_curves.hasValues(m_quantity))
        return {};
    return quantity().ofEvaluation
        ? "No evaluation yet. They come as often as in the run before the fork."
        : "No step yet. Press Space to go on.";
}

void ForkCurvesView::refresh()
{
    m_plot->setEmptyText(emptyText());
    m_plot->setEnd(double(std::max<int64_t>(1, m_curves.lastStep())));
    leaveOutWhatIsBefore();
    const QCPRange range = m_plot->xAxis->range();
    for (size_t v = 0; v < m_graphs.size(); ++v) {
        QVector<QCPGraphData> data;
        if (v < m_curves.variants())
            for (const CurvePoint& p :
                curve(int(v)).points(range.lower, range.upper, m_plot->inner().width()))
                data.append({p.x, p.y});
        // More points than pixels are a band, to which antialiasing adds nothing but time.
        m_graphs[v]->setAntialiased(data.size() <= 2 * m_plot->inner().width());
        m_graphs[v]->data()->set(data, true);
    }
    fitVertical();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

/// Runs that began long after the first step need no empty space before it.
void ForkCurvesView::leaveOutWhatIsBefore()
{
    const double begin = double(m_curves.firstStep() - 1);
    const QCPRange seen = m_plot->xAxis->range();
    if (begin <= 0 || begin >= m_plot->end() || seen.lower >= begin)
        return;
    if (!m_plot->follows() && begin + seen.size() >= m_plot->end())
        m_plot->followLive(); // all there is
    m_plot->xAxis->setRange(begin, std::min(begin + seen.size(), m_plot->end()));
}

void ForkCurvesView::fitVertical()
{
    if (m_plot->ownsVertical())
        return;
    const QCPRange range = m_plot->xAxis->range();
    double low = INFINITY, high = 0;
    for (int v = 0; v < m_names.size(); ++v)
        if (const auto extent = curve(v).extent(range.lower, range.upper)) {
            low = std::min(low, extent->low);
            high = std::max(high, extent->high);
        }
    if (m_plot->follows()) {
        if (high > 0)
            m_plot->yAxis->setRange(0, m_top.update(high));
    } else if (high > low) {
        const double air = (high - low) * 0.08;
        m_plot->yAxis->setRange(std::max(0.0, low - air), high + air);
    }
}

void ForkCurvesView::restyle()
{
    const Theme& theme = Theme::instance();
    for (int v = 0; v < mostVariants; ++v)
        m_graphs[size_t(v)]->setPen(QPen(variantColour(v), theme.px(1.4)));
    m_choice->setFont(theme.smallFont());
    m_choice->setFixedSize(theme.px(choiceWidth), theme.px(22));
}

QString ForkCurvesView::valueText(double value) const
{
    return QString::number(value, 'f', quantity().decimals);
}

QString ForkCurvesView::visibleCsv() const
{
    TableText table(QStringList {"step"} + m_names);
    std::map<int64_t, std::vector<double>> rows; // by step
    const QCPRange range = m_plot->xAxis->range();
    const auto set = [&](int64_t step, size_t variant, double value) {
        if (!range.contains(double(step)))
            return;
        auto& values = rows[step];
        values.resize(m_histories.size(), std::nan(""));
        values[variant] = value;
    };
    for (size_t v = 0; v < m_histories.size(); ++v) {
        const History& history = m_histories[v];
        if (quantity().ofEvaluation)
            for (size_t i = 0; i < history.evaluations.size(); ++i)
                set(history.evaluations[i]->step, v,
                    quantity().ofEvaluation(*history.evaluations[i]));
        else
            for (size_t i = 0; i < history.steps.size(); ++i)
                set(history.steps[i].step, v, quantity().ofStep(history.steps[i]));
    }
    for (const auto& [step, values] : rows) {
        table << step;
        for (const double value : values)
            table << value;
    }
    return table.rows() > 0 ? table.text() : QString();
}

QString ForkCurvesView::toolTipAt(QPoint place) const
{
    if (!m_plot->inner().contains(place))
        return {};
    const double x = m_plot->xAxis->pixelToCoord(place.x());
    std::optional<CurvePoint> first;
    QString text;
    for (int v = 0; v < m_names.size(); ++v) {
        const auto near = curve(v).nearest(first ? first->x : x);
        if (!near)
            continue;
        if (!first)
            text = QString("step %1").arg(near->x);
        text += QString("\n%1 %2").arg(m_names[v], valueText(near->y));
        if (first && near->x == first->x)
            text += (near->y < first->y ? " (−" : " (+") + valueText(std::abs(near->y - first->y))
                + ")";
        if (!first)
            first = near;
    }
    return text;
}

void ForkCurvesView::choose(QPoint place)
{
    if (!m_plot->inner().contains(place) || m_curves.lastStep() == 0)
        return;
    const auto step = int64_t(std::llround(m_plot->xAxis->pixelToCoord(place.x())));
    Q_EMIT stepChosen(std::clamp(step, m_curves.firstStep(), m_curves.lastStep()));
}

bool ForkCurvesView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_plot && event->type() == QEvent::MouseButtonPress) {
        const auto& press = static_cast<const QMouseEvent&>(*event);
        const bool click = press.button() == Qt::LeftButton && !press.modifiers();
        m_pressed = click ? std::optional(press.pos()) : std::nullopt;
    } else if (watched == m_plot && event->type() == QEvent::MouseButtonRelease) {
        const QPoint at = static_cast<const QMouseEvent&>(*event).pos();
        const auto from = std::exchange(m_pressed, std::nullopt);
        if (from && (at - *from).manhattanLength() < shortestDrag)
            choose(at);
    }
    return Panel::eventFilter(watched, event);
}

} // namespace hardlens
