#pragma once

#include "core/analysis/choice_memory.h"
#include "core/records/published.h"
#include "core/training/commands.h"
#include "core/training/training_config.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace hardlens {

class OpenRun;
class StepSource;

/// The one place in the window that knows sessions: starts one or opens the record of one, hands
/// commands to it, brings what it publishes to the main thread. A run is given up only once the
/// next one has opened its data: what cannot be opened leaves the run before as it was.
class SessionController : public QObject
{
    Q_OBJECT

public:
    /// bench: of the runs that are shown here.
    explicit SessionController(Bench bench, QObject* parent = nullptr);
    ~SessionController() override;

    /// Opens this beside what runs, which rests meanwhile, and takes its place when that has
    /// worked. Returns at once. runs: the folder that runs are kept in; empty: this one is not
    /// kept.
    void start(const TrainingConfig& config, bool paused, const std::filesystem::path& runs);
    /// Opens the record of a run in the same way; it may be growing.
    void openRecord(const std::filesystem::path& folder);
    /// Trains a recorded run on, in its own folder, from its newest checkpoint up to a step; what
    /// lies between is done again.
    void resume(const std::filesystem::path& folder, bool paused);
    /// A new run from a checkpoint of a recorded one, with other settings. Throws Error where there
    /// is none of at most that step.
    void branch(const std::filesystem::path& folder, int64_t atMost,
        const std::vector<SetOption>& settings, const std::filesystem::path& runs);
    /// Ends a run that trains here, without another word to it: what its record has stays shown.
    void stop();
    void send(Command command); // to the run that is shown
    /// Whether the run that is shown trains here.
    bool trains() const;
    bool isOpening() const { return bool(m_opening); }

    /// What the run was started with, and every live change since.
    const TrainingConfig& config() const { return m_run->config; }
    const Published& published() const { return m_published; }
    /// The choices of the newest step, and of the newest scoring of the pinned pictures, beside the
    /// earlier ones of the same pictures; by picture.
    const std::vector<PickComparison>& stepComparisons() const { return m_stepComparisons; }
    const std::vector<PickComparison>& pinnedComparisons() const { return m_pinnedComparisons; }
    /// Where the run is kept; empty: nowhere.
    std::filesystem::path folder() const;
    PictureSource* pictures() const { return m_pictures.get(); }
    /// What can be gone back to.
    std::shared_ptr<StepSource> steps() const;

    /// Views are renewed at most this often, in milliseconds.
    void setFrameInterval(int ms) { m_frameInterval = ms; }

Q_SIGNALS:
    /// Another run takes the place of the one before, with a config of its own; views forget the
    /// old one.
    void runStarted();
    /// The run before goes on.
    void openingFailed(const QString& reason);
    /// What was opened is the record of a run of another bench, which is not shown here; the run
    /// before goes on.
    void otherBench(const QString& folder, Bench of);
    void arrived(); // published() is new

private:
    /// One slot: the newest value wins. Shared with the session, which may outlive this object's
    /// interest in it.
    struct Mail
    {
        Published published {};
        std::vector<PickComparison> step {};
        std::vector<PickComparison> pinned {};
    };
    struct Mailbox
    {
        std::mutex mutex {};
        std::optional<Mail> value {};

        std::optional<Mail> take();
    };
    /// Compares every step with the earlier ones, also those that no view ever shows. Of the
    /// session's thread.
    class Comparer;
    struct Run
    {
        std::shared_ptr<Mailbox> mailbox {};
        std::unique_ptr<OpenRun> open {};
        TrainingConfig config {}; // as started, then with every live change
    };
    using Make = std::function<std::unique_ptr<OpenRun>(std::function<void(Published)>)>;

    void begin(const Make& make);
    void takeOver(std::unique_ptr<Run> run);
    void retire(std::unique_ptr<Run> run);
    void wake();
    void deliver();
    void deliverOpening();
    void giveUpOpening();
    void followControls();

    const Bench m_bench;
    Published m_published {};
    std::vector<PickComparison> m_stepComparisons {};
    std::vector<PickComparison> m_pinnedComparisons {};
    size_t m_eventsRead = 0;
    std::unique_ptr<Run> m_run {};
    std::unique_ptr<Run> m_opening {};
    bool m_resumeOld = false; // where the opening fails
    bool m_saidOther = false; // that the run is of another bench
    std::shared_ptr<PictureSource> m_pictures {};
    std::vector<std::future<void>> m_retiring {}; // old sessions that are ending; waits for them
    int m_frameInterval = 33;
    QTimer m_frame {};
    QElapsedTimer m_sinceDelivery {};
};

} // namespace hardlens
