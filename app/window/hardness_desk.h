#pragma once

#include "core/analysis/hardness.h"

#include <QObject>

#include <optional>

namespace hardlens {

class RunViews;
class TimeTravel;

/// What was hardest in the run so far, as lists whose rows lead to the step that shows it.
class HardnessDesk : public QObject
{
    Q_OBJECT

public:
    HardnessDesk(RunViews* views, TimeTravel* travel, QObject* parent = nullptr);

    void startRun();
    void setHistory(const History& history);
    void setClassNames(std::vector<std::string> names) { m_classNames = std::move(names); }
    /// Fills the lists where somebody sees them: of many objects it takes a while.
    void show();
    /// The row that leads to this step picks its hardest RoI there; false: no row does, or the step
    /// has none of it.
    bool pickIn(const DetectionStep& step);

Q_SIGNALS:
    void arrived(); // the step to go to is the one that is shown
    void failed(const QString& reason);

private:
    void goTo(const HardnessRow& row);

    RunViews* m_views;
    TimeTravel* m_travel;
    History m_history {};
    std::vector<std::string> m_classNames {};
    Hardness m_hardness {};
    bool m_isOld = true;
    std::optional<HardnessRow> m_awaited {}; // until the step that is gone to is there
};

} // namespace hardlens
