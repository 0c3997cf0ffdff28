#include "app/recording/recorded_session.h"

#include "app/recording/machine.h"
#include "app/recording/published_recorder.h"
#include "core/data/thumbnail.h"
#include "core/experiment/experiment_file.h"

#include <mutex>

namespace hardlens {

namespace {

RunDescription descriptionOf(const TrainingConfig& config, const KeepingOptions& keeping)
{
    return {.configuration = experimentText(config),
        .seed = config.seed,
        .programVersion = HL_VERSION,
        .libraries = libraryVersions(),
        .machine = machineText(),
        .parent = keeping.parent,
        .resumedAfter = keeping.resumedAfter};
}

RunState outcomeOf(SessionState state)
{
    return state == SessionState::Finished ? RunState::Finished
        : state == SessionState::Failed    ? RunState::Failed
                                           : RunState::Stopped;
}

} // namespace

/// The writer, what feeds it, and the way back to the session for what it has to say.
class RecordedSession::Keeper
{
public:
    Keeper(const TrainingConfig& config, const KeepingOptions& keeping, const History& recorded)
        : m_writer(keeping.folder, descriptionOf(config, keeping), keeping.recording,
            [this](const RecordingStatus& status) { tell(status); })
        , m_recorder(m_writer, recorded,
              [this](const PictureReference& picture) { return thumbnail(picture); })
    {
    }

    void record(const Published& published)
    {
        m_opened = m_opened || published.run;
        m_state = published.state;
        m_recorder.record(published);
    }

    /// The session has ended: says so in the file. A run that is killed never says it.
    void close() { m_writer.setOutcome(outcomeOf(m_state)); }

    /// Whether the run ever had data.
    bool opened() const { return m_opened; }

    void setSession(TrainingSession* session)
    {
        const std::lock_guard lock(m_mutex);
        m_session = session;
    }

private:
    void tell(const RecordingStatus& status)
    {
        const std::lock_guard lock(m_mutex);
        if (!m_session)
            return;
        if (status.paused)
            m_session->send(Report {
                EventKind::Warning, "Recording has paused, training goes on: " + status.error});
        else if (status.bodiesDropped > 0)
            m_session->send(Report {EventKind::Warning,
                std::to_string(status.bodiesDropped)
                    + " steps came too fast to be recorded as a whole; their numbers are kept."});
        else
            m_session->send(Report {EventKind::Note, "Recording goes on."});
    }

    /// Of the session's thread, which has no time to make it. What makes it holds on to the
    /// pictures, not to the session.
    RunWriter::MakeThumbnail thumbnail(const PictureReference& picture)
    {
        const std::lock_guard lock(m_mutex);
        return [picture,
                   source
                   = m_session ? m_session->pictures() : nullptr]() -> std::optional<Thumbnail> {
            const auto pixels = source ? source->pixels(picture) : nullptr;
            if (!pixels)
                return std::nullopt;
            SmallPicture small = smallPicture(*pixels);
            return Thumbnail {picture.contentId, small.width, small.height, std::move(small.jpeg)};
        };
    }

    std::mutex m_mutex {};
    TrainingSession* m_session = nullptr;
    bool m_opened = false;
    SessionState m_state = SessionState::Preparing; // of the session's thread until it has ended
    RunWriter m_writer;
    PublishedRecorder m_recorder;
};

RecordedSession::RecordedSession(const TrainingConfig& config, TrainingSession::Publish publish,
    SessionOptions options, KeepingOptions keeping)
    : m_folder(keeping.folder)
    , m_isNew(!keeping.resumedAfter)
{
    if (!m_folder.empty()) {
        m_keeper = std::make_unique<Keeper>(config, keeping, options.history);
        options.checkpoints = {.folder = m_folder / checkpointsName,
            .everySteps = keeping.checkpointEvery,
            .keep = keeping.checkpoints};
        options.describe = experimentText;
    }
    const auto both = [keeper = m_keeper.get(), publish = std::move(publish)](Published published) {
        if (keeper)
            keeper->record(published);
        publish(std::move(published));
    };
    m_session = std::make_unique<TrainingSession>(config, both, std::move(options));
    if (!m_keeper)
        return;
    m_keeper->setSession(m_session.get());
    m_session->send(Report {EventKind::Note, "The run is kept in " + m_folder.string()});
}

RecordedSession::~RecordedSession()
{
    if (m_keeper)
        m_keeper->setSession(nullptr);
    m_session.reset();
    if (m_keeper)
        m_keeper->close();
    const bool isEmpty = m_keeper && m_isNew && !m_keeper->opened();
    m_keeper.reset();
    if (isEmpty) { // its data could not be opened: there is nothing to keep
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }
}

void RecordedSession::send(Command command)
{
    m_session->send(std::move(command));
}

void RecordedSession::requestStop()
{
    m_session->requestStop();
}

bool RecordedSession::ended() const
{
    return m_session->ended();
}

std::shared_ptr<PictureSource> RecordedSession::pictures() const
{
    return m_session->pictures();
}

const std::filesystem::path& RecordedSession::folder() const
{
    return m_folder;
}

} // namespace hardlens
