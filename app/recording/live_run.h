#pragma once

#include "app/recording/open_run.h"
#include "app/recording/recent_steps.h"
#include "app/recording/recorded_session.h"

namespace hardlens {

/// A run that trains here, with the way back into what it did.
class LiveRun : public OpenRun
{
public:
    /// As RecordedSession.
    LiveRun(const TrainingConfig& config, Publish publish, SessionOptions options,
        KeepingOptions keeping);

    void send(Command command) override { m_session.send(std::move(command)); }
    void requestStop() override { m_session.requestStop(); }
    TrainingConfig config() const override { return m_config; }
    std::shared_ptr<PictureSource> pictures() const override { return m_session.pictures(); }
    std::shared_ptr<StepSource> steps() const override { return m_steps; }
    std::filesystem::path folder() const override { return m_session.folder(); }
    bool trains() const override { return true; }

private:
    const TrainingConfig m_config;
    std::shared_ptr<RecentSteps> m_recent = std::make_shared<RecentSteps>();
    std::shared_ptr<StepSource> m_steps;
    RecordedSession m_session; // last: it publishes from its first moment on
};

} // namespace hardlens
