#include "app/window/embedding_views.h"

#include "app/window/dock_layout.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/log_view.h"
#include "widgets/embedding/anchor_radar_view.h"
#include "widgets/embedding/distance_density_view.h"
#include "widgets/embedding/embedding_curves_view.h"
#include "widgets/embedding/embedding_map_view.h"
#include "widgets/embedding/embedding_pick.h"
#include "widgets/embedding/four_samplers_view.h"
#include "widgets/embedding/loss_shapes_view.h"
#include "widgets/embedding/sampled_negatives_view.h"
#include "widgets/embedding/sphere_explorer_view.h"
#include "widgets/theme.h"

#include <QDockWidget>
#include <QMainWindow>

#include <numeric>

namespace hardlens {

namespace {

constexpr const char *controlsDock = "controls", *densityDock = "density", *shapesDock = "shapes", *curvesDock = "curves",
                     *negativesDock = "negatives", *radarDock = "radar", *fourDock = "four", *sphereDock = "sphere",
                     *logDock = "log";

} // namespace

EmbeddingViews::EmbeddingViews(DockLayout* layout, QObject* parent)
    : QObject(parent)
    , m_controls(new ExperimentPanel)
    , m_pick(new EmbeddingPick(this))
    , m_map(new EmbeddingMapView(*m_pick))
    , m_density(new DistanceDensityView)
    , m_negatives(new SampledNegativesView(*m_pick))
    , m_radar(new AnchorRadarView(*m_pick))
    , m_four(new FourSamplersView(*m_pick))
    , m_shapes(new LossShapesView)
    , m_curves(new EmbeddingCurvesView)
    , m_sphere(new SphereExplorerView)
    , m_log(new LogView)
{
    layout->add(controlsDock, m_controls, Qt::LeftDockWidgetArea);
    layout->add(radarDock, m_radar, Qt::RightDockWidgetArea);
    layout->add(fourDock, m_four, Qt::RightDockWidgetArea);
    layout->add(negativesDock, m_negatives, Qt::RightDockWidgetArea);
    layout->add(densityDock, m_density, Qt::BottomDockWidgetArea);
    layout->add(shapesDock, m_shapes, Qt::BottomDockWidgetArea);
    layout->add(curvesDock, m_curves, Qt::BottomDockWidgetArea);
    layout->add(sphereDock, m_sphere, Qt::BottomDockWidgetArea);
    layout->add(logDock, m_log, Qt::BottomDockWidgetArea);
}

QWidget* EmbeddingViews::middle() const
{
    return m_map;
}

void EmbeddingViews::startRun(PictureSource* pictures)
{
    m_published = {};
    m_moment.reset();
    m_map->setPictures(pictures);
    m_negatives->setPictures(pictures);
    m_radar->setPictures(pictures);
    m_four->setPictures(pictures);
    m_map->setProbe(nullptr);
    m_curves->clear();
    m_log->setPublished({}, nullptr);
    show(nullptr);
}

void EmbeddingViews::setPublished(const Published& published)
{
    const bool isNewRun = published.run && published.run != m_published.run;
    const bool isNewProbe = published.probe && published.probe != m_published.probe;
    m_published = published;
    if (isNewRun) {
        m_map->setClassNames(published.run->classNames);
        m_negatives->setClassNames(published.run->classNames);
        m_radar->setClassNames(published.run->classNames);
    }
    if (isNewProbe)
        m_map->setProbe(published.probe);
    m_curves->setHistory(published.history);
    m_log->setPublished(published.history, published.run);
    if (!m_moment)
        show(published.step);
}

void EmbeddingViews::setMoment(std::shared_ptr<const Moment> moment)
{
    m_moment = std::move(moment);
    m_curves->setShown(m_moment ? std::optional(m_moment->step) : std::nullopt);
    show(m_moment ? m_moment->body : m_published.step);
}

void EmbeddingViews::show(const std::shared_ptr<const Step>& step)
{
    if (step == m_step && step)
        return;
    m_step = step;
    const bool isEmbedding = step && step->isEmbedding();
    m_shown = isEmbedding ? std::shared_ptr<const EmbeddingStep>(step, &step->embedding()) : nullptr;
    m_pick->setStep(m_shown);
    m_map->setStep(m_shown);
    m_density->setStep(m_shown);
    m_negatives->setStep(m_shown);
    m_radar->setStep(m_shown);
    m_four->setStep(m_shown);
    m_shapes->setStep(m_shown);
    m_shapes->setLoss(m_loss, betaOfShown());
    Q_EMIT shownChanged();
}

double EmbeddingViews::betaOfShown() const
{
    if (!m_shown || m_shown->betas.empty())
        return m_loss.beta;
    return std::accumulate(m_shown->betas.begin(), m_shown->betas.end(), 0.) / double(m_shown->betas.size());
}

void EmbeddingViews::setLoss(const EmbeddingLossConfig& loss)
{
    m_loss = loss;
    m_shapes->setLoss(m_loss, betaOfShown());
    m_curves->setMargin(m_loss.margin);
}

void EmbeddingViews::setChoice(const std::shared_ptr<const EmbeddingChoice>& choice)
{
    const auto tell = [&](auto* view) {
        if (choice)
            view->setChoice(choice->sampling, choice->draws);
        else
            view->clearChoice();
    };
    tell(m_density);
    tell(m_map);
    tell(m_negatives);
    tell(m_radar);
    tell(m_four);
}

/// Controls left, pictures right, plots below; the map has the middle. In a low window what has no room lies behind its
/// neighbour.
void arrangeEmbeddingDocks(DockLayout& layout, int width, int height)
{
    constexpr int lowHeight = 860;
    const Theme& theme = Theme::instance();
    const bool low = height < theme.px(lowHeight);
    QMainWindow& window = *qobject_cast<QMainWindow*>(layout.parent());
    const auto dock = [&](const char* id) { return layout.dock(id); };
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    window.addDockWidget(Qt::LeftDockWidgetArea, dock(controlsDock));
    window.addDockWidget(Qt::RightDockWidgetArea, dock(negativesDock));
    if (low)
        window.tabifyDockWidget(dock(negativesDock), dock(radarDock));
    else
        window.splitDockWidget(dock(negativesDock), dock(radarDock), Qt::Vertical);
    window.tabifyDockWidget(dock(radarDock), dock(fourDock));
    window.addDockWidget(Qt::BottomDockWidgetArea, dock(densityDock));
    window.splitDockWidget(dock(densityDock), dock(curvesDock), Qt::Horizontal);
    if (low)
        window.tabifyDockWidget(dock(densityDock), dock(shapesDock));
    else
        window.splitDockWidget(dock(densityDock), dock(shapesDock), Qt::Horizontal);
    window.tabifyDockWidget(dock(densityDock), dock(sphereDock));
    window.tabifyDockWidget(dock(curvesDock), dock(logDock));
    for (const char* front : {densityDock, curvesDock, low ? negativesDock : radarDock})
        dock(front)->raise();
    QList<QDockWidget*> plots {dock(densityDock)};
    if (!low)
        plots.append(dock(shapesDock));
    plots.append(dock(curvesDock));
    window.resizeDocks({dock(controlsDock), dock(negativesDock)}, {theme.px(268), width * 30 / 100}, Qt::Horizontal);
    window.resizeDocks(plots, QList<int>(plots.size(), width / int(plots.size())), Qt::Horizontal);
    window.resizeDocks({dock(densityDock)}, {height * 36 / 100}, Qt::Vertical);
    if (!low)
        window.resizeDocks({dock(negativesDock), dock(radarDock)}, {1, 1}, Qt::Vertical);
}

} // namespace hardlens
