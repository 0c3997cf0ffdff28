#pragma once

#include "core/records/published.h"
#include "core/training/commands.h"
#include "core/training/training_config.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace hardlens {

class TrainingSession;

/// The one place in the window that knows sessions: starts one, hands commands to it, brings what it publishes to the main
/// thread, and lets the old one end in the background before a new one begins.
class SessionController : public QObject
{
    Q_OBJECT

public:
    explicit SessionController(QObject* parent = nullptr);
    ~SessionController() override;

    /// Ends what runs and starts this. Returns at once.
    void start(const TrainingConfig& config, bool paused);
    void send(Command command);

    /// What the run was started with, and every live change since.
    const TrainingConfig& config() const { return m_config; }
    const Published& published() const { return m_published; }
    PictureSource* pictures() const { return m_pictures.get(); }

    static constexpr int frameIntervalMs = 33; // views are renewed at most this often

Q_SIGNALS:
    /// Another run is about to publish; views forget the old one.
    void runStarted();
    void arrived(); // published() is new

private:
    void begin();
    void wake();
    void deliver();
    void followControls();

    /// One slot: the newest value wins. Shared with the session, which may outlive this object's interest in it.
    struct Mailbox
    {
        std::mutex mutex {};
        std::optional<Published> value {};
    };

    TrainingConfig m_config {};
    bool m_startPaused = false;
    Published m_published {};
    size_t m_eventsRead = 0;
    std::shared_ptr<Mailbox> m_mailbox {};
    std::shared_ptr<PictureSource> m_pictures {};
    std::unique_ptr<TrainingSession> m_session {};
    std::jthread m_retiring {}; // joins the old session's thread
    bool m_startWaiting = false;
    QTimer m_frame {};
    QElapsedTimer m_sinceDelivery {};
};

} // namespace hardlens
