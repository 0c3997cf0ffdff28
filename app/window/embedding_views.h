#pragma once

#include "app/window/embedding_desk.h"
#include "app/window/moment.h"
#include "core/records/published.h"

#include <QObject>

#include <memory>
#include <optional>

class QWidget;

namespace hardlens {

class AnchorRadarView;
class DistanceDensityView;
class DockLayout;
class EmbeddingCurvesView;
class EmbeddingMapView;
class EmbeddingPick;
class ExperimentPanel;
class FourSamplersView;
class GradientNoiseView;
class LogView;
class LossShapesView;
class SampledNegativesView;
class SphereExplorerView;
class WhatIfBar;

/// The views of the embedding bench, and what they show: the newest step, a recorded one, or one
/// that settings are tried on.
class EmbeddingViews : public QObject
{
    Q_OBJECT

public:
    EmbeddingViews(DockLayout* layout, QObject* parent);

    QWidget* middle() const { return m_middle; }
    EmbeddingMapView* map() const { return m_map; }
    WhatIfBar* whatIfBar() const { return m_whatIfBar; }
    ExperimentPanel* controls() const { return m_controls; }
    DistanceDensityView* density() const { return m_density; }
    SampledNegativesView* negatives() const { return m_negatives; }
    EmbeddingCurvesView* curves() const { return m_curves; }
    LossShapesView* shapes() const { return m_shapes; }
    EmbeddingPick* pick() const { return m_pick; }
    GradientNoiseView* noise() const { return m_noise; }
    LogView* log() const { return m_log; }

    /// noEvaluation: what is said where there is none.
    void startRun(PictureSource* pictures, const QString& noEvaluation);
    void setPublished(const Published& published);
    /// Shows a recorded step in place of the newest, until null is given; curves go on to grow.
    void setMoment(std::shared_ptr<const Moment> moment);
    const std::shared_ptr<const Moment>& moment() const { return m_moment; }
    /// What other settings would draw; null: what the step itself drew.
    void setChoice(const std::shared_ptr<const EmbeddingChoice>& choice);
    /// The recorded step that is shown, whatever is tried on it; null: none.
    const std::shared_ptr<const EmbeddingStep>& shown() const { return m_shown; }
    /// The loss in force or tried, for the shapes. triedBeta: that every β would be set to.
    void setLoss(const EmbeddingLossConfig& loss, std::optional<double> triedBeta = {});

Q_SIGNALS:
    void shownChanged();

private:
    void show(const std::shared_ptr<const Step>& step);
    double betaOfShown() const;

    QWidget* m_middle;
    WhatIfBar* m_whatIfBar;
    ExperimentPanel* m_controls;
    EmbeddingPick* m_pick;
    EmbeddingMapView* m_map;
    DistanceDensityView* m_density;
    SampledNegativesView* m_negatives;
    AnchorRadarView* m_radar;
    FourSamplersView* m_four;
    LossShapesView* m_shapes;
    EmbeddingCurvesView* m_curves;
    SphereExplorerView* m_sphere;
    GradientNoiseView* m_noise;
    LogView* m_log;

    Published m_published {};
    std::shared_ptr<const Moment> m_moment {};
    std::shared_ptr<const Step> m_step {};
    std::shared_ptr<const EmbeddingStep> m_shown {};
    EmbeddingLossConfig m_loss {};
    std::optional<double> m_triedBeta {};
};

} // namespace hardlens
