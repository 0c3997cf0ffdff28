#include "app/window/embedding_views.h"

#include "app/window/dock_layout.h"
#include "app/window/embedding_docks.h"
#include "app/window/failure_text.h"
#include "app/window/window_help.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/log_view.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/embedding/anchor_radar_view.h"
#include "widgets/embedding/distance_density_view.h"
#include "widgets/embedding/embedding_curves_view.h"
#include "widgets/embedding/embedding_map_view.h"
#include "widgets/embedding/embedding_pick.h"
#include "widgets/embedding/four_samplers_view.h"
#include "widgets/embedding/gradient_noise_view.h"
#include "widgets/embedding/loss_shapes_view.h"
#include "widgets/embedding/sampled_negatives_view.h"
#include "widgets/embedding/sphere_explorer_view.h"
#include "widgets/refresher.h"
#include "widgets/theme.h"

#include <QVBoxLayout>

#include <numeric>

namespace hardlens {

EmbeddingViews::EmbeddingViews(DockLayout* layout, QObject* parent)
    : QObject(parent)
    , m_middle(new QWidget)
    , m_whatIfBar(new WhatIfBar)
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
    , m_noise(new GradientNoiseView)
    , m_log(new LogView)
{
    m_map->setProperty(helpPageProperty, "embedding-map");
    auto* column = new QVBoxLayout(m_middle);
    column->setContentsMargins({});
    column->setSpacing(Theme::instance().px(6));
    column->addWidget(m_whatIfBar);
    column->addWidget(m_map, 1);
    layout->add(embeddingDock::controls, m_controls, Qt::LeftDockWidgetArea);
    layout->add(embeddingDock::radar, m_radar, Qt::RightDockWidgetArea);
    layout->add(embeddingDock::four, m_four, Qt::RightDockWidgetArea);
    layout->add(embeddingDock::negatives, m_negatives, Qt::RightDockWidgetArea);
    layout->add(embeddingDock::density, m_density, Qt::BottomDockWidgetArea);
    layout->add(embeddingDock::shapes, m_shapes, Qt::BottomDockWidgetArea);
    layout->add(embeddingDock::curves, m_curves, Qt::BottomDockWidgetArea);
    layout->add(embeddingDock::sphere, m_sphere, Qt::BottomDockWidgetArea);
    layout->add(embeddingDock::noise, m_noise, Qt::BottomDockWidgetArea);
    layout->add(embeddingDock::log, m_log, Qt::BottomDockWidgetArea);
}

void EmbeddingViews::startRun(PictureSource* pictures, const QString& noEvaluation)
{
    m_published = {};
    m_moment.reset();
    m_map->setPictures(pictures);
    m_negatives->setPictures(pictures);
    m_radar->setPictures(pictures);
    m_four->setPictures(pictures);
    m_map->setProbe(nullptr);
    m_curves->clear();
    m_curves->setNoEvaluationText(noEvaluation);
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
    if (isNewProbe && !m_moment)
        m_map->setProbe(published.probe);
    m_curves->setHistory(published.history);
    m_log->setPublished(published.history, published.run);
    m_map->setEmptyText(failureText(published));
    if (!m_moment)
        show(published.step);
}

void EmbeddingViews::setMoment(std::shared_ptr<const Moment> moment)
{
    m_moment = std::move(moment);
    m_curves->setShown(m_moment ? std::optional(m_moment->step) : std::nullopt);
    m_map->setProbe(m_moment ? m_moment->probe : m_published.probe);
    show(m_moment ? m_moment->body : m_published.step);
}

void EmbeddingViews::show(const std::shared_ptr<const Step>& step)
{
    if (step == m_step && step)
        return;
    m_step = step;
    const bool isEmbedding = step && step->isEmbedding();
    const Refresher::Hold hold; // the pick and the step concern the same views
    m_shown
        = isEmbedding ? std::shared_ptr<const EmbeddingStep>(step, &step->embedding()) : nullptr;
    m_pick->setStep(m_shown);
    m_map->setStep(m_shown);
    m_density->setStep(m_shown);
    m_negatives->setStep(m_shown);
    m_radar->setStep(m_shown);
    m_four->setStep(m_shown);
    m_noise->setStep(m_shown);
    m_shapes->setStep(m_shown);
    m_shapes->setLoss(m_loss, betaOfShown());
    Q_EMIT shownChanged();
}

double EmbeddingViews::betaOfShown() const
{
    if (m_triedBeta)
        return *m_triedBeta;
    if (!m_shown || m_shown->betas.empty())
        return m_loss.beta;
    return std::accumulate(m_shown->betas.begin(), m_shown->betas.end(), 0.)
        / double(m_shown->betas.size());
}

void EmbeddingViews::setLoss(const EmbeddingLossConfig& loss, std::optional<double> triedBeta)
{
    m_loss = loss;
    m_triedBeta = triedBeta;
    m_shapes->setLoss(m_loss, betaOfShown());
    m_curves->setMargin(usesMargin(m_loss.kind) ? m_loss.margin : 0);
}

void EmbeddingViews::setChoice(const std::shared_ptr<const EmbeddingChoice>& choice)
{
    const auto tell = [&](auto* view) {
        if (choice)
            view->setChoice(choice->sampling, choice->draws);
        else
            view->clearChoice();
    };
    m_whatIfBar->setAnswer(choice ? whatIfText(choice->comparison) : QString());
    m_shapes->setCutoff(choice ? choice->sampling.cutoff
            : m_shown          ? m_shown->sampling.cutoff
                               : SamplingConfig().cutoff);
    tell(m_density);
    tell(m_map);
    tell(m_negatives);
    tell(m_radar);
    tell(m_four);
    tell(m_noise);
}

} // namespace hardlens
