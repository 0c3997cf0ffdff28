#pragma once

#include "core/analysis/collapse.h"
#include "core/analysis/curve_decimation.h"
#include "core/analysis/history_tail.h"
#include "core/analysis/stable_upper.h"
#include "core/analysis/time_marks.h"
#include "widgets/embedding/embedding_topics.h"
#include "widgets/panel.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

class QCPGraph;
class QPainter;

namespace hardlens {

class ChoiceBox;
class CollapseBand;
class Refresher;
class TimePlot;

/// Scalars of a run of embeddings over its steps, one topic at a time, and a warning as long as the
/// embedding is collapsed.
class EmbeddingCurvesView : public Panel
{
    Q_OBJECT

public:
    explicit EmbeddingCurvesView(QWidget* parent = nullptr);

    void setHistory(const History& history);                         // reads what is new
    void setOptionLabels(std::map<std::string, std::string> labels); // for marks of control changes
    /// α of the loss in force, by which a collapse is known; 0: the loss has none.
    void setMargin(double margin);
    void setNoEvaluationText(
        const QString& text); // in the place of retrieval while there is no evaluation
    void clear();
    /// A line at the step that is looked at; none: the newest one is.
    void setShown(std::optional<int64_t> step);
    void setTopic(EmbeddingTopicKind topic);
    EmbeddingTopicKind topic() const { return m_topic; }

    TimePlot* plot() const { return m_plot; }
    size_t rows() const { return m_curves.front().size(); }
    const std::optional<Collapse>& collapse() const { return m_collapse; }
    QString warning() const; // as it is shown; empty: none
    const TimeMarks& marks() const { return m_marks; }
    /// What stands at the right ends of the curves, floors included.
    std::vector<EndLabel> endLabels() const;
    /// The topic's rows in the range that is seen, as CSV. Empty: there are none.
    QString visibleCsv() const;

Q_SIGNALS:
    void topicChosen(hardlens::EmbeddingTopicKind topic); // by hand
    void stepChosen(int64_t step);                        // by a click

private:
    void refresh();
    void readRows(size_t from);
    void readEvaluations();
    void setEmptyText();
    void restyle();
    void fitVertical();
    double xOf(const TimeMark& mark) const;
    void paintBand(QPainter& painter);
    void paintMarkers(QPainter& painter);
    void showCurves();
    void paintCollapse(QPainter& painter);
    void paintFloors(QPainter& painter);
    void paintRecall(QPainter& painter);
    void paintNames(QPainter& painter);
    std::vector<EndLabel> recallLabels() const;
    const Evaluation* lastRetrieval() const;
    QString toolTipAt(QPoint place) const;
    QString recallToolTip(double step) const;

    TimePlot* m_plot = nullptr;
    ChoiceBox* m_chooser = nullptr;
    CollapseBand* m_band = nullptr;
    Refresher* m_refresher = nullptr;
    EmbeddingTopicKind m_topic = EmbeddingTopicKind::Loss;
    std::array<QCPGraph*, 3> m_graphs {};    // as many as a topic has curves at most
    std::vector<DecimatedCurve> m_curves {}; // of all topics
    DecimatedCurve m_betaLow {}, m_betaHigh {};
    std::vector<std::shared_ptr<const Evaluation>> m_evaluations {}; // with a retrieval
    size_t m_readEvaluations = 0;
    QString m_noEvaluation {"No evaluation yet."};
    double m_end = 1;
    double m_margin = 0;
    std::optional<Collapse> m_collapse {};
    History m_history {};
    HistoryTail m_tail {};
    TimeMarks m_marks {};
    std::array<StableUpper, size_t(EmbeddingTopicKind::Retrieval) + 1> m_tops {};
};

} // namespace hardlens
