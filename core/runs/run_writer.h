#pragma once

#include "core/runs/run_description.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace hardlens {

/// Records a run into its folder while it trains, in a thread of its own. Every call below takes
/// values, returns at once and may come from any thread. What was given is in the file within about
/// `commitSeconds`, also when the process is killed then.
///
/// Where it cannot keep up, bodies of steps are left out and counted; scalars, choices, events and
/// evaluations never are. Where writing fails (disk full), recording pauses, says so once, keeps
/// all but bodies up to `mostWaitingRows`, and goes on by itself.
class RunWriter
{
public:
    /// Called from the writer's thread when recording has paused, goes on, or has left out more
    /// bodies than it had said. Must not throw.
    using Changed = std::function<void(const RecordingStatus&)>;

    /// Makes the folder where it is not there. Throws Error: the run is written by another process
    /// (named), is there already where a new one is asked for, is not where one is to go on, or the
    /// folder cannot be written; DataError for a run of a newer version; ConfigError for options
    /// out of range.
    RunWriter(std::filesystem::path folder, RunDescription description,
        RecordingOptions options = {}, Changed changed = {});
    /// Writes what was given and closes the run; takes as long as that.
    ~RunWriter();
    RunWriter(const RunWriter&) = delete;
    RunWriter& operator=(const RunWriter&) = delete;

    /// step: null where its body is not to be had; choices: null where they are not known.
    void record(std::shared_ptr<const Step> step, const StepRow& row,
        std::shared_ptr<const StepChoices> choices);
    void record(std::shared_ptr<const PinnedScore> pinned);
    void record(std::shared_ptr<const EmbeddedPictures> probe);
    void record(std::shared_ptr<const Event> event);
    /// detections: may be null.
    void record(std::shared_ptr<const Evaluation> evaluation,
        std::shared_ptr<const EvaluatedDetections> detections = {});
    /// What the run is, as soon as its data is open.
    void record(std::shared_ptr<const RunHeader> header);
    void record(Thumbnail thumbnail);
    /// One that is still to be made, which the writer's thread does; none: it cannot be. Must not
    /// throw.
    using MakeThumbnail = std::function<std::optional<Thumbnail>()>;
    void record(MakeThumbnail thumbnail);
    /// Whether a picture has no thumbnail in this session yet; says so once for each.
    bool wantsThumbnail(uint64_t contentId);

    /// What the file will say of how this session ended; Stopped where nothing else is said.
    void setOutcome(RunState outcome);

    /// Waits until all that was given so far is in the file. False: writing fails.
    bool flush();
    RecordingStatus status() const;

private:
    class Worker;
    std::unique_ptr<Worker> m_worker;
};

} // namespace hardlens
