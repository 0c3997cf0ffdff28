#pragma once

#include "core/training/training_session.h"

#include <condition_variable>
#include <mutex>

namespace hardlens::test {

using namespace std::chrono_literals;

inline TrainingConfig smallScenes(int64_t steps)
{
    TrainingConfig config;
    config.data.scenes.train = 12;
    config.data.scenes.test = 3;
    config.proposals.count = 150;
    config.input.shortSide = 120;
    config.net.widths = {8, 8, 16, 16};
    config.net.headWidth = 32;
    config.mining.roisPerStep = 32;
    config.training.steps = steps;
    config.training.evaluateEverySteps = 0;
    config.threads = 2;
    config.device = "cpu";
    return config;
}

/// A run to watch: keeps everything that is published.
struct Watched
{
    std::mutex mutex {};
    std::condition_variable changed {};
    Published newest {};
    std::vector<std::shared_ptr<const Step>> steps {};

    TrainingSession::Publish publish()
    {
        return [this](Published p) {
            const std::lock_guard lock(mutex);
            if (p.step && (steps.empty() || steps.back() != p.step))
                steps.push_back(p.step);
            newest = std::move(p);
            changed.notify_all();
        };
    }

    template <typename Condition> bool waitFor(Condition condition, std::chrono::seconds time = 60s)
    {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, time, [&] { return condition(newest); });
    }
};

} // namespace hardlens::test
