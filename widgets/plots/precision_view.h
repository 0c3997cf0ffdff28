#pragma once

#include "core/analysis/history_tail.h"
#include "core/analysis/time_marks.h"
#include "core/records/history.h"
#include "widgets/panel.h"

#include <memory>
#include <optional>
#include <vector>

class QPainter;

namespace hardlens {

class AxisSwitch;
class Refresher;
class TimePlot;

/// Average precision on the test pictures, per class and its mean, over steps or over seconds of
/// training.
class PrecisionView : public Panel
{
    Q_OBJECT

public:
    enum class Axis
    {
        Steps,
        Time
    };

    explicit PrecisionView(QWidget* parent = nullptr);

    void setHistory(const History& history);
    void setOptionLabels(std::map<std::string, std::string> labels); // for marks of control changes
    void setEmptyText(const QString& text);                          // while there is no evaluation
    const QString& emptyText() const { return m_emptyText; }
    size_t namedCurves() const
    {
        return m_names.size();
    } // that the room at the right end of the curves has a name for
    void clear();
    /// A line at the step that is looked at; none: the newest one is.
    void setShown(std::optional<int64_t> step);
    void setAxis(Axis axis);
    Axis axis() const { return m_axis; }

    TimePlot* plot() const { return m_plot; }
    size_t evaluations() const { return m_evaluations.size(); }
    /// The evaluations in the range that is seen, as CSV, a column per class. Empty: none.
    QString visibleCsv() const;

Q_SIGNALS:
    void axisChosen(PrecisionView::Axis axis);
    void stepChosen(int64_t step); // by a click
    /// A name at the end of the curves was clicked: a label from 1, or 0 for the mean.
    void classChosen(int32_t label);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void showCursor();
    void chooseAt(double x);
    double xOf(const TimeMark& mark) const;
    void paintCurves(QPainter& painter);
    void paintCurve(QPainter& painter, int classIndex);
    void paintNames(QPainter& painter);
    std::vector<int> rankedCurves() const;
    double valueOf(const Evaluation& evaluation, int classIndex) const; // -1: the mean
    double xOf(const Evaluation& evaluation) const;
    QString toolTipAt(QPoint place) const;
    int classes() const;
    std::optional<int32_t> nameAt(QPoint place) const; // in the plot

    struct Name
    {
        QRect place {};
        int32_t label = 0;
    };

    TimePlot* m_plot = nullptr;
    std::vector<Name> m_names {}; // as painted
    AxisSwitch* m_switch = nullptr;
    Refresher* m_refresher = nullptr;
    std::vector<std::shared_ptr<const Evaluation>> m_evaluations {};
    HistoryTail m_tail {};
    TimeMarks m_marks {};
    double m_lastStep = 0;
    double m_lastSeconds = 0;
    QString m_emptyText {};
    Axis m_axis = Axis::Steps;
    History m_history {}; // as last shown
    std::optional<int64_t> m_shown {};
};

} // namespace hardlens
