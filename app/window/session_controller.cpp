#include "app/window/session_controller.h"

#include "core/training/options.h"
#include "core/training/training_session.h"

namespace hardlens {

SessionController::SessionController(QObject* parent)
    : QObject(parent)
{
    m_frame.setSingleShot(true);
    connect(&m_frame, &QTimer::timeout, this, &SessionController::deliver);
}

SessionController::~SessionController()
{
    if (m_retiring.joinable())
        m_retiring.join();
}

void SessionController::start(const TrainingConfig& config, bool paused)
{
    m_config = config;
    m_startPaused = paused;
    if (m_startWaiting)
        return; // the old session is still ending; what waits is replaced
    if (!m_session)
        return begin();
    m_startWaiting = true;
    m_session->requestStop();
    if (m_retiring.joinable())
        m_retiring.join();
    // Ending takes up to a step: the window does not wait for it.
    m_retiring = std::jthread([this, old = std::move(m_session)]() mutable {
        old.reset();
        QMetaObject::invokeMethod(this, [this] {
            m_startWaiting = false;
            begin();
        });
    });
}

void SessionController::begin()
{
    m_published = {};
    m_eventsRead = 0;
    // A mailbox per run: what the old one still had to say stays in the old one.
    m_mailbox = std::make_shared<Mailbox>();
    Q_EMIT runStarted();
    const auto publish = [this, mailbox = m_mailbox](Published published) {
        bool wasEmpty = false;
        {
            const std::lock_guard lock(mailbox->mutex);
            wasEmpty = !mailbox->value.has_value();
            mailbox->value = std::move(published);
        }
        if (wasEmpty)
            QMetaObject::invokeMethod(this, &SessionController::wake, Qt::QueuedConnection);
    };
    m_session = std::make_unique<TrainingSession>(
        m_config, publish, SessionOptions {.startPaused = m_startPaused});
    m_pictures = m_session->pictures();
}

void SessionController::send(Command command)
{
    if (m_session)
        m_session->send(std::move(command));
}

void SessionController::wake()
{
    const qint64 since = m_sinceDelivery.isValid() ? m_sinceDelivery.elapsed() : frameIntervalMs;
    if (since >= frameIntervalMs)
        deliver();
    else if (!m_frame.isActive())
        m_frame.start(int(frameIntervalMs - since));
}

void SessionController::deliver()
{
    if (!m_mailbox)
        return;
    std::optional<Published> value;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        value.swap(m_mailbox->value);
    }
    if (!value)
        return;
    m_sinceDelivery.start();
    m_published = std::move(*value);
    followControls();
    Q_EMIT arrived();
}

void SessionController::followControls()
{
    const auto& events = m_published.history.events;
    for (; m_eventsRead < events.size(); ++m_eventsRead) {
        const Event& event = *events[m_eventsRead];
        if (event.kind == EventKind::Control)
            setOption(m_config, event.key, event.value);
    }
}

} // namespace hardlens
