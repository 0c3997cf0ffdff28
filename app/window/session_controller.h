#pragma once

#include "core/analysis/choice_memory.h"
#include "core/records/published.h"
#include "core/training/commands.h"
#include "core/training/training_config.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace hardlens {

class RecordedSession;

/// The one place in the window that knows sessions: starts one, hands commands to it, brings what it publishes to the main
/// thread. A run is given up only once the next one has opened its data: what cannot be opened leaves the run before as it was.
class SessionController : public QObject
{
    Q_OBJECT

public:
    explicit SessionController(QObject* parent = nullptr);
    ~SessionController() override;

    /// Opens this beside what runs, which rests meanwhile, and takes its place when that has worked. Returns at once.
    /// runs: the folder that runs are kept in; empty: this one is not kept.
    void start(const TrainingConfig& config, bool paused, const std::filesystem::path& runs);
    void send(Command command); // to the run that is shown
    bool isOpening() const { return bool(m_opening); }

    /// What the run was started with, and every live change since.
    const TrainingConfig& config() const { return m_run->config; }
    const Published& published() const { return m_published; }
    /// The choices of the newest step, and of the newest scoring of the pinned pictures, beside the earlier ones of the same
    /// pictures; by picture.
    const std::vector<PickComparison>& stepComparisons() const { return m_stepComparisons; }
    const std::vector<PickComparison>& pinnedComparisons() const { return m_pinnedComparisons; }
    /// Where the run is kept; empty: nowhere.
    std::filesystem::path folder() const;
    PictureSource* pictures() const { return m_pictures.get(); }

    /// Views are renewed at most this often, in milliseconds.
    void setFrameInterval(int ms) { m_frameInterval = ms; }

Q_SIGNALS:
    /// Another run takes the place of the one before, with a config of its own; views forget the old one.
    void runStarted();
    /// The run before goes on.
    void openingFailed(const QString& reason);
    void arrived(); // published() is new

private:
    /// One slot: the newest value wins. Shared with the session, which may outlive this object's interest in it.
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
    /// Compares every step with the earlier ones, also those that no view ever shows. Of the session's thread.
    class Comparer;
    struct Run
    {
        TrainingConfig config {};
        std::shared_ptr<Mailbox> mailbox {};
        std::unique_ptr<RecordedSession> session {};
    };

    std::unique_ptr<Run> begin(const TrainingConfig& config, bool paused, const std::filesystem::path& runs);
    void takeOver(std::unique_ptr<Run> run);
    void retire(std::unique_ptr<Run> run);
    void wake();
    void deliver();
    void deliverOpening();
    void followControls();

    Published m_published {};
    std::vector<PickComparison> m_stepComparisons {};
    std::vector<PickComparison> m_pinnedComparisons {};
    size_t m_eventsRead = 0;
    std::unique_ptr<Run> m_run {};
    std::unique_ptr<Run> m_opening {};
    bool m_resumeOld = false; // where the opening fails
    std::shared_ptr<PictureSource> m_pictures {};
    std::vector<std::jthread> m_retiring {}; // join the threads of old sessions
    int m_frameInterval = 33;
    QTimer m_frame {};
    QElapsedTimer m_sinceDelivery {};
};

} // namespace hardlens
