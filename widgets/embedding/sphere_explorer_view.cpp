#include "widgets/embedding/sphere_explorer_view.h"

#include "core/analysis/stable_upper.h"
#include "core/sampling/sphere_density.h"
#include "widgets/embedding/density_shapes.h"
#include "widgets/export/export_menu.h"
#include "widgets/export/table_text.h"
#include "widgets/plots/painted_item.h"
#include "widgets/plots/plot_area.h"
#include "widgets/plots/plot_style.h"
#include "widgets/refresher.h"
#include "widgets/theme.h"

#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace hardlens {

namespace {

constexpr uint64_t seed = 2017;
constexpr int64_t mostPoints = 1024, mostDimension = 256; // of SphereSettings
constexpr std::array compared {NegativeSampler::Uniform, NegativeSampler::Hardest,
    NegativeSampler::SemiHardPaper, NegativeSampler::DistanceWeighted};
const char* const howToRead
    = "No network: points drawn uniformly on the unit sphere in n dimensions, in pairs of one "
      "class half a unit apart, always with the same seed.\n"
      "Bars: distances between classes. Lines: what each sampler draws on average, with the upper "
      "cutoff at 1.4; the number is its mean distance. Each has area 1.";

double meanOf(const DistanceDensity& density)
{
    double mean = 0;
    for (size_t i = 0; i < density.size(); ++i)
        mean += (double(i) + 0.5) * density[i];
    return mean * DistanceHistogram::binWidth * DistanceHistogram::binWidth;
}

} // namespace

SphereExplorerView::SphereExplorerView(QWidget* parent)
    : Panel("Distances on the sphere", parent)
{
    m_plot = new PlotArea("Densities of distances on the sphere in n dimensions");
    m_plot->xAxis->setTicker(QSharedPointer<PlainTicker>::create());
    m_plot->xAxis->setRange(0, 2);
    setRightMargin(*m_plot, 16); // room for half of "2.0"
    m_plot->yAxis->setTicker(QSharedPointer<PlainTicker>::create());
    using Paint = void (SphereExplorerView::*)(QPainter&);
    for (const Paint paint : {&SphereExplorerView::paintBars, &SphereExplorerView::paintTheory,
             &SphereExplorerView::paintDrawn, &SphereExplorerView::paintWords})
        new PaintedItem(
            m_plot, [this, paint](QPainter& p) { (this->*paint)(p); }, true);
    m_plot->setToolTipAt([this](QPoint place) { return toolTipAt(place); });
    m_plot->exports()->setName("sphere");
    m_plot->exports()->setMoment([this] { return QString("n-%1").arg(m_measured.n); });
    m_plot->exports()->setTable("CSV of these bins", [this] { return visibleCsv(); });
    m_controls = new SphereControls;
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::instance().px(4));
    layout->addWidget(m_controls);
    layout->addWidget(m_plot, 1);
    setBody(body);
    m_refresher = new Refresher(this, [this] { refresh(); });
    connect(m_controls, &SphereControls::changed, this, [this] { m_refresher->touch(); });
}

const SphereSettings& SphereExplorerView::settings() const
{
    return m_controls->settings();
}

void SphereExplorerView::setSettings(const SphereSettings& settings)
{
    m_controls->setSettings(settings);
    m_refresher->touch();
}

void SphereExplorerView::measure(const SphereSettings& s)
{
    const int points = m_controls->isSliding() ? std::min(s.points, pointsWhileSliding) : s.points;
    const SphereSettings& old = m_measured;
    if (points == m_shownPoints && s.n == old.n && s.sampler == old.sampler
        && s.cutoff == old.cutoff)
        return;
    m_shownPoints = points;
    if (!m_batches)
        m_batches.emplace(mostPoints, mostDimension, seed);
    const SphereBatch batch = m_batches->batch(points, s.n, positiveDistance);
    const Cosines cosines = cosinesOf(batch.embeddings, batch.dimension);
    m_distances = densityOf(negativeDistances(cosines, batch.labels));
    std::vector<NegativeSampler> samplers;
    std::ranges::copy_if(compared, std::back_inserter(samplers),
        [&s](NegativeSampler sampler) { return sampler != s.sampler; });
    samplers.push_back(s.sampler);
    m_drawn.clear();
    for (const NegativeSampler sampler : samplers) {
        const SamplingConfig config {.negatives = sampler, .cutoff = s.cutoff};
        const DistanceDensity density
            = densityOf(expectedDraws(cosines, batch.labels, config, {.seed = seed}));
        m_drawn.push_back({sampler, density, meanOf(density)});
    }
}

void SphereExplorerView::refresh()
{
    const SphereSettings& s = settings();
    measure(s);
    m_measured = s;
    double base = *std::ranges::max_element(m_distances);
    if (s.n > 3)
        base = std::max(base, sphereDensity(sphereMode(s.n), s.n));
    double peak = 0;
    for (const Drawn& drawn : m_drawn)
        peak = std::max(peak, *std::ranges::max_element(drawn.density));
    // A sampler that draws from a few bins alone must not press all others flat.
    m_plot->yAxis->setRange(
        0, niceCeiling(1.1 * std::clamp(peak, base, 2 * base), {1, 1.5, 2, 3, 4, 5, 6, 8}));
    setNote(QString("%1 points, n = %2").arg(m_shownPoints).arg(s.n));
    setNoteToolTip(howToRead);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString SphereExplorerView::visibleCsv() const
{
    if (m_shownPoints == 0)
        return {};
    QStringList columns {"distance_from", "distance_to", "all_pairs", "uniform_sphere"};
    for (const Drawn& drawn : m_drawn) {
        const auto name = entryOf(drawn.sampler).name;
        columns << QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
    TableText table(columns);
    for (size_t i = 0; i < m_distances.size(); ++i) {
        const double from = double(i) * DistanceHistogram::binWidth;
        table << from << from + DistanceHistogram::binWidth << m_distances[i]
              << sphereDensity(from + DistanceHistogram::binWidth / 2, m_measured.n);
        for (const Drawn& drawn : m_drawn)
            table << drawn.density[i];
    }
    return table.text();
}

} // namespace hardlens
