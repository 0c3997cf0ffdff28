#include "core/runs/run_writer.h"

#include "core/basics/error.h"
#include "core/runs/record_queue.h"
#include "core/runs/run_lock.h"

#include <atomic>
#include <sqlite3.h>
#include <thread>
#include <unordered_set>
#include <utility>

namespace hardlens {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

constexpr uintmax_t roomToGoOn = 16 << 20;

Clock::duration seconds(double count)
{
    return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(count));
}

/// The folder, which is there from now on. Nothing is made for options that are out of range.
fs::path made(fs::path folder, const RecordingOptions& options)
{
    options.validate();
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        throw Error(concat(folder.string(), ": cannot be made: ", problem.message()));
    return folder;
}

std::unique_ptr<Recorder> openedRecorder(
    const fs::path& folder, const RunDescription& description, const BodyPolicy& bodies)
{
    const bool isNew = !fs::exists(runFile(folder));
    try {
        return std::make_unique<Recorder>(
            folder, description, bodies, Recorder::Opening::NewSession);
    } catch (const SQLite::Exception& error) {
        for (const char* suffix : {"", "-wal", "-shm"})
            if (isNew) // half a file would be in the way of the next attempt
                fs::remove(runFile(folder).string() + suffix);
        throw Error(concat(runFile(folder).string(), ": cannot be written: ", error.what()));
    }
}

} // namespace

/// What the writer's thread has and does.
class RunWriter::Worker
{
public:
    Worker(fs::path folder, RunDescription description, RecordingOptions options, Changed changed)
        : m_folder(made(std::move(folder), options))
        , m_description(std::move(description))
        , m_options(options)
        , m_changed(std::move(changed))
        , m_lock(m_folder)
        , m_recorder(openedRecorder(m_folder, m_description, m_options.bodies))
        , queue(m_options.mostQueuedBodies, m_options.mostWaitingRows)
        , m_thread([this](const std::stop_token& stop) { work(stop); })
    {
    }

private:
    const fs::path m_folder;
    const RunDescription m_description;
    const RecordingOptions m_options;
    const Changed m_changed;
    const RunLock m_lock;
    std::unique_ptr<Recorder> m_recorder; // null while writing fails

public:
    RecordQueue queue;
    std::atomic<RunState> outcome {RunState::Stopped};
    std::mutex thumbnailsMutex {};
    std::unordered_set<uint64_t> thumbnails {};

private:
    void work(const std::stop_token& stop)
    {
        while (!stop.stop_requested()) {
            take(queue.takeAll(stop, nextDeadline()));
            if (m_recorder || isTimeToRetry())
                tryToWrite(false);
        }
        take(queue.takeAll(stop, Clock::now()));
        tryToWrite(true);
        if (m_recorder)
            m_recorder->close();
    }

    Clock::time_point nextDeadline() const
    {
        if (!m_recorder)
            return m_retryAt;
        return m_inTransaction ? m_commitAt : Clock::now() + std::chrono::hours(1);
    }

    /// A disk that was full must have room for more than a few rows: else recording would go on and
    /// off by the second.
    bool isTimeToRetry()
    {
        if (Clock::now() < m_retryAt)
            return false;
        std::error_code unknown;
        const fs::space_info space = fs::space(m_folder, unknown);
        if (m_wasFull && !unknown && space.available < roomToGoOn) {
            m_retryAt = Clock::now() + seconds(m_options.retrySeconds);
            return false;
        }
        return true;
    }

    /// Bodies that come while writing fails are given up at once: they are too large to wait.
    void take(std::vector<Record> records)
    {
        int64_t dropped = 0;
        for (Record& record : records) {
            if (const auto make = std::exchange(record.makeThumbnail, nullptr))
                if (auto thumbnail = make())
                    record.thumbnail = std::make_shared<const Thumbnail>(std::move(*thumbnail));
            if (!m_recorder && record.hasBody()) {
                record.dropBodies();
                ++dropped;
            }
            m_uncommitted.push_back(std::move(record));
        }
        queue.releaseBodies(dropped);
        queue.settleBodies(0, dropped);
    }

    void tryToWrite(bool last)
    {
        try {
            const bool again = !m_recorder;
            if (again)
                m_recorder = std::make_unique<Recorder>(
                    m_folder, m_description, m_options.bodies, Recorder::Opening::SameSession);
            writeUncommitted();
            if ((last || again) && !m_inTransaction)
                begin();
            const bool due = last || again || Clock::now() >= m_commitAt || queue.flushIsWanted();
            if (m_inTransaction && due)
                commit(last ? outcome.load() : RunState::Running);
        } catch (const SQLite::Exception& error) {
            pause(error.what(), error.getErrorCode() == SQLITE_FULL);
        } catch (const std::exception& error) {
            pause(error.what(), false);
        }
    }

    void begin()
    {
        m_recorder->begin();
        m_inTransaction = true;
        m_commitAt = Clock::now() + seconds(m_options.commitSeconds);
    }

    void writeUncommitted()
    {
        if (m_written == m_uncommitted.size())
            return;
        if (!m_inTransaction)
            begin();
        for (; m_written < m_uncommitted.size(); ++m_written) {
            Record& record = m_uncommitted[m_written];
            const bool hadBody = record.hasBody();
            m_bodiesWritten += m_recorder->write(record);
            record.dropBodies(); // lost should the transaction fail
            queue.releaseBodies(hadBody);
        }
    }

    void commit(RunState state)
    {
        const RecordingStatus status = queue.status();
        const SessionProgress progress {state, status.bodiesDropped, status.rowsLost};
        if (progress != m_progress)
            m_recorder->write(progress);
        m_recorder->commit();
        const bool dropsMore = progress.bodiesDropped != m_progress.bodiesDropped;
        m_progress = progress;
        m_inTransaction = false;
        queue.settleBodies(std::exchange(m_bodiesWritten, 0), 0);
        queue.settleRecords(int64_t(m_uncommitted.size()));
        m_uncommitted.clear();
        m_written = 0;
        if (queue.setError({}) || dropsMore)
            tell();
    }

    void pause(const std::string& reason, bool full)
    {
        m_wasFull = full;
        m_recorder.reset(); // rolls back, and begins afresh with the file as it is on disk
        m_inTransaction = false;
        m_written = 0;
        m_retryAt = Clock::now() + seconds(m_options.retrySeconds);
        int64_t held = 0; // bodies that wait behind the record that failed
        for (Record& record : m_uncommitted) {
            held += record.hasBody();
            record.dropBodies();
        }
        queue.releaseBodies(held);
        queue.settleBodies(0, held + std::exchange(m_bodiesWritten, 0));
        if (queue.setError(concat(runFile(m_folder).string(), ": cannot be written: ", reason,
                ". Recording pauses until it can; training goes on.")))
            tell();
    }

    void tell()
    {
        if (m_changed)
            m_changed(queue.status());
    }

    std::vector<Record> m_uncommitted {};
    size_t m_written = 0;        // of these, in the transaction that is open
    int64_t m_bodiesWritten = 0; // in it
    bool m_inTransaction = false;
    bool m_wasFull = false; // the disk, when writing failed last
    Clock::time_point m_commitAt {}, m_retryAt {};
    SessionProgress m_progress {};
    std::jthread m_thread; // last: it uses all of the above
};

RunWriter::RunWriter(
    fs::path folder, RunDescription description, RecordingOptions options, Changed changed)
    : m_worker(std::make_unique<Worker>(
        std::move(folder), std::move(description), options, std::move(changed)))
{
}

RunWriter::~RunWriter() = default;

void RunWriter::record(std::shared_ptr<const Step> step, const StepRow& row,
    std::shared_ptr<const StepChoices> choices)
{
    m_worker->queue.push({.step = std::move(step),
        .row = std::make_shared<const StepRow>(row),
        .choices = std::move(choices)});
}

void RunWriter::record(std::shared_ptr<const PinnedScore> pinned)
{
    m_worker->queue.push({.pinned = std::move(pinned)});
}

void RunWriter::record(std::shared_ptr<const EmbeddedPictures> probe)
{
    m_worker->queue.push({.probe = std::move(probe)});
}

void RunWriter::record(std::shared_ptr<const Event> event)
{
    m_worker->queue.push({.event = std::move(event)});
}

void RunWriter::record(std::shared_ptr<const Evaluation> evaluation,
    std::shared_ptr<const EvaluatedDetections> detections)
{
    m_worker->queue.push(
        {.evaluation = std::move(evaluation), .detections = std::move(detections)});
}

void RunWriter::record(std::shared_ptr<const RunHeader> header)
{
    m_worker->queue.push({.header = std::move(header)});
}

void RunWriter::record(Thumbnail thumbnail)
{
    m_worker->queue.push({.thumbnail = std::make_shared<const Thumbnail>(std::move(thumbnail))});
}

void RunWriter::record(MakeThumbnail thumbnail)
{
    m_worker->queue.push({.makeThumbnail = std::move(thumbnail)});
}

bool RunWriter::wantsThumbnail(uint64_t contentId)
{
    const std::lock_guard lock(m_worker->thumbnailsMutex);
    return m_worker->thumbnails.insert(contentId).second;
}

void RunWriter::setOutcome(RunState outcome)
{
    m_worker->outcome = outcome;
}

bool RunWriter::flush()
{
    return m_worker->queue.flush();
}

RecordingStatus RunWriter::status() const
{
    return m_worker->queue.status();
}

} // namespace hardlens
