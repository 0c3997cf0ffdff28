#pragma once

#include "core/analysis/sphere_batch.h"
#include "core/analysis/step_distances.h"
#include "widgets/embedding/curve_labels.h"
#include "widgets/embedding/sphere_controls.h"
#include "widgets/panel.h"

#include <optional>
#include <vector>

class QPainter;

namespace hardlens {

class PlotArea;
class Refresher;

/// Distances on the sphere without a network: points drawn uniformly in n dimensions, their
/// distances against q(d), and which of them each sampler would draw on average. One seed for all
/// n, so that nothing else changes.
class SphereExplorerView : public Panel
{
    Q_OBJECT

public:
    static constexpr int pointsWhileSliding = 256;
    static constexpr double positiveDistance = 0.5; // D_ap, as in the paper's Figure 3b

    /// What one sampler draws.
    struct Drawn
    {
        NegativeSampler sampler {};
        DistanceDensity density {};
        double mean = 0; // of the distances
    };

    explicit SphereExplorerView(QWidget* parent = nullptr);

    const SphereSettings& settings() const;
    void setSettings(const SphereSettings& settings);

    PlotArea* plot() const { return m_plot; }
    SphereControls* controls() const { return m_controls; }
    const DistanceDensity& distances() const { return m_distances; } // of all pairs of two classes
    const std::vector<Drawn>& drawn() const { return m_drawn; }      // the emphasised one last
    int shownPoints() const { return m_shownPoints; }
    std::vector<CurveLabel> labels() const;
    std::vector<std::optional<QRect>> labelPlaces() const;
    /// The bins as CSV.
    QString visibleCsv() const;

private:
    void refresh();
    void measure(const SphereSettings& settings);
    void paintBars(QPainter& painter);
    void paintTheory(QPainter& painter);
    void paintDrawn(QPainter& painter);
    void paintWords(QPainter& painter);
    std::vector<QPointF> obstacles() const;
    QString toolTipAt(QPoint place) const;

    PlotArea* m_plot = nullptr;
    SphereControls* m_controls = nullptr;
    Refresher* m_refresher = nullptr;
    std::optional<SphereBatches> m_batches {}; // made when they are first seen
    DistanceDensity m_distances {};
    std::vector<Drawn> m_drawn {};
    SphereSettings m_measured {};
    int m_shownPoints = 0; // 0: nothing was measured yet
};

} // namespace hardlens
