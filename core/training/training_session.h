#pragma once

#include "core/checkpoints/checkpoint_policy.h"
#include "core/records/published.h"
#include "core/training/commands.h"
#include "core/training/training_config.h"

#include <functional>
#include <memory>
#include <vector>

namespace hardlens {

struct SessionOptions
{
    bool startPaused = false;
    CheckpointPolicy checkpoints {};
    /// The config as text, as checkpoints keep it.
    std::function<std::string(const TrainingConfig&)> describe {};
    /// A checkpoint's folder to go on from; empty: at the beginning. The config must be that of the
    /// checkpoint, but for what may differ in a branch of it.
    std::filesystem::path resumeFrom {};
    /// What had happened up to that checkpoint.
    History history {};
    /// Changes that were made at its boundary or later when its run was first done, by rising step,
    /// and that `history` does not hold: they are made again at the same steps, so that what is
    /// done again comes out as it was.
    std::vector<std::shared_ptr<const Event>> replay {};
    /// Weights are written here when the session ends by itself and at its end; empty: never.
    std::string weightsFile {};
};

/// A run that trains in a thread of its own, takes commands at step boundaries and publishes what
/// it does. No LibTorch in this header: whoever starts a session sees no tensor.
class TrainingSession
{
public:
    /// Called from the session's thread with every step and whenever something else has changed.
    /// Must not block.
    using Publish = std::function<void(Published)>;

    /// Starts at once. What is wrong with config or data is published as an Error event and state
    /// Failed.
    TrainingSession(TrainingConfig config, Publish publish, SessionOptions options = {});
    /// Stops and joins; takes up to a step (or one picture's proposals).
    ~TrainingSession();
    TrainingSession(const TrainingSession&) = delete;
    TrainingSession& operator=(const TrainingSession&) = delete;

    /// Any thread. Answered by an event at the next step boundary.
    void send(Command command);
    /// Asks the thread to end without waiting for it.
    void requestStop();
    /// True once the thread has done its work (finished, failed or stopped).
    bool ended() const;

    /// Pixels of the run's pictures, any thread; null until the data is open.
    std::shared_ptr<PictureSource> pictures() const;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

/// Where the session's thread and its steps share code with `hardlens-cli eval`: opens the data,
/// reads the weights, scores the test pictures. progress: done, total.
Evaluation evaluateOnce(
    const TrainingConfig& config, const std::function<void(int64_t, int64_t)>& progress);

/// The layers of the network that the config describes, for `hardlens-cli net`.
std::string describeNetwork(const TrainingConfig& config, int64_t classes);

} // namespace hardlens
