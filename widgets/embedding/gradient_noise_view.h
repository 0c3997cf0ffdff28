#pragma once

#include "core/analysis/gradient_noise.h"
#include "widgets/embedding/shown_step.h"
#include "widgets/panel.h"

class QDoubleSpinBox;
class QPainter;

namespace hardlens {

class PlotArea;
class Refresher;
struct CurveLabel;

/// How noisy a negative's gradient direction is over its distance: simulated on this batch by
/// distance, beside the closed form V(d), and for the negatives that each of four samplers would
/// draw (Figure 3 of the paper, live).
class GradientNoiseView : public Panel
{
    Q_OBJECT

public:
    explicit GradientNoiseView(QWidget* parent = nullptr);

    void setStep(const std::shared_ptr<const EmbeddingStep>& step); // null: the empty state
    /// Settings of a what-if for the step that is shown; another step ends it.
    void setChoice(const SamplingConfig& sampling, const Draws& draws);
    void clearChoice();

    void setNoise(double sigma); // in [0, 0.2]
    double noise() const;

    const BatchGradientNoise& found() const { return m_found; }
    PlotArea* plot() const { return m_plot; }
    /// The bins and samplers as CSV. Empty: nothing is shown.
    QString visibleCsv() const;

private:
    void refresh();
    void touch();
    QPolygonF theory() const;
    QPointF at(double distance, double variance) const;
    void paintTheory(QPainter& painter);
    void paintFound(QPainter& painter);
    void paintWords(QPainter& painter);
    std::vector<CurveLabel> labels() const;
    QString toolTipAt(QPoint place) const;

    PlotArea* m_plot = nullptr;
    QDoubleSpinBox* m_noise = nullptr;
    Refresher* m_refresher = nullptr;
    ShownStep m_shown {};
    BatchGradientNoise m_found {};
    bool m_isMeasured = false; // m_found is of what is shown
};

} // namespace hardlens
