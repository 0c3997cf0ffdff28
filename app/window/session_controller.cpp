#include "app/window/session_controller.h"

#include "app/recording/followed_run.h"
#include "app/recording/live_run.h"
#include "app/recording/resume_point.h"
#include "app/recording/run_folders.h"
#include "core/basics/error.h"
#include "core/basics/heap.h"
#include "core/training/options.h"

#include <chrono>
#include <utility>

namespace hardlens {

SessionController::SessionController(Bench bench, QObject* parent)
    : QObject(parent)
    , m_bench(bench)
{
    m_frame.setSingleShot(true);
    connect(&m_frame, &QTimer::timeout, this, &SessionController::deliver);
}

SessionController::~SessionController() = default;

class SessionController::Comparer
{
public:
    Mail compare(Published published)
    {
        if (published.step && published.step != m_step && !published.step->isEmbedding()) {
            m_step = published.step;
            m_ofStep = m_steps.add(m_step->detection(), m_step->header.step);
        }
        if (published.pinned && published.pinned != m_pinnedScore) {
            m_pinnedScore = published.pinned;
            m_ofPinned = m_pinned.add(m_pinnedScore->body, m_pinnedScore->step);
        }
        return {std::move(published), m_ofStep, m_ofPinned};
    }

private:
    ChoiceMemory m_steps {};
    ChoiceMemory m_pinned {};
    std::shared_ptr<const Step> m_step {};
    std::shared_ptr<const PinnedScore> m_pinnedScore {};
    std::vector<PickComparison> m_ofStep {};
    std::vector<PickComparison> m_ofPinned {};
};

std::optional<SessionController::Mail> SessionController::Mailbox::take()
{
    const std::lock_guard lock(mutex);
    return std::exchange(value, std::nullopt);
}

std::filesystem::path SessionController::folder() const
{
    return m_run ? m_run->open->folder() : std::filesystem::path();
}

bool SessionController::trains() const
{
    return m_run && m_run->open->trains();
}

std::shared_ptr<StepSource> SessionController::steps() const
{
    return m_run ? m_run->open->steps() : nullptr;
}

void SessionController::start(
    const TrainingConfig& config, bool paused, const std::filesystem::path& runs)
{
    begin([&](const auto& publish) -> std::unique_ptr<OpenRun> {
        const SessionOptions options {.startPaused = paused};
        try {
            const KeepingOptions keeping {
                .folder = runs.empty() ? runs : newRunFolder(runs, config)};
            return std::make_unique<LiveRun>(config, publish, options, keeping);
        } catch (const Error& error) {
            auto run = std::make_unique<LiveRun>(config, publish, options, KeepingOptions {});
            run->send(Report {EventKind::Warning, concat("The run is not kept: ", error.what())});
            return run;
        }
    });
}

void SessionController::openRecord(const std::filesystem::path& folder)
{
    begin([&](const auto& publish) { return std::make_unique<FollowedRun>(folder, publish); });
}

void SessionController::resume(const std::filesystem::path& folder, bool paused)
{
    ResumePoint point = resumePoint(folder);
    point.options.startPaused = paused;
    begin([&](const auto& publish) {
        return std::make_unique<LiveRun>(point.config, publish, std::move(point.options),
            KeepingOptions {.folder = folder, .resumedAfter = point.step});
    });
}

void SessionController::branch(const std::filesystem::path& folder, int64_t atMost,
    const std::vector<SetOption>& settings, const std::filesystem::path& runs)
{
    ResumePoint point = resumePoint(folder, atMost);
    point.options.replay.clear();
    for (const SetOption& setting : settings)
        setOption(point.config, setting.key, setting.value);
    point.config.validate();
    begin([&](const auto& publish) {
        return std::make_unique<LiveRun>(point.config, publish, std::move(point.options),
            KeepingOptions {.folder = runs.empty() ? runs : newRunFolder(runs, point.config),
                .parent = RunParent {std::filesystem::absolute(folder).string(), point.step}});
    });
}

void SessionController::stop()
{
    if (!trains())
        return;
    if (const auto kept = folder(); !kept.empty())
        return openRecord(kept);
    send(Pause {});
}

/// Opens a run beside what is shown.
void SessionController::begin(const Make& make)
{
    auto run = std::make_unique<Run>();
    run->mailbox = std::make_shared<Mailbox>();
    const auto publish = [this, mailbox = run->mailbox, comparer = std::make_shared<Comparer>()](
                             Published published) {
        Mail mail = comparer->compare(std::move(published));
        bool wasEmpty = false;
        {
            const std::lock_guard lock(mailbox->mutex);
            wasEmpty = !mailbox->value.has_value();
            mailbox->value = std::move(mail);
        }
        if (wasEmpty)
            QMetaObject::invokeMethod(this, &SessionController::wake, Qt::QueuedConnection);
    };
    run->open = make(publish);
    run->config = run->open->config();
    if (!m_run)
        return takeOver(std::move(run)); // nothing to fall back on
    if (m_opening)
        retire(std::move(m_opening));
    else
        m_resumeOld = m_published.state == SessionState::Running;
    send(Pause {}); // the new one has the machine
    m_opening = std::move(run);
}

void SessionController::takeOver(std::unique_ptr<Run> run)
{
    m_published = {};
    m_eventsRead = 0;
    m_saidOther = false;
    const auto old
        = std::exchange(m_pictures, run->open->pictures()); // views let go of it in runStarted
    std::swap(m_run, run);
    Q_EMIT runStarted();
    if (run)
        retire(std::move(run));
}

/// Ending takes up to a step: the window does not wait for it.
void SessionController::retire(std::unique_ptr<Run> run)
{
    run->open->requestStop();
    std::erase_if(m_retiring, [](const std::future<void>& ending) {
        return ending.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
    });
    m_retiring.push_back(std::async(std::launch::async, [old = std::move(run)]() mutable {
        old.reset();
        returnFreeMemory();
    }));
}

void SessionController::send(Command command)
{
    if (m_run)
        m_run->open->send(std::move(command));
}

void SessionController::wake()
{
    const qint64 since = m_sinceDelivery.isValid() ? m_sinceDelivery.elapsed() : m_frameInterval;
    if (since >= m_frameInterval)
        deliver();
    else if (!m_frame.isActive())
        m_frame.start(int(m_frameInterval - since));
}

void SessionController::deliver()
{
    m_sinceDelivery.start();
    if (m_opening)
        deliverOpening();
    auto value = m_run->mailbox->take();
    if (!value)
        return;
    if (value->published.run && value->published.run->bench != m_bench) {
        // Only a record that had nothing in it when it was opened turns out so late. There is
        // nothing of it to show here.
        if (!std::exchange(m_saidOther, true))
            Q_EMIT otherBench(
                QString::fromStdString(folder().string()), value->published.run->bench);
        return;
    }
    m_published = std::move(value->published);
    m_stepComparisons = std::move(value->step);
    m_pinnedComparisons = std::move(value->pinned);
    followControls();
    Q_EMIT arrived();
}

void SessionController::deliverOpening()
{
    auto value = m_opening->mailbox->take();
    if (!value)
        return;
    const Published& published = value->published;
    if (published.run && published.run->bench != m_bench) {
        const QString folder = QString::fromStdString(m_opening->open->folder().string());
        giveUpOpening();
        Q_EMIT otherBench(folder, published.run->bench);
        return;
    }
    if (published.run) {
        const auto mailbox = m_opening->mailbox;
        takeOver(std::move(m_opening));
        const std::lock_guard lock(mailbox->mutex);
        if (!mailbox->value) // nothing newer came since
            mailbox->value = std::move(value);
        return;
    }
    if (published.state == SessionState::Failed) {
        const auto& events = published.history.events;
        const QString reason
            = events.empty() ? QString() : QString::fromStdString(events.back()->text);
        giveUpOpening();
        Q_EMIT openingFailed(reason);
        return;
    }
    m_published.activity = published.activity;
    Q_EMIT arrived();
}

void SessionController::giveUpOpening()
{
    retire(std::move(m_opening));
    if (!m_resumeOld)
        return;
    send(Resume {});
    m_published.state = SessionState::Running; // as it will say itself: whoever asks before is told
                                               // what is to come
}

void SessionController::followControls()
{
    if (m_eventsRead == 0 && m_published.run)
        m_run->config = m_run->open->config(); // a record is read before it is known
    const auto& events = m_published.history.events;
    for (; m_eventsRead < events.size(); ++m_eventsRead) {
        const Event& event = *events[m_eventsRead];
        if (event.kind == EventKind::Control)
            setOption(m_run->config, event.key, event.value);
    }
}

} // namespace hardlens
