#include "app/recording/followed_run.h"

#include "app/recording/step_trail.h"
#include "core/basics/error.h"
#include "core/experiment/experiment_file.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_reader.h"

#include <algorithm>

namespace hardlens {

namespace {

using namespace std::chrono_literals;

/// A writer commits every half second.
constexpr auto lookInterval = 250ms;
constexpr int mostDamaged = 100; // bodies that are passed over to find a sound one

/// What read gives of this step or one a little before it; null where all of them are damaged.
template <typename Record>
std::shared_ptr<const Record> newestSound(
    int64_t step, const std::function<std::shared_ptr<const Record>(int64_t)>& read)
{
    for (int i = 0; i < mostDamaged && step >= 0; ++i, --step) {
        try {
            return read(step);
        } catch (const DataError&) {
            // the one before, then
        }
    }
    return nullptr;
}

/// Over the last seconds of a run that goes on.
double paceOf(const History& history)
{
    constexpr size_t window = 32;
    const auto& steps = history.steps;
    if (steps.size() < 2)
        return 0;
    const size_t first = steps.size() - std::min(steps.size(), window);
    const double seconds = steps.back().wallSeconds - steps[first].wallSeconds;
    return seconds > 0 ? double(steps.size() - 1 - first) / seconds : 0;
}

} // namespace

FollowedRun::FollowedRun(std::filesystem::path folder, Publish publish)
    : m_folder(std::move(folder))
    , m_publish(std::move(publish))
    , m_pictures(std::make_shared<RecordedPictures>(m_folder))
    , m_steps(std::make_shared<StepTrail>(nullptr, m_folder))
    , m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

FollowedRun::~FollowedRun() = default;

void FollowedRun::requestStop()
{
    m_thread.request_stop();
}

TrainingConfig FollowedRun::config() const
{
    const std::lock_guard lock(m_mutex);
    return m_config;
}

void FollowedRun::run(const std::stop_token& stop)
{
    try {
        RunReader reader(m_folder);
        open(reader);
        publish(reader);
        if (const std::string problem = m_pictures->openData(config()); !problem.empty())
            m_remarks.push_back(problem);
        m_recordedHeader.reset(); // with the remark, and for views that asked for pixels in vain
        while (!stop.stop_requested()) {
            reader.refresh();
            publish(reader);
            std::unique_lock lock(m_mutex);
            m_stopped.wait_for(lock, stop, lookInterval, [] { return false; });
        }
    } catch (const std::exception& error) {
        fail(error.what());
    }
}

/// What the run was started with. One of a version that knew other settings can still be looked at.
void FollowedRun::open(const RunReader& reader)
{
    TrainingConfig config;
    try {
        readExperimentText(
            reader.description().configuration, (m_folder / "its configuration").string(), config);
    } catch (const Error& error) {
        config = {};
        m_remarks.push_back(error.what());
    }
    const std::lock_guard lock(m_mutex);
    m_config = config;
}

/// Publishes what is new.
void FollowedRun::publish(const RunReader& reader)
{
    const SessionState state = writerOf(m_folder) ? SessionState::Followed : SessionState::Recorded;
    const History& history = reader.history();
    const bool grown = history.steps.size() != m_published.history.steps.size()
        || history.events.size() != m_published.history.events.size()
        || history.evaluations.size() != m_published.history.evaluations.size();
    const bool hasHeader = reader.header() && reader.header() != m_recordedHeader;
    if (!grown && !hasHeader && state == m_published.state && m_published.publishedCount > 0)
        return;
    if (hasHeader) {
        m_recordedHeader = reader.header();
        auto header = std::make_shared<RunHeader>(*m_recordedHeader);
        header->remarks.insert(header->remarks.end(), m_remarks.begin(), m_remarks.end());
        header->remarks.insert(
            header->remarks.end(), reader.damage().begin(), reader.damage().end());
        m_published.run = header;
    }
    if (!m_published.run && state == SessionState::Recorded)
        throw DataError(concat(
            m_folder.string(), ": the run ended before its data were open; it holds nothing"));
    m_published.history = history;
    m_published.state = state;
    m_published.stepsPerSecond = state == SessionState::Followed ? paceOf(history) : 0;
    takeNewestBodies();
    ++m_published.publishedCount;
    m_publish(m_published);
}

/// The newest ones that are sound; a damaged one is said when somebody goes there.
void FollowedRun::takeNewestBodies()
{
    const History& history = m_published.history;
    const int64_t last = history.steps.empty() ? 0 : history.steps.back().step;
    if (!m_published.step || m_published.step->header.step != last)
        m_published.step = newestSound<Step>(
            last, [this](int64_t step) { return m_steps->stepAtOrBefore(step); });
    m_published.pinned = newestSound<PinnedScore>(
        last, [this](int64_t step) { return m_steps->pinnedAtOrBefore(step); });
    const auto probe = newestSound<EmbeddedPictures>(
        last, [this](int64_t step) { return m_steps->probeAtOrBefore(step); });
    if (probe && (!m_published.probe || probe->step != m_published.probe->step))
        m_published.probe = probe; // views lay out what is new
    if (!history.evaluations.empty())
        m_published.detections = newestSound<EvaluatedDetections>(history.evaluations.back()->step,
            [this](int64_t step) { return m_steps->detections(step); });
}

void FollowedRun::fail(const std::string& text)
{
    auto event = std::make_shared<Event>();
    event->kind = EventKind::Error;
    event->text = text;
    m_published.history.events.append(std::move(event));
    m_published.state = SessionState::Failed;
    ++m_published.publishedCount;
    m_publish(m_published);
}

} // namespace hardlens
