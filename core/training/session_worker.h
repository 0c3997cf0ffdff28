#pragma once

#include "core/checkpoints/checkpoint_writer.h"
#include "core/records/published.h"
#include "core/training/commands.h"
#include "core/training/training_job.h"
#include "core/training/training_session.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

namespace hardlens {

/// Pixels of whatever run is open, for views that exist before the run's data does.
class RunPictures : public PictureSource
{
public:
    void open(std::shared_ptr<PictureSource> source);
    /// One more picture, which is none of the run's; replaces the one before.
    void add(LoosePicture picture);
    std::shared_ptr<const Pixels> pixels(const PictureReference& picture) override;

private:
    std::mutex m_mutex {};
    std::shared_ptr<PictureSource> m_source {};
    LoosePicture m_loose {};
};

/// Commands on their way to the worker, in order.
class CommandQueue
{
public:
    void push(Command command);
    std::deque<Command> takeAll();
    /// Waits until there is a command, the time is up or a stop is asked for.
    void waitUntil(const std::stop_token& stop, std::chrono::steady_clock::time_point time);

private:
    std::mutex m_mutex {};
    std::condition_variable_any m_arrived {};
    std::deque<Command> m_commands {};
};

/// What the session's thread does: prepare, then steps, evaluations and pinned pictures, with
/// commands in between.
class SessionWorker
{
public:
    SessionWorker(TrainingConfig config, TrainingSession::Publish publish, SessionOptions options);

    void run(const std::stop_token& stop); // the thread's function; throws nothing
    void send(Command command) { m_commands.push(std::move(command)); }
    bool ended() const { return m_ended; }
    std::shared_ptr<PictureSource> pictures() const { return m_pictures; }

private:
    using Clock = std::chrono::steady_clock;

    bool survive(const std::function<void()>& work); // false: it failed
    void prepare(const std::stop_token& stop);
    void advance(const std::stop_token& stop);
    void doStep(const std::stop_token& stop);
    void takeStep(double dataWaitMs);
    void tellOfCollapse();
    void tellOfEmptyRows();
    void evaluate(const std::stop_token& stop);
    void scoreWatched();
    void finish(const std::stop_token& stop);
    void goOn(const Checkpoint& from);
    void repeatChanges();
    void saveCheckpoint(bool isBest);
    void takeCheckpointResult(const CheckpointWriter::Result& result); // any thread
    bool limitReached() const;
    Clock::time_point nextStepTime() const;

    void obey();
    void obey(const SetOption& command);
    void obey(const Pause&);
    void obey(const Resume&);
    void obey(const RunSteps& command);
    void obey(const LimitSpeed& command);
    void obey(const PinPictures& command);
    void obey(const EvaluateNow&);
    void obey(const Finish&);
    void obey(const LookAt&);
    void obey(const SaveWeights&);
    void obey(const SaveCheckpoint&);
    void obey(const Report&);

    void tell(EventKind kind, std::string text, const std::string& key = {});
    void tellControl(const std::string& key, const std::string& from, const std::string& to);
    void collectReports();
    void fail(const std::string& text);
    void publish();
    void publishActivity(const std::string& text, int64_t done, int64_t total);
    double wallSeconds() const;

    TrainingConfig m_config;
    TrainingSession::Publish m_publish;
    SessionOptions m_options;
    std::unique_ptr<TrainingJob> m_job {};
    std::shared_ptr<RunPictures> m_pictures = std::make_shared<RunPictures>();
    CommandQueue m_commands {};
    std::atomic<bool> m_ended {false};

    Published m_published {};
    Clock::time_point m_start = Clock::now();
    Clock::time_point m_lastStep {};
    std::optional<Clock::time_point> m_waitingSince {}; // for pictures
    Clock::time_point m_lastActivity {};
    Clock::time_point m_activityStart {};
    std::deque<Clock::time_point> m_recentSteps {};
    double m_speedLimit = 0;
    int64_t m_step = 0;
    int64_t m_stepsToRun = -1; // -1: until told otherwise
    bool m_limitsLifted = false;
    bool m_evaluateNow = false;
    bool m_finishNow = false;
    int64_t m_lastEvaluated = -1;
    bool m_isCollapsed = false;                      // at the newest step; told
    std::optional<int64_t> m_stepsSinceEmptyRows {}; // that were told; none: none were
    double m_trainSeconds = 0;
    double m_watchedMs = 0; // spent on pinned pictures since the last step
    int64_t m_picturesSeen = 0, m_roisSeen = 0, m_pixelsSeen = 0;

    std::mutex m_reportMutex {};
    std::vector<DataProblem> m_reports {}; // from loader and proposal threads
    std::vector<CheckpointWriter::Result> m_written {};
    size_t m_repeated = 0;                              // of the changes to make again
    double m_wallBefore = 0;                            // of the run before it was resumed
    double m_best = -1;                                 // headline of the best evaluation
    std::unique_ptr<CheckpointWriter> m_checkpoints {}; // last: it reports
};

} // namespace hardlens
