#pragma once

#include "core/analysis/stable_upper.h"
#include "core/analysis/step_distances.h"
#include "widgets/embedding/curve_labels.h"
#include "widgets/panel.h"

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace hardlens {

class AxisSwitch;
class LineHandle;
class PlotArea;
class Refresher;
class SampleSizePlot;

/// Distances within a batch, each curve scaled to area 1: all negative pairs, positive pairs, what
/// the sampler drew and would draw on average, and what the uniform sphere would give. The cutoffs
/// are lines that can be dragged.
class DistanceDensityView : public Panel
{
    Q_OBJECT

public:
    explicit DistanceDensityView(QWidget* parent = nullptr);

    void setStep(std::shared_ptr<const EmbeddingStep> step); // null: the empty state
    /// A what-if: draws that were made from this step with other settings.
    void setChoice(const SamplingConfig& sampling, Draws draws);
    void clearChoice();
    void setLogarithmic(bool on);
    /// Whether hands can drag the cutoffs; at first they can.
    void setLinesMovable(bool movable);

    /// The settings that are shown: the what-if's, else the step's.
    const SamplingConfig& sampling() const;
    const DistanceDensity& negatives() const { return m_negatives; }
    const DistanceDensity& positives() const { return m_positives; }
    const DistanceDensity& drawn() const { return m_drawn; }
    const DistanceDensity& expected() const { return m_expected; }
    PlotArea* plot() const { return m_plot; }
    SampleSizePlot* sampleSizes() const { return m_sizes; }
    LineHandle* cutoffLine() const { return m_cutoff; }
    LineHandle* upperCutoffLine() const { return m_upper; }
    /// What stands on the plot, and where; lines first.
    std::vector<CurveLabel> labels() const;
    std::vector<std::optional<QRect>> labelPlaces() const;
    /// The bins as CSV. Empty: nothing is shown.
    QString visibleCsv() const;

Q_SIGNALS:
    void cutoffMoved(double distance); // by hand, also while a line is dragged
    void upperCutoffMoved(double distance);
    void cutoffReleased(); // of either line: what it was moved to is meant

private:
    void refresh();
    void measureStep();
    void measureChoice();
    void measureSampleSizes();
    void showLines();
    void sayHowToRead();
    void setRanges();
    void paintShades(QPainter& painter);
    void paintPairs(QPainter& painter);
    void paintTheory(QPainter& painter);
    void paintDraws(QPainter& painter);
    void paintWords(QPainter& painter);
    std::vector<QPointF> obstacles() const;
    QString toolTipAt(QPoint place) const;

    PlotArea* m_plot = nullptr;
    SampleSizePlot* m_sizes = nullptr;
    AxisSwitch* m_switch = nullptr;
    LineHandle* m_cutoff = nullptr;
    LineHandle* m_upper = nullptr;
    Refresher* m_refresher = nullptr;

    struct Choice
    {
        SamplingConfig sampling {};
        Draws draws {};
    };
    std::shared_ptr<const EmbeddingStep> m_step {};
    std::optional<Choice> m_choice {};
    std::shared_ptr<const EmbeddingStep> m_measured {}; // of which the distances are
    std::shared_ptr<const EmbeddingStep> m_sized {};    // of which the sample sizes are
    SamplingConfig m_sizedWith {};
    bool m_choiceMeasured = false;
    bool m_linesMovable = true;
    StepDistances m_distances {};
    DistanceDensity m_negatives {}, m_positives {}, m_drawn {}, m_expected {};
    // Frames are few while a step takes its time, and the first steps are far denser than all that
    // follow.
    StableUpper m_top {{.mantissas = {1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9}, .shrinkAfter = 8}};
};

} // namespace hardlens
