#pragma once

#include "core/analysis/step_distances.h"
#include "widgets/embedding/curve_labels.h"
#include "widgets/panel.h"

#include <memory>
#include <optional>
#include <vector>

class QPainter;
class QPolygonF;

namespace hardlens {

class AxisSwitch;
class LineHandle;
class MatchPlot;
class PlotArea;
class Refresher;

/// What a pair costs over its distance under contrastive, triplet and margin losses, or how hard it
/// is pulled, with the pairs of the batch along the edges. Triplets need a second distance: the
/// batch's median positive for negatives, its mean negative for positives. α, β and the cutoff are
/// lines that can be dragged.
class LossShapesView : public Panel
{
    Q_OBJECT

public:
    enum class Shown
    {
        Loss,
        Pull // |dℓ/dD|
    };

    explicit LossShapesView(QWidget* parent = nullptr);

    void setStep(std::shared_ptr<const EmbeddingStep> step); // null: the empty state
    /// The loss that is emphasised; beta: β in force, of the margin loss.
    void setLoss(const EmbeddingLossConfig& loss, double beta);
    void setCutoff(double cutoff); // of the sampler; a new step brings its own
    void setShown(Shown shown);

    /// The losses that are drawn; the one in force last.
    std::vector<EmbeddingLossKind> kinds() const;
    /// What is drawn at a distance: loss or pull.
    double positiveAt(EmbeddingLossKind kind, double distance) const;
    double negativeAt(EmbeddingLossKind kind, double distance) const;
    double positiveDistance() const; // D_ap that triplets' negatives are drawn for
    double negativeDistance() const; // D_an that their positives are drawn for
    PlotArea* plot() const { return m_plot; }
    MatchPlot* match() const { return m_match; }
    LineHandle* marginLine() const { return m_marginLine; }
    LineHandle* betaLine() const { return m_betaLine; }
    LineHandle* cutoffLine() const { return m_cutoffLine; }
    std::vector<CurveLabel> labels() const;
    std::vector<std::optional<QRect>> labelPlaces() const;
    /// The curves of the loss in force as CSV. Empty: nothing is shown.
    QString visibleCsv() const;

Q_SIGNALS:
    void marginMoved(double margin); // by hand: α, or m of the contrastive losses
    void betaMoved(double beta);
    void cutoffMoved(double distance);
    void lineReleased(); // of any: what it was moved to is meant

private:
    void refresh();
    void showLines();
    void moveMargin(double reach);
    void moveBeta(double beta);
    QPolygonF curve(EmbeddingLossKind kind, bool positive) const;
    double highest() const;
    void paintOthers(QPainter& painter);
    void paintInForce(QPainter& painter);
    void paintRug(QPainter& painter);
    void paintWords(QPainter& painter);
    QString toolTipAt(QPoint place) const;

    PlotArea* m_plot = nullptr;
    MatchPlot* m_match = nullptr;
    AxisSwitch* m_switch = nullptr;
    LineHandle* m_marginLine = nullptr;
    LineHandle* m_betaLine = nullptr;
    LineHandle* m_cutoffLine = nullptr;
    Refresher* m_refresher = nullptr;
    std::shared_ptr<const EmbeddingStep> m_step {};
    std::shared_ptr<const EmbeddingStep> m_measured {}; // of which the distances are
    StepDistances m_distances {};
    EmbeddingLossConfig m_loss {};
    double m_beta = 0.7;
    double m_cutoff = 0.5;
};

} // namespace hardlens
