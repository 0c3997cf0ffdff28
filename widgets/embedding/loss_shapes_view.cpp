#include "widgets/embedding/loss_shapes_view.h"

#include "core/analysis/loss_reach.h"
#include "widgets/embedding/line_handle.h"
#include "widgets/embedding/match_plot.h"
#include "widgets/embedding/plot_pair.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/axis_switch.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_style.h"
#include "widgets/refresher.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace hardlens {

namespace {

using Kind = EmbeddingLossKind;

constexpr std::array compared {
    Kind::Contrastive, Kind::TripletSquared, Kind::Triplet, Kind::Margin};
constexpr double withoutPositives = 0.5; // D_ap where a batch has no pair of one class
constexpr double lowestTop = 0.6, highestTop = 2;
const char* const noStep = "No step yet. Space starts the training.";
const char* const howToRead
    = "Thick: the loss in force; thin: what the others would cost. Along the upper edge the "
      "batch's positive pairs, along the lower one its negative pairs.\n"
      "\"pull\" shows the slope, with which a pair is pulled together or pushed apart: under the "
      "triplet on d² it fades for the nearest negatives.\n"
      "Drag a line, or Tab to it and use Left and Right, with Shift in larger steps.";

} // namespace

LossShapesView::LossShapesView(QWidget* parent)
    : Panel("Loss over distance", parent)
{
    m_plot = new PlotArea("Loss of a pair over its distance");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create());
    m_plot->xAxis->setRange(0, 2);
    setRightMargin(*m_plot, 16); // room for half of "2.0"
    m_plot->yAxis->setTicker(QSharedPointer<PlainTicker>::create());
    m_plot->setEmptyText(noStep);
    using Paint = void (LossShapesView::*)(QPainter&);
    for (const Paint paint : {&LossShapesView::paintRug, &LossShapesView::paintOthers,
             &LossShapesView::paintInForce, &LossShapesView::paintWords})
        new PaintedItem(
            m_plot, [this, paint](QPainter& p) { (this->*paint)(p); }, true);
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->exports()->setName("loss-over-distance");
    m_plot->exports()->setTable("CSV of the loss in force", [this] { return visibleCsv(); });
    m_cutoffLine = new LineHandle(m_plot, "Cutoff", &Palette::suppressed);
    m_betaLine = new LineHandle(m_plot, "β", &Palette::focus);
    m_marginLine = new LineHandle(m_plot, "Margin", &Palette::selected);
    m_match = new MatchPlot;
    setBody(new PlotPair(m_plot, m_match));
    m_switch = new AxisSwitch({"loss", "pull"}, "What is shown over the distance");
    addToHeader(m_switch);
    setNoteToolTip(howToRead);
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_switch, &AxisSwitch::chosen, this, [this] { m_refresher->touch(); });
    connect(m_marginLine, &LineHandle::moved, this, &LossShapesView::moveMargin);
    connect(m_betaLine, &LineHandle::moved, this, &LossShapesView::moveBeta);
    connect(m_cutoffLine, &LineHandle::moved, this, &LossShapesView::cutoffMoved);
    for (LineHandle* line : {m_marginLine, m_betaLine, m_cutoffLine})
        connect(line, &LineHandle::released, this, &LossShapesView::lineReleased);
}

void LossShapesView::setStep(std::shared_ptr<const EmbeddingStep> step)
{
    if (step == m_step)
        return;
    m_step = std::move(step);
    if (m_step)
        m_cutoff = m_step->sampling.cutoff;
    m_refresher->touch();
}

void LossShapesView::setLoss(const EmbeddingLossConfig& loss, double beta)
{
    m_loss = loss;
    m_beta = beta;
    m_refresher->touch();
}

void LossShapesView::setCutoff(double cutoff)
{
    m_cutoff = cutoff;
    m_refresher->touch();
}

void LossShapesView::setShown(Shown shown)
{
    m_switch->setCurrent(int(shown));
}

std::vector<Kind> LossShapesView::kinds() const
{
    std::vector<Kind> kinds;
    std::ranges::copy_if(
        compared, std::back_inserter(kinds), [this](Kind kind) { return kind != m_loss.kind; });
    kinds.push_back(m_loss.kind);
    return kinds;
}

double LossShapesView::positiveDistance() const
{
    return m_distances.medianPositive.value_or(withoutPositives);
}

double LossShapesView::negativeDistance() const
{
    return m_measured && std::isfinite(m_measured->meanNegativeDistance)
        ? m_measured->meanNegativeDistance
        : std::numbers::sqrt2;
}

double LossShapesView::positiveAt(Kind kind, double distance) const
{
    EmbeddingLossConfig loss = m_loss;
    loss.kind = kind;
    const LossAtDistance at = positiveLoss(loss, distance, negativeDistance(), m_beta);
    return m_switch->current() == int(Shown::Pull) ? std::abs(at.slope) : at.loss;
}

double LossShapesView::negativeAt(Kind kind, double distance) const
{
    EmbeddingLossConfig loss = m_loss;
    loss.kind = kind;
    const LossAtDistance at = negativeLoss(loss, distance, positiveDistance(), m_beta);
    return m_switch->current() == int(Shown::Pull) ? std::abs(at.slope) : at.loss;
}

/// Of the curves in force.
double LossShapesView::highest() const
{
    double high = 0;
    for (double distance = 0; distance <= 2; distance += 0.05) {
        // NaN of losses without a curve loses each comparison.
        high = std::max(high, positiveAt(m_loss.kind, distance));
        high = std::max(high, negativeAt(m_loss.kind, distance));
    }
    return high;
}

void LossShapesView::moveMargin(double reach)
{
    const auto margin = marginOfReach(m_loss, positiveDistance(), m_beta, reach);
    if (!margin)
        return;
    const bool contrastive
        = m_loss.kind == Kind::Contrastive || m_loss.kind == Kind::ContrastiveHinge;
    (contrastive ? m_loss.contrastiveMargin : m_loss.margin) = *margin;
    m_refresher->touch();
    Q_EMIT marginMoved(*margin);
}

void LossShapesView::moveBeta(double beta)
{
    m_beta = beta;
    m_refresher->touch();
    Q_EMIT betaMoved(beta);
}

void LossShapesView::showLines()
{
    const auto reach = negativeReach(m_loss, positiveDistance(), m_beta);
    const bool hasBeta = m_loss.kind == Kind::Margin;
    m_marginLine->setOffered(reach.has_value());
    m_betaLine->setOffered(hasBeta);
    m_cutoffLine->setOffered(m_step->sampling.negatives == NegativeSampler::DistanceWeighted
        || m_step->sampling.negatives == NegativeSampler::NearestBeyondCutoff);
    // A margin is above 0.
    const bool triplet = reach && !hasBeta && m_loss.kind != Kind::Contrastive
        && m_loss.kind != Kind::ContrastiveHinge;
    m_marginLine->setLimits(hasBeta ? m_beta + 0.01
            : triplet               ? positiveDistance() + 0.01
                                    : 0.01,
        2);
    m_marginLine->setValue(reach.value_or(0));
    m_betaLine->setValue(m_beta);
    m_cutoffLine->setValue(m_cutoff);
    m_match->setBeta(hasBeta ? std::optional(m_beta) : std::nullopt);
}

void LossShapesView::refresh()
{
    if (!m_step) {
        m_plot->setEmptyText(noStep);
        m_measured = nullptr;
        m_distances = {};
        m_match->clear();
        for (LineHandle* line : {m_marginLine, m_betaLine, m_cutoffLine})
            line->setOffered(false);
        setNote({});
        return m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
    if (m_measured != m_step) {
        m_distances = distancesOf(*m_step);
        m_measured = m_step;
        m_match->setDistances(m_distances);
    }
    m_plot->setEmptyText({});
    const QString name = QString::fromUtf8(
        entryOf(m_loss.kind).label.data(), qsizetype(entryOf(m_loss.kind).label.size()));
    setNote(negativeReach(m_loss, positiveDistance(), m_beta)
            ? QString("thick: %1").arg(name)
            : QString("%1 is no function of one distance").arg(name));
    setNoteToolTip(howToRead);
    showLines();
    // Not the whole of a parabola: where pairs lie the curves should be told apart.
    m_plot->yAxis->setRange(0, std::clamp(1.15 * highest(), lowestTop, highestTop));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString LossShapesView::visibleCsv() const
{
    if (!m_measured)
        return {};
    TableText table({"distance", "positive_loss", "positive_slope", "negative_loss",
        "negative_slope", "positive_pairs", "negative_pairs"});
    for (size_t i = 0; i < m_distances.positives.mass.size(); ++i) {
        const double distance = (double(i) + 0.5) * DistanceHistogram::binWidth;
        const LossAtDistance p = positiveLoss(m_loss, distance, negativeDistance(), m_beta);
        const LossAtDistance n = negativeLoss(m_loss, distance, positiveDistance(), m_beta);
        table << distance << p.loss << p.slope << n.loss << n.slope << m_distances.positives.mass[i]
              << m_distances.negatives.mass[i];
    }
    return table.text();
}

} // namespace hardlens
