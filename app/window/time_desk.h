#pragma once

#include "app/window/hardness_desk.h"
#include "app/window/moment_loader.h"
#include "app/window/roi_past_desk.h"
#include "app/window/time_travel.h"
#include "core/records/published.h"

#include <QObject>
#include <QTimer>

class QMenu;

namespace hardlens {

class RunViews;
class TransportBar;

/// Goes back in the run that is shown: what the timeline, the playback buttons, the plots and the keys ask for is read and
/// given to the views.
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
    void pickAgain();

    RunViews* m_views;
    TransportBar* m_transport;
    TimeTravel m_travel {};
    MomentLoader m_loader {};
    RoiPastDesk m_past;
    HardnessDesk m_hardness;
    QTimer m_look {}; // for steps that were recorded meanwhile, and what was hard in them
    History m_history {};
    std::optional<StepRoi> m_toPick {}; // where the step that is gone to has it
};

} // namespace hardlens
