#include "app/recording/live_run.h"

#include "app/recording/step_trail.h"

namespace hardlens {

LiveRun::LiveRun(
    const TrainingConfig& config, Publish publish, SessionOptions options, KeepingOptions keeping)
    : m_config(config)
    , m_steps(std::make_shared<StepTrail>(m_recent, keeping.folder))
    , m_session(
          config,
          [recent = m_recent, publish = std::move(publish)](Published published) {
              recent->add(published);
              publish(std::move(published));
          },
          std::move(options), std::move(keeping))
{
}

} // namespace hardlens
