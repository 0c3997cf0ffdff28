#pragma once

#include "app/window/moment_loader.h"
#include "app/window/time_travel.h"
#include "core/analysis/hardness.h"
#include "core/records/published.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QMenu;

namespace hardlens {

class RunViews;
class TransportBar;

/// Goes back in the run that is shown: what the timeline, the playback buttons, the plots and the keys ask for is read and given
/// to the views. Also tells what became of the picked RoI over the run, and what was hardest in it.
class TimeDesk : public QObject
{
    Q_OBJECT

public:
    TimeDesk(RunViews* views, TransportBar* transport, QObject* parent = nullptr);

    TimeTravel* travel() { return &m_travel; }
    /// Actions of the menu, with their keys.
    void fillMenu(QMenu* menu);

    /// Another run; steps: null until it is known.
    void startRun(std::shared_ptr<StepSource> steps);
    void setPublished(const Published& published);

    /// Goes to a step, none: the newest, and picks a RoI there.
    void goTo(std::optional<int64_t> step, std::optional<StepRoi> roi);

Q_SIGNALS:
    void listed(); // which steps are recorded is known, or known anew
    void failed(const QString& reason);

private:
    void connectControls();
    void connectLoader();
    void showPlace();
    void showState();
    void showMoment(const std::shared_ptr<const Moment>& moment);
    void takePick(int picture, int roi);
    void pickAgain();
    bool pickHard(const DetectionStep& step, const HardnessRow& hard);
    void goToHard(const HardnessRow& row);
    void gatherPast();
    void takePast(const RoiIdentity& roi, const RoiPast& more);
    void showHardness();

    RunViews* m_views;
    TransportBar* m_transport;
    TimeTravel m_travel {};
    MomentLoader m_loader {};
    QTimer m_look {}; // for steps that were recorded meanwhile, and what was hard in them
    History m_history {};
    std::vector<int64_t> m_pinnedSteps {};
    std::vector<std::string> m_classNames {};
    std::optional<StepRoi> m_toPick {}; // where the next moment has it
    std::optional<HardnessRow> m_hard {}; // the same: its hardest RoI
    std::optional<RoiIdentity> m_roi {}; // whose past is shown
    QString m_roiName {};
    RoiPast m_past {};
    int64_t m_pastUpTo = 0; // steps that have been gathered
    bool m_gathering = false;
    Hardness m_hardness {};
    bool m_hardnessIsOld = true;
};

} // namespace hardlens
