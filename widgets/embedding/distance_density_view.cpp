#include "widgets/embedding/distance_density_view.h"

#include "core/sampling/effective_sample_size.h"
#include "core/sampling/sphere_density.h"
#include "widgets/embedding/density_shapes.h"
#include "widgets/embedding/line_handle.h"
#include "widgets/embedding/plot_pair.h"
#include "widgets/embedding/sample_size_plot.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/axis_switch.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_style.h"
#include "widgets/refresher.h"

#include <QTimer>

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

constexpr int sampleSizeCutoffs = 11;
const char* const noStep = "No step yet. Space starts the training.";
const char* const howToRead
    = "Every curve is scaled to area 1, so that few pairs and many compare.\n"
      "Expected: the draws on average over all random numbers. n, n_eff: distances on the uniform "
      "sphere of the embedding's dimension, and of the one whose distances spread as the batch's.\n"
      "Negatives nearer than the cutoff are drawn with the cutoff's weight (clamp), those beyond "
      "the upper one never.";
const char* const howToMove
    = "\nDrag a line, or Tab to it and use Left and Right, with Shift in larger steps.";

double largest(const DistanceDensity& density)
{
    return *std::ranges::max_element(density);
}

} // namespace

DistanceDensityView::DistanceDensityView(QWidget* parent)
    : Panel("Pairwise distances", parent)
{
    m_plot = new PlotArea("Densities of the pairwise distances of the batch");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create());
    m_plot->xAxis->setRange(0, 2);
    setRightMargin(*m_plot, 16); // room for half of "2.0"
    m_plot->setEmptyText(noStep);
    using Paint = void (DistanceDensityView::*)(QPainter&);
    for (const Paint paint : {&DistanceDensityView::paintShades, &DistanceDensityView::paintPairs,
             &DistanceDensityView::paintTheory, &DistanceDensityView::paintDraws,
             &DistanceDensityView::paintWords})
        new PaintedItem(
            m_plot, [this, paint](QPainter& p) { (this->*paint)(p); }, true);
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->exports()->setName("pairwise-distances");
    m_plot->exports()->setTable("CSV of these bins", [this] { return visibleCsv(); });
    m_cutoff = new LineHandle(m_plot, "Cutoff", &Palette::suppressed);
    m_upper = new LineHandle(m_plot, "Upper cutoff", &Palette::suppressed);
    m_sizes = new SampleSizePlot;

    auto* body = new PlotPair(m_plot, m_sizes);
    setBody(body);
    m_switch = new AxisSwitch({"linear", "log"}, "Vertical axis");
    addToHeader(m_switch);
    sayHowToRead();

    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_switch, &AxisSwitch::chosen, this, [this] { m_refresher->touch(); });
    connect(m_cutoff, &LineHandle::moved, this, &DistanceDensityView::cutoffMoved);
    connect(m_upper, &LineHandle::moved, this, &DistanceDensityView::upperCutoffMoved);
    for (LineHandle* line : {m_cutoff, m_upper}) {
        connect(line, &LineHandle::moved, this, &DistanceDensityView::showLines);
        connect(line, &LineHandle::released, this, &DistanceDensityView::cutoffReleased);
        connect(line, &LineHandle::released, this, &DistanceDensityView::measureSampleSizes);
    }
    connect(body, &PlotPair::sideShown, this, &DistanceDensityView::measureSampleSizes);
}

void DistanceDensityView::setStep(std::shared_ptr<const EmbeddingStep> step)
{
    if (step == m_step && !m_choice)
        return;
    m_step = std::move(step);
    m_choice.reset();
    m_choiceMeasured = false;
    m_refresher->touch();
}

void DistanceDensityView::setChoice(const SamplingConfig& sampling, Draws draws)
{
    m_choice = Choice {sampling, std::move(draws)};
    m_choiceMeasured = false;
    m_refresher->touch();
}

void DistanceDensityView::clearChoice()
{
    if (!m_choice)
        return;
    m_choice.reset();
    m_choiceMeasured = false;
    m_refresher->touch();
}

void DistanceDensityView::setLogarithmic(bool on)
{
    m_switch->setCurrent(on ? 1 : 0);
}

void DistanceDensityView::setLinesMovable(bool movable)
{
    m_linesMovable = movable;
    m_cutoff->setMovable(movable);
    m_upper->setMovable(movable);
    sayHowToRead();
}

void DistanceDensityView::sayHowToRead()
{
    const char* const what = m_choice ? "what-if · each curve has area 1" : "each curve has area 1";
    setNote(m_step ? what : QString());
    setNoteToolTip(QString(howToRead) + (m_linesMovable ? howToMove : ""));
}

const SamplingConfig& DistanceDensityView::sampling() const
{
    static const SamplingConfig none {};
    return m_choice ? m_choice->sampling : m_step ? m_step->sampling : none;
}

void DistanceDensityView::measureStep()
{
    if (m_measured == m_step)
        return;
    m_distances = distancesOf(*m_step);
    m_negatives = densityOf(m_distances.negatives);
    m_positives = densityOf(m_distances.positives);
    m_measured = m_step;
    m_sizes->setPoints({});
}

void DistanceDensityView::measureChoice()
{
    if (m_choiceMeasured)
        return;
    m_drawn = densityOf(
        drawnDistances(m_distances.cosines, m_choice ? m_choice->draws : m_step->drawn));
    m_expected = densityOf(
        expectedDraws(m_distances.cosines, m_distances.labels, sampling(), m_step->key));
    m_choiceMeasured = true;
    QTimer::singleShot(0, this, &DistanceDensityView::measureSampleSizes);
}

/// Twenty milliseconds on a large batch: once for each step and setting, and never between a hand
/// and its line.
void DistanceDensityView::measureSampleSizes()
{
    if (!m_step || m_measured != m_step || !m_sizes->isVisible() || m_cutoff->isDragged()
        || m_upper->isDragged())
        return;
    SamplingConfig settings = sampling();
    settings.cutoff = 0; // each of them is tried
    if (m_sized == m_step && m_sizedWith == settings)
        return;
    std::vector<double> cutoffs;
    for (int i = 0; i < sampleSizeCutoffs; ++i)
        cutoffs.push_back(settings.upperCutoff.value_or(2) * i / (sampleSizeCutoffs - 1));
    const auto sizes
        = medianEffectiveSampleSizes(m_distances.cosines, m_distances.labels, settings, cutoffs);
    std::vector<SampleSizePlot::Point> points;
    for (size_t i = 0; i < cutoffs.size(); ++i)
        points.push_back({cutoffs[i], sizes[i]});
    m_sizes->setPoints(std::move(points));
    m_sized = m_step;
    m_sizedWith = settings;
}

void DistanceDensityView::showLines()
{
    const SamplingConfig& s = sampling();
    const bool weighted = s.negatives == NegativeSampler::DistanceWeighted;
    m_cutoff->setOffered(weighted || s.negatives == NegativeSampler::NearestBeyondCutoff);
    m_upper->setOffered(weighted);
    m_cutoff->setLimits(0, weighted ? m_upper->value() : 2);
    m_upper->setLimits(std::max(0.01, m_cutoff->value()), 2);
    m_sizes->setMarked(m_cutoff->isOffered() ? std::optional(m_cutoff->value()) : std::nullopt);
}

void DistanceDensityView::refresh()
{
    if (!m_step) {
        m_plot->setEmptyText(noStep);
        m_measured = m_sized = nullptr;
        m_negatives = m_positives = m_drawn = m_expected = {};
        m_sizes->setPoints({});
        m_sizes->setMarked(std::nullopt);
        m_cutoff->setOffered(false);
        m_upper->setOffered(false);
        sayHowToRead();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
        return;
    }
    measureStep();
    measureChoice();
    m_plot->setEmptyText(m_distances.negatives.total() > 0
            ? QString()
            : QString("All pictures of this batch are of one class: there are no negatives."));
    sayHowToRead();
    m_cutoff->setValue(sampling().cutoff);
    m_upper->setValue(sampling().upperCutoff.value_or(2));
    showLines();
    setRanges();
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void DistanceDensityView::setRanges()
{
    const double n = double(m_step->dimension);
    double base = std::max(largest(m_negatives), largest(m_positives));
    if (n > 3)
        base = std::max(base, sphereDensity(sphereMode(n), n));
    // A sampler that draws from a few bins alone must not press all others flat.
    const double peak = std::max(largest(m_drawn), largest(m_expected));
    const double top = m_top.update(1.1 * std::max(base, std::min(peak, 2 * base)));
    QCPAxis& y = *m_plot->yAxis;
    if (m_switch->current() == 1) {
        // A bin with a single pair stands above the axis.
        const double pairs = std::max(1., m_distances.negatives.total());
        const double least
            = std::pow(10, std::floor(std::log10(0.5 / (pairs * DistanceHistogram::binWidth))));
        y.setScaleType(QCPAxis::stLogarithmic);
        y.setTicker(QSharedPointer<DensityLogTicker>::create());
        y.setRange(std::min(least, 0.1), std::max(10., 3 * top));
    } else {
        y.setScaleType(QCPAxis::stLinear);
        y.setTicker(QSharedPointer<PlainTicker>::create());
        y.setRange(0, top);
    }
}

QString DistanceDensityView::visibleCsv() const
{
    if (!m_measured)
        return {};
    TableText table({"distance_from", "distance_to", "negatives", "positives", "drawn",
        "expected_draw", "uniform_sphere"});
    for (size_t i = 0; i < m_negatives.size(); ++i) {
        const double from = double(i) * DistanceHistogram::binWidth;
        const double middle = from + DistanceHistogram::binWidth / 2;
        table << from << from + DistanceHistogram::binWidth << m_negatives[i] << m_positives[i]
              << m_drawn[i] << m_expected[i] << sphereDensity(middle, double(m_step->dimension));
    }
    return table.text();
}

} // namespace hardlens
