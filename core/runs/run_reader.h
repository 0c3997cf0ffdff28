#pragma once

#include "core/runs/run_description.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace hardlens {

/// One session of a run, as the file says it.
struct RunSession
{
    double startedUnix = 0;   // seconds since 1970
    int64_t resumedAfter = 0; // step; 0: it began the run
    std::string programVersion {};
    std::string machine {};
    RunState state = RunState::Running;
    int64_t bodiesDropped = 0;
    int64_t rowsLost = 0;
};

/// Reads a recorded run: a finished one, one that another process writes just now, a copy, or as
/// much as is sound of a damaged one. Writes nothing into it. For one thread at a time; whoever
/// reads in several makes several.
class RunReader
{
public:
    /// Reads all but the bodies. Throws DataError: no run there, a run of a newer version (which is
    /// said), a file of which nothing can be read.
    explicit RunReader(const std::filesystem::path& folder);
    ~RunReader();
    RunReader(RunReader&&) noexcept;

    /// Reads what has been recorded since. True where there is something. After a session that does
    /// steps again, the history is another one, which begins with the same steps.
    bool refresh();

    /// What could not be read is as by default.
    const RunDescription& description() const;
    /// Null until the run's data was open.
    std::shared_ptr<const RunHeader> header() const;
    const std::vector<RunSession>& sessions() const;
    const History& history() const;

    /// Steps whose bodies are there now, rising; valid until the next call.
    const std::vector<int64_t>& bodySteps() const;
    const std::vector<int64_t>& pinnedSteps() const;
    const std::vector<int64_t>& probeSteps() const;

    /// The body of this step, or else the newest before it; null where there is none.
    /// Throws DataError where it is damaged.
    std::shared_ptr<const Step> bodyAtOrBefore(int64_t step) const;
    std::shared_ptr<const PinnedScore> pinnedAtOrBefore(int64_t step) const;
    std::shared_ptr<const EmbeddedPictures> probeAtOrBefore(int64_t step) const;

    /// What an evaluation found; null where that was not recorded. Throws DataError where it is
    /// damaged.
    std::shared_ptr<const EvaluatedDetections> detections(int64_t step) const;
    std::optional<Thumbnail> thumbnail(uint64_t contentId) const;
    std::vector<uint64_t> thumbnails() const;

    /// What could not be read so far, one sentence each; empty for a sound run, and for one that
    /// was killed.
    const std::vector<std::string>& damage() const;

private:
    class File;
    std::unique_ptr<File> m_file;
};

} // namespace hardlens
