#pragma once

#include "core/analysis/curve_decimation.h"
#include "core/analysis/history_tail.h"
#include "core/analysis/stable_upper.h"
#include "core/analysis/time_marks.h"
#include "core/records/history.h"
#include "widgets/panel.h"

#include <array>
#include <map>
#include <optional>
#include <string>

class QCPGraph;
class QPainter;

namespace hardlens {

class AxisSwitch;
class Refresher;
class TimePlot;

/// Mean loss over all RoIs and over the chosen ones, over steps or over seconds of training.
class LossCurvesView : public Panel
{
    Q_OBJECT

public:
    enum class Axis
    {
        Steps,
        Time
    };

    explicit LossCurvesView(QWidget* parent = nullptr);

    void setHistory(const History& history);                         // reads what is new
    void setOptionLabels(std::map<std::string, std::string> labels); // for marks of control changes
    void clear();
    /// A line at the step that is looked at; none: the newest one is.
    void setShown(std::optional<int64_t> step);
    void setAxis(Axis axis);
    Axis axis() const { return m_axis; }

    TimePlot* plot() const { return m_plot; }
    size_t rows() const { return m_curves[0][0].size(); }
    /// The steps in the range that is seen, as CSV. Empty: there are none.
    QString visibleCsv() const;
    const TimeMarks& marks() const { return m_marks; }

Q_SIGNALS:
    void axisChosen(LossCurvesView::Axis axis); // so that other plots can follow
    void stepChosen(int64_t step);              // by a click

private:
    void refresh();
    void showCursor();
    void restyle();
    void fitVertical();
    void paintNames(QPainter& painter);
    double xOf(const TimeMark& mark) const;
    QString toolTipAt(QPoint place) const;
    const DecimatedCurve& curve(size_t which) const { return m_curves[which][size_t(m_axis)]; }

    static constexpr size_t curveCount = 2; // all RoIs, selected ones

    TimePlot* m_plot = nullptr;
    AxisSwitch* m_switch = nullptr;
    Refresher* m_refresher = nullptr;
    std::array<QCPGraph*, curveCount> m_graphs {};
    std::array<std::array<DecimatedCurve, 2>, curveCount> m_curves; // by curve, then by axis
    std::array<double, 2> m_ends {1, 1};
    History m_history {}; // as last shown, for the data behind the curves
    HistoryTail m_tail {};
    TimeMarks m_marks {};
    StableUpper m_top {};
    Axis m_axis = Axis::Steps;
    std::optional<int64_t> m_shown {};
};

} // namespace hardlens
