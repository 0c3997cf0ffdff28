#pragma once

#include "app/window/moment_loader.h"
#include "core/records/published.h"

#include <QObject>

namespace hardlens {

class RunViews;
class TimeTravel;

/// What became of the RoI that is picked, over the recorded steps: read bit by bit, kept until
/// another RoI is picked.
class RoiPastDesk : public QObject
{
    Q_OBJECT

public:
    RoiPastDesk(
        RunViews* views, const TimeTravel* travel, MomentLoader* loader, QObject* parent = nullptr);

    void startRun();
    void setHistory(const History& history) { m_history = history; }
    /// Steps at which pictures were scored without learning, rising.
    void setPinnedSteps(std::vector<int64_t> steps) { m_pinnedSteps = std::move(steps); }
    /// Reads on in the steps that have not been read yet.
    void gather();
    /// Picks the RoI in another step, where that has it and nothing is picked there.
    void pickIn(const DetectionStep& step);

private:
    void takePick(int picture, int roi);
    void takePast(const RoiIdentity& roi, const RoiPast& more);

    RunViews* m_views;
    const TimeTravel* m_travel;
    MomentLoader* m_loader;
    History m_history {};
    std::vector<int64_t> m_pinnedSteps {};
    std::optional<RoiIdentity> m_roi {}; // whose past is shown
    QString m_name {};
    RoiPast m_past {};
    int64_t m_upTo = 0; // steps that have been read, or are about to be
    bool m_gathering = false;
};

} // namespace hardlens
