#pragma once

#include "core/analysis/history_tail.h"
#include "core/analysis/kept_columns.h"
#include "core/analysis/time_marks.h"
#include "core/records/history.h"
#include "widgets/panel.h"

#include <optional>

class QPainter;

namespace hardlens {

class PlotArea;
class Refresher;

/// The RoIs that were learned from, stacked by the cause of their loss, over steps.
class KeptView : public Panel
{
    Q_OBJECT

public:
    explicit KeptView(QWidget* parent = nullptr);

    void setHistory(const History& history);
    void setOptionLabels(std::map<std::string, std::string> labels); // for marks of control changes
    void clear();
    /// A line at the step that is looked at; none: the newest one is.
    void setShown(std::optional<int64_t> step);

    PlotArea* plot() const { return m_plot; }
    const KeptColumns& columns() const { return m_columns; }
    /// The columns as CSV: mean number of kept RoIs per step, by cause. Empty: no step yet.
    QString visibleCsv() const;

Q_SIGNALS:
    void stepChosen(int64_t step); // by a click

private:
    void refresh();
    double xOf(const TimeMark& mark) const;
    void paintColumns(QPainter& painter);
    void paintNames(QPainter& painter);
    QString toolTipAt(QPoint place) const;

    PlotArea* m_plot = nullptr;
    Refresher* m_refresher = nullptr;
    KeptColumns m_columns {};
    HistoryTail m_tail {};
    TimeMarks m_marks {};
    StepRow m_last {};
};

} // namespace hardlens
