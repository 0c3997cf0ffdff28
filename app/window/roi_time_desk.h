#pragma once

#include "app/window/hardness_desk.h"
#include "app/window/roi_past_desk.h"
#include "app/window/time_desk.h"

namespace hardlens {

class RunViews;

/// Time travel on the detection bench: the views follow, and the RoI that somebody picked is found
/// again in other steps.
class RoiTimeDesk : public TimeDesk
{
    Q_OBJECT

public:
    RoiTimeDesk(RunViews* views, TransportBar* transport, QObject* parent = nullptr);

    void startRun(std::shared_ptr<StepSource> steps) override;
    void setPublished(const Published& published) override;

    /// Goes to a step, none: the newest, and picks a RoI there.
    void goTo(std::optional<int64_t> step, std::optional<StepRoi> roi);

private:
    void show(const std::shared_ptr<const Moment>& moment);
    void pickAgain();

    RunViews* m_views;
    RoiPastDesk m_past;
    HardnessDesk m_hardness;
    std::optional<StepRoi> m_toPick {}; // where the step that is gone to has it
};

} // namespace hardlens
