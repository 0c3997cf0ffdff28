#pragma once

#include "core/checkpoints/checkpoint.h"
#include "core/data/loose_picture.h"
#include "core/records/published.h"
#include "core/training/training_config.h"

#include <chrono>
#include <functional>
#include <memory>

namespace hardlens {

/// What a step came to; the session adds what it alone knows (number, times, totals).
struct JobStep
{
    std::variant<DetectionStep, EmbeddingStep> body {};
    StepHeader header {}; // epoch, rate, implementation, bytes, phases
    int64_t pictures = 0;
    int64_t instances = 0; // RoIs, or triplets
    int64_t pixels = 0;    // of the network's input, padding included
};

/// The test pictures scored: the numbers, and what they are of.
struct TestScores
{
    Evaluation evaluation {};
    EvaluatedDetections detections {}; // of a detector
};

/// What is scored again every k steps, so that views can follow it. One of them is null.
struct WatchedScores
{
    std::shared_ptr<const PinnedScore> pinned {};
    std::shared_ptr<const EmbeddedPictures> probe {};
};

/// What a session trains: the data, the network and the mathematics of a bench. Has no thread of
/// its own and is used by one. Every call throws Error where something is wrong with data or
/// settings; c10::Error and bad_alloc come through.
class TrainingJob
{
public:
    using Report = std::function<void(const DataProblem&)>; // any thread
    /// Called between pictures of a long job; false stops it.
    using Progress = std::function<bool(int64_t done, int64_t total)>;

    virtual ~TrainingJob() = default;

    virtual RunHeader header() const = 0;
    /// Whether the header's remarks tell of more than how the data were taken: something is broken
    /// or was left out.
    virtual bool lacksData() const = 0;
    virtual std::shared_ptr<PictureSource> pictures() const = 0;
    virtual bool hasTestPictures() const = 0;

    /// What must look at the pictures before the first step. text: what it does. False: stopped.
    virtual bool prepare(const Progress& progress) = 0;
    virtual std::string preparing() const = 0;

    /// Throws ConfigError where the data do not allow a live change.
    virtual void check(const TrainingConfig&) const { }

    /// Gets the next step's pictures together; false where they are not ready within the time. What
    /// is ready is kept for the next call. `now`: the config with every live change.
    virtual bool fetch(const TrainingConfig& now, std::chrono::milliseconds patience) = 0;
    /// What goes on ahead of the steps; no text: nothing does.
    virtual Activity background() const { return {}; }
    /// Step `number` (from 1) on what was fetched. Throws NonFiniteError; then nothing has changed.
    virtual JobStep step(const TrainingConfig& now, int64_t number) = 0;

    /// The test pictures scored with the weights in force; nullopt: stopped.
    virtual std::optional<TestScores> evaluate(const TrainingConfig& now, const Progress& progress)
        = 0;

    /// Chooses what is watched: test pictures by index.
    virtual void watch(std::vector<int64_t> testIndices) = 0;
    virtual bool watchesAnything() const = 0;
    /// Scores it with the weights after step `step`.
    virtual WatchedScores scoreWatched(const TrainingConfig& now, int64_t step) = 0;

    /// What the weights in force find in a picture that is none of the data's. Throws Error where
    /// the bench has no such thing.
    virtual EvaluatedDetections lookAt(const LoosePicture& picture) = 0;

    virtual Weights weights() const = 0;
    /// Copies of all tensors that a run goes on from, and the next picture; the session knows the
    /// rest.
    virtual Checkpoint checkpoint() const = 0;
};

/// The job that the config describes. from: where to go on; null: at the beginning. Throws
/// ConfigError, DataError.
std::unique_ptr<TrainingJob> makeJob(
    const TrainingConfig& config, TrainingJob::Report report, const Checkpoint* from);

} // namespace hardlens
