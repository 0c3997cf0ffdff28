#pragma once

#include "app/recording/resume_point.h"
#include "core/runs/run_description.h"

#include <memory>

namespace hardlens {

/// Of a run's folder: where its checkpoints are.
inline constexpr const char* checkpointsName = "checkpoints";

/// How a run is kept.
struct KeepingOptions
{
    std::filesystem::path folder {}; // empty: it is not kept at all
    RecordingOptions recording {};
    int64_t checkpointEvery = 200; // steps; 0: only at the best evaluation and at the end
    int64_t checkpoints = 3;       // that stay, beside the best
    std::optional<RunParent> parent {};
    std::optional<int64_t> resumedAfter {}; // the run in the folder goes on after this step
};

/// A session that is recorded while it trains, with checkpoints beside the record.
class RecordedSession
{
public:
    /// As TrainingSession. Throws Error where the folder cannot be written or another process
    /// writes it.
    RecordedSession(const TrainingConfig& config, TrainingSession::Publish publish,
        SessionOptions options, KeepingOptions keeping);
    /// Stops, joins and closes the run.
    ~RecordedSession();
    RecordedSession(const RecordedSession&) = delete;
    RecordedSession& operator=(const RecordedSession&) = delete;

    void send(Command command);
    void requestStop();
    bool ended() const;
    std::shared_ptr<PictureSource> pictures() const;
    /// Empty: the run is not kept.
    const std::filesystem::path& folder() const;

private:
    class Keeper;
    std::unique_ptr<Keeper>
        m_keeper; // null: not kept. Outlives the session, which records into it.
    std::unique_ptr<TrainingSession> m_session;
    std::filesystem::path m_folder {};
    bool m_isNew = true;
};

} // namespace hardlens
