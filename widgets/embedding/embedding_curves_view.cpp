#include "widgets/embedding/embedding_curves_view.h"

#include "core/analysis/step_times.h"
#include "widgets/controls/choice_box.h"
#include "widgets/embedding/collapse_band.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_style.h"
#include "widgets/plots/time_plot.h"
#include "widgets/refresher.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int nameWidth = 116;
const char* const noStep = "No step yet. Space starts the training.";
const char* const howToZoom
    = "\nWheel zooms about the cursor, a dragged rectangle zooms, Ctrl or the middle button pans, "
      "a double click follows the run again. A click goes to that step.";

bool hasRecall(const Evaluation& evaluation)
{
    return evaluation.retrieval && !evaluation.retrieval->recall.empty()
        && evaluation.retrieval->recall.size() == evaluation.retrieval->ks.size();
}

} // namespace

EmbeddingCurvesView::EmbeddingCurvesView(QWidget* parent)
    : Panel("Over the steps", parent)
    , m_curves(embeddingCurveCount())
{
    m_plot = new TimePlot("Scalars of the run over its steps");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create(true));
    m_plot->yAxis->setTicker(QSharedPointer<PlainTicker>::create());
    setRightMargin(*m_plot, nameWidth);
    setMarkRow(*m_plot);
    new PaintedItem(
        m_plot,
        [this](QPainter& p) {
            paintCollapse(p);
            paintBand(p);
            paintFloors(p);
        },
        true);
    new PaintedItem(m_plot, [this](QPainter& p) {
        drawTimeMarks(p, m_plot->inner(), m_marks.marks(), [this](auto& m) { return xOf(m); });
    });
    for (QCPGraph*& graph : m_graphs) {
        graph = m_plot->addGraph();
        graph->setAdaptiveSampling(false); // already as many points as there are pixels
    }
    new PaintedItem(
        m_plot,
        [this](QPainter& p) {
            paintMarkers(p);
            paintRecall(p);
        },
        true);
    new PaintedItem(m_plot, [this](QPainter& p) { paintNames(p); });
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->exports()->setName("embedding-curves");
    m_plot->exports()->setMoment([this] { return QString("step-%1").arg(m_end); });
    m_plot->exports()->setTable("CSV of the visible steps", [this] { return visibleCsv(); });

    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_band = new CollapseBand;
    layout->addWidget(m_band);
    layout->addWidget(m_plot, 1);
    setBody(body);
    m_chooser = new ChoiceBox;
    m_chooser->setAccessibleName("Which curves");
    m_chooser->setMinimumContentsLength(13);
    for (const EmbeddingTopic& topic : embeddingTopics())
        m_chooser->addItem(topic.name);
    addToHeader(m_chooser);
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_chooser, &QComboBox::activated, this, [this](int i) {
        setTopic(EmbeddingTopicKind(i));
        Q_EMIT topicChosen(m_topic);
    });
    connect(m_plot, &TimePlot::rangeChanged, this, [this] { m_refresher->touch(); });
    connect(m_plot, &PlotArea::restyled, this, &EmbeddingCurvesView::restyle);
    connect(m_plot, &PlotArea::clickedAt, this, [this](double x) {
        if (const auto step = stepAtPlace(m_history, x))
            Q_EMIT stepChosen(*step);
    });
    setEmptyText();
    restyle();
}

void EmbeddingCurvesView::setOptionLabels(std::map<std::string, std::string> labels)
{
    m_marks.setLabels(std::move(labels));
}

void EmbeddingCurvesView::setMargin(double margin)
{
    if (margin == m_margin)
        return;
    m_margin = margin;
    m_refresher->touch();
}

void EmbeddingCurvesView::setShown(std::optional<int64_t> step)
{
    m_plot->setCursorAt(step ? std::optional(double(*step)) : std::nullopt);
}

void EmbeddingCurvesView::setTopic(EmbeddingTopicKind topic)
{
    if (topic == m_topic)
        return;
    m_topic = topic;
    m_chooser->setCurrentIndex(int(topic));
    m_plot->followLive();
    restyle();
    m_refresher->touch();
}

void EmbeddingCurvesView::setNoEvaluationText(const QString& text)
{
    m_noEvaluation = text;
    setEmptyText();
}

void EmbeddingCurvesView::clear()
{
    for (DecimatedCurve& curve : m_curves)
        curve.clear();
    m_betaLow.clear();
    m_betaHigh.clear();
    m_evaluations.clear();
    m_readEvaluations = 0;
    m_history = {};
    m_marks.clear();
    for (StableUpper& top : m_tops)
        top.clear();
    m_tail = {};
    m_end = 1;
    m_plot->followLive();
    m_refresher->touch();
}

void EmbeddingCurvesView::setHistory(const History& history)
{
    size_t row = m_tail.next(history);
    if (m_tail.restarted() || history.evaluations.size() < m_readEvaluations) {
        clear();
        row = m_tail.next(history);
    }
    const bool marked = m_marks.read(history);
    if (row == history.steps.size() && !marked && m_readEvaluations == history.evaluations.size())
        return;
    m_history = history;
    readRows(row);
    readEvaluations();
    m_refresher->touch();
}

void EmbeddingCurvesView::readRows(size_t from)
{
    for (size_t i = from; i < m_history.steps.size(); ++i) {
        const StepRow& row = m_history.steps[i];
        const double x = double(row.step);
        size_t c = 0;
        for (const EmbeddingTopic& topic : embeddingTopics())
            for (const EmbeddingCurve& curve : topic.curves)
                m_curves[c++].append(x, curve.value(row.embedding));
        m_betaLow.append(x, double(row.embedding.betaLow));
        m_betaHigh.append(x, double(row.embedding.betaHigh));
        m_end = x;
    }
}

void EmbeddingCurvesView::readEvaluations()
{
    for (; m_readEvaluations < m_history.evaluations.size(); ++m_readEvaluations) {
        const auto& evaluation = m_history.evaluations[m_readEvaluations];
        if (!hasRecall(*evaluation))
            continue;
        m_evaluations.push_back(evaluation);
        m_end = std::max(m_end, double(evaluation->step));
    }
}

double EmbeddingCurvesView::xOf(const TimeMark& mark) const
{
    return m_plot->xAxis->coordToPixel(double(mark.step));
}

void EmbeddingCurvesView::setEmptyText()
{
    const auto first = m_curves.begin() + std::ptrdiff_t(firstCurveOf(m_topic));
    const auto end = first + std::ptrdiff_t(topicOf(m_topic).curves.size());
    QString text;
    if (m_topic == EmbeddingTopicKind::Retrieval)
        text = m_evaluations.empty() ? m_noEvaluation : QString();
    else if (rows() == 0)
        text = noStep;
    else if (std::none_of(first, end, [this](const auto& c) { return c.lastBefore(m_end); }))
        text = "The steps of this run have none of these values.";
    m_plot->setEmptyText(text);
}

void EmbeddingCurvesView::refresh()
{
    m_collapse = collapseOf(m_history, m_margin);
    m_band->setCollapse(m_collapse);
    setEmptyText();
    m_plot->setEnd(m_end);
    showCurves();
    fitVertical();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void EmbeddingCurvesView::showCurves()
{
    const QCPRange range = m_plot->xAxis->range();
    const size_t first = firstCurveOf(m_topic), count = topicOf(m_topic).curves.size();
    for (size_t g = 0; g < m_graphs.size(); ++g) {
        QVector<QCPGraphData> data;
        if (g < count)
            for (const CurvePoint& p :
                m_curves[first + g].points(range.lower, range.upper, m_plot->inner().width()))
                data.append({p.x, p.y});
        m_graphs[g]->data()->set(data, true);
    }
}

void EmbeddingCurvesView::fitVertical()
{
    if (m_plot->ownsVertical())
        return;
    const EmbeddingTopic& topic = topicOf(m_topic);
    if (topic.isShare)
        return m_plot->yAxis->setRange(0, 1.02); // a curve along 1 is seen whole
    const QCPRange range = m_plot->xAxis->range();
    double high = topic.least;
    for (size_t c = 0; c < topic.curves.size(); ++c)
        if (const auto extent
            = m_curves[firstCurveOf(m_topic) + c].extent(range.lower, range.upper))
            high = std::max(high, extent->high);
    m_plot->yAxis->setRange(0, m_tops[size_t(m_topic)].update(high));
}

void EmbeddingCurvesView::restyle()
{
    const Theme& theme = Theme::instance();
    const EmbeddingTopic& topic = topicOf(m_topic);
    for (size_t g = 0; g < topic.curves.size(); ++g)
        m_graphs[g]->setPen(QPen(theme.palette().*topic.curves[g].line, theme.px(1.4)));
    setNote({});
    m_chooser->setToolTip(topic.meaning + howToZoom);
    m_chooser->setFont(theme.smallFont());
    m_chooser->setFixedHeight(theme.px(22));
}

QString EmbeddingCurvesView::visibleCsv() const
{
    const QCPRange range = m_plot->xAxis->range();
    const EmbeddingTopic& topic = topicOf(m_topic);
    if (m_topic == EmbeddingTopicKind::Retrieval) {
        TableText table({"step", "k", "recall", "raw_pixels", "untrained"});
        for (const auto& e : m_evaluations)
            for (size_t k = 0; range.contains(double(e->step)) && k < e->retrieval->ks.size(); ++k)
                table << e->step << e->retrieval->ks[k] << e->retrieval->recall[k]
                      << e->retrieval->rawPixels << e->retrieval->untrained;
        return table.rows() > 0 ? table.text() : QString();
    }
    QStringList columns {"step"};
    for (const EmbeddingCurve& curve : topic.curves)
        columns << curve.name;
    TableText table(columns);
    for (size_t i = 0; i < m_history.steps.size(); ++i) {
        const StepRow& row = m_history.steps[i];
        if (!range.contains(double(row.step)))
            continue;
        table << row.step;
        for (const EmbeddingCurve& curve : topic.curves)
            table << curve.value(row.embedding);
    }
    return table.rows() > 0 ? table.text() : QString();
}

} // namespace hardlens
