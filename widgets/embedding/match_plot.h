#pragma once

#include "core/analysis/isotonic.h"
#include "core/analysis/step_distances.h"
#include "widgets/plots/plot_area.h"

#include <optional>
#include <vector>

namespace hardlens {

/// How likely two pictures at a distance are of one class: counted per tenth of distance, its
/// isotonic fit, and β on it.
class MatchPlot : public PlotArea
{
    Q_OBJECT

public:
    explicit MatchPlot(QWidget* parent = nullptr);

    void setDistances(const StepDistances& distances);
    void clear();
    /// The distance that is marked; none: the loss has no β.
    void setBeta(std::optional<double> beta);
    /// P(same class | β) of the fit; none: no β or no pairs.
    std::optional<double> probabilityAtBeta() const;
    const std::vector<MatchStep>& fit() const { return m_fit; }

private:
    struct Counted
    {
        double distance = 0; // the middle of the tenth
        double probability = 0;
        int64_t pairs = 0;
    };

    void paintFit(QPainter& painter);
    void paintWords(QPainter& painter);
    QString toolTipAt(QPoint place) const;

    std::vector<MatchStep> m_fit {};
    std::vector<Counted> m_counted {};
    std::optional<double> m_beta {};
};

} // namespace hardlens
