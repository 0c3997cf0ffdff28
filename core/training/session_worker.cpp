#include "core/training/session_worker.h"

#include "core/analysis/collapse.h"
#include "core/analysis/empty_rows.h"
#include "core/basics/error.h"
#include "core/basics/fault_point.h"
#include "core/basics/text.h"
#include "core/nets/weights_file.h"
#include "core/training/non_finite_error.h"
#include "core/training/options.h"

#include <ATen/Parallel.h>
#include <c10/util/Exception.h>

#include <thread>

namespace hardlens {

namespace {

using namespace std::chrono_literals;

constexpr auto patience = 100ms;         // for pictures, before commands are looked at again
constexpr auto activityInterval = 100ms; // between publications of progress
constexpr int64_t quietSteps = 200;      // without empty rows, before they are told of again

double secondsBetween(auto from, auto to)
{
    return std::chrono::duration<double>(to - from).count();
}

int64_t watchedEverySteps(const TrainingConfig& config)
{
    return config.bench == Bench::Embedding ? config.embedding.probeEverySteps
                                            : config.training.pinnedEverySteps;
}

std::string treatmentOf(EmptyRow emptyRow)
{
    switch (emptyRow) {
    case EmptyRow::Drop:
        return "their pairs are left out";
    case EmptyRow::UniformOtherClasses:
        return "their negatives are drawn from all other classes alike";
    case EmptyRow::Nearest:
        break;
    }
    return "their negatives are the nearest ones";
}

} // namespace

SessionWorker::SessionWorker(
    TrainingConfig config, TrainingSession::Publish publish, SessionOptions options)
    : m_config(std::move(config))
    , m_publish(std::move(publish))
    , m_options(std::move(options))
{
}

double SessionWorker::wallSeconds() const
{
    return m_wallBefore + secondsBetween(m_start, Clock::now());
}

void SessionWorker::run(const std::stop_token& stop)
{
    const bool prepared = survive([&] { prepare(stop); });
    while (prepared && !stop.stop_requested())
        survive([&] { advance(stop); });
    m_ended = true;
}

/// Whatever is thrown becomes an error that is shown; the session can go on when it is asked to.
bool SessionWorker::survive(const std::function<void()>& work)
{
    try {
        work();
        return true;
    } catch (const c10::Error& error) {
        fail(error.what_without_backtrace());
    } catch (const std::bad_alloc&) {
        fail("Out of memory. Fewer RoIs (R), smaller pictures or implementation B need less.");
    } catch (const std::exception& error) {
        fail(error.what());
    }
    return false;
}

void SessionWorker::prepare(const std::stop_token& stop)
{
    const int64_t all = std::max(1u, std::thread::hardware_concurrency());
    at::set_num_threads(int(m_config.threads > 0 ? m_config.threads : all));
    publishActivity("opening the data", 0, 0);
    std::optional<Checkpoint> from;
    if (!m_options.resumeFrom.empty())
        from = readCheckpoint(m_options.resumeFrom);
    const auto report = [this](const DataProblem& problem) {
        const std::lock_guard lock(m_reportMutex);
        m_reports.push_back(problem);
    };
    m_job = makeJob(m_config, report, from ? &*from : nullptr);
    if (!m_options.checkpoints.folder.empty())
        m_checkpoints = std::make_unique<CheckpointWriter>(
            m_options.checkpoints, [this](const auto& result) { takeCheckpointResult(result); });
    if (from)
        goOn(*from);
    m_pictures->open(m_job->pictures());
    auto header = std::make_shared<RunHeader>(m_job->header());
    m_published.run = header;
    if (const auto& remarks = header->remarks; !remarks.empty())
        tell(m_job->lacksData() ? EventKind::Warning : EventKind::Note,
            concat(counted((long long)remarks.size(), "remark"),
                " on the data; the first: ", remarks.front()));
    m_job->prepare([&](int64_t done, int64_t total) {
        publishActivity(m_job->preparing(), done, total);
        return !stop.stop_requested();
    });
    m_published.state = m_options.startPaused ? SessionState::Paused : SessionState::Running;
    m_published.activity = {};
    publish();
}

bool SessionWorker::limitReached() const
{
    if (m_limitsLifted)
        return false;
    const auto& t = m_config.training;
    return (t.steps > 0 && m_step >= t.steps)
        || (t.minutes > 0 && m_trainSeconds >= 60 * t.minutes);
}

SessionWorker::Clock::time_point SessionWorker::nextStepTime() const
{
    if (m_speedLimit <= 0)
        return m_lastStep;
    return m_lastStep
        + std::chrono::duration_cast<Clock::duration>(
            std::chrono::duration<double>(1 / m_speedLimit));
}

/// What is due now: one thing.
void SessionWorker::advance(const std::stop_token& stop)
{
    obey();
    repeatChanges();
    collectReports();
    if (std::exchange(m_finishNow, false)) {
        finish(stop);
    } else if (std::exchange(m_evaluateNow, false)) {
        evaluate(stop);
    } else if (m_published.state == SessionState::Running && limitReached()) {
        finish(stop);
    } else if (m_published.state == SessionState::Running && m_stepsToRun == 0) {
        obey(Pause {});
        publish();
    } else if (m_published.state != SessionState::Running) {
        m_recentSteps.clear();
        m_waitingSince.reset();
        m_published.stepsPerSecond = 0;
        if (!std::exchange(m_published.activity, {}).text.empty())
            publish();
        // Proposals go on while training rests; their progress is worth a look now and then.
        m_commands.waitUntil(stop, Clock::now() + 500ms);
        if (m_job->background().done != m_published.background.done)
            publish();
    } else if (Clock::now() < nextStepTime()) {
        m_commands.waitUntil(stop, nextStepTime());
    } else {
        doStep(stop);
    }
}

void SessionWorker::doStep(const std::stop_token& stop)
{
    if (!m_waitingSince)
        m_waitingSince = Clock::now();
    if (!m_job->fetch(m_config, patience)) {
        Activity ahead = m_job->background();
        ahead.text = ahead.text.empty() ? "waiting for pictures" : "waiting for " + ahead.text;
        m_published.activity = std::move(ahead);
        publish();
        return;
    }
    m_published.activity = {};
    m_lastStep = Clock::now();
    try {
        const auto asked = *std::exchange(m_waitingSince, std::nullopt);
        takeStep(1e3 * secondsBetween(asked, m_lastStep));
    } catch (const NonFiniteError& error) {
        // The step did not happen; what is known stays on the screen.
        tell(EventKind::Error, error.what());
        m_published.state = SessionState::Failed;
        publish();
        return;
    }
    if (m_stepsToRun > 0)
        --m_stepsToRun;
    if (m_job->watchesAnything() && m_step % watchedEverySteps(m_config) == 0)
        scoreWatched();
    publish();
    if (const int64_t every = m_options.checkpoints.everySteps;
        m_checkpoints && every > 0 && m_step % every == 0)
        saveCheckpoint(false);
    if (const int64_t every = m_config.training.evaluateEverySteps;
        every > 0 && m_step % every == 0)
        evaluate(stop);
}

void SessionWorker::takeStep(double dataWaitMs)
{
    faultPoint("step");
    JobStep done = m_job->step(m_config, m_step + 1);
    ++m_step;
    const auto recording = Clock::now();
    auto step = std::make_shared<Step>();
    step->body = std::move(done.body);
    step->header = done.header;
    m_picturesSeen += done.pictures;
    m_roisSeen += done.instances;
    m_pixelsSeen += done.pixels;
    StepHeader& h = step->header;
    h.step = m_step;
    h.wallSeconds = wallSeconds();
    h.picturesSeen = m_picturesSeen;
    h.roisSeen = m_roisSeen;
    h.pixelsSeen = m_pixelsSeen;
    h.phases.dataWait = dataWaitMs;
    h.phases.watching += std::exchange(m_watchedMs, 0.0);
    h.phases.record = 1e3 * secondsBetween(recording, Clock::now());
    m_trainSeconds += (h.phases.total() - h.phases.watching) / 1e3;
    m_published.history.steps.append(rowOf(*step, m_trainSeconds));
    tellOfCollapse();
    tellOfEmptyRows();
    if (!step->isEmbedding())
        m_published.history.choices.append(std::make_shared<const StepChoices>(choicesOf(*step)));
    m_published.step = std::move(step);
    m_recentSteps.push_back(Clock::now());
    while (m_recentSteps.size() > 2 && m_recentSteps.back() - m_recentSteps.front() > 2s)
        m_recentSteps.pop_front();
    const double span = secondsBetween(m_recentSteps.front(), m_recentSteps.back());
    m_published.stepsPerSecond = span > 0 ? double(m_recentSteps.size() - 1) / span : 0;
}

/// When it begins, and again when it begins again.
void SessionWorker::tellOfCollapse()
{
    const EmbeddingLossConfig& loss = m_config.embedding.loss;
    const auto collapse = collapseOf(m_published.history, usesMargin(loss.kind) ? loss.margin : 0);
    if (collapse && !m_isCollapsed)
        tell(EventKind::Warning, textOf(*collapse));
    m_isCollapsed = collapse.has_value();
}

/// Once; again when it has gone for as long as it takes to be noticed.
void SessionWorker::tellOfEmptyRows()
{
    const auto rows = emptyRowsOf(m_published.history);
    if (rows && m_stepsSinceEmptyRows.value_or(quietSteps) >= quietSteps)
        tell(EventKind::Warning, textOf(*rows, treatmentOf(m_config.embedding.sampling.emptyRow)));
    if (rows)
        m_stepsSinceEmptyRows = 0;
    else if (m_stepsSinceEmptyRows)
        ++*m_stepsSinceEmptyRows;
}

void SessionWorker::evaluate(const std::stop_token& stop)
{
    if (!m_job->hasTestPictures())
        return tell(EventKind::Warning, "There are no test pictures, so nothing is evaluated.");
    faultPoint("evaluate");
    m_activityStart = Clock::now();
    auto scores = m_job->evaluate(m_config, [&](int64_t done, int64_t total) {
        publishActivity("evaluating", done, total);
        return !stop.stop_requested();
    });
    m_published.activity = {};
    if (!scores)
        return;
    Evaluation& evaluation = scores->evaluation;
    evaluation.step = scores->detections.step = m_step;
    evaluation.wallSeconds = wallSeconds();
    evaluation.trainSeconds = m_trainSeconds;
    m_lastEvaluated = m_step;
    if (headline(evaluation) > m_best) {
        m_best = headline(evaluation);
        if (m_checkpoints)
            saveCheckpoint(true);
    }
    m_published.history.evaluations.append(
        std::make_shared<const Evaluation>(std::move(evaluation)));
    if (m_config.bench == Bench::Detection)
        m_published.detections
            = std::make_shared<const EvaluatedDetections>(std::move(scores->detections));
    m_recentSteps.clear();
    publish();
}

void SessionWorker::scoreWatched()
{
    if (!m_job->watchesAnything())
        return;
    const auto start = Clock::now();
    try {
        faultPoint("pinned");
        const WatchedScores scores = m_job->scoreWatched(m_config, m_step);
        const double milliseconds = 1e3 * secondsBetween(start, Clock::now());
        m_watchedMs += milliseconds;
        if (scores.pinned) {
            auto pinned = std::make_shared<PinnedScore>(*scores.pinned);
            pinned->milliseconds = milliseconds;
            m_published.pinned = std::move(pinned);
        }
        if (scores.probe) {
            auto probe = std::make_shared<EmbeddedPictures>(*scores.probe);
            probe->milliseconds = milliseconds;
            m_published.probe = std::move(probe);
        }
    } catch (const Error& error) {
        // What cannot be scored is let go; the run does not depend on it.
        m_job->watch({});
        tell(EventKind::Warning, concat("No longer pinned: ", error.what()));
    }
}

void SessionWorker::finish(const std::stop_token& stop)
{
    if (m_lastEvaluated != m_step && m_job->hasTestPictures())
        evaluate(stop);
    if (!m_options.weightsFile.empty()) {
        writeWeights(m_options.weightsFile, m_job->weights());
        tell(EventKind::Note, concat("Weights written to ", m_options.weightsFile));
    }
    if (m_checkpoints) {
        saveCheckpoint(false);
        m_checkpoints->finish();
        collectReports();
    }
    m_published.state = SessionState::Finished;
    tell(EventKind::Note,
        concat("Finished after ", counted((long long)m_step, "step"), " and ",
            duration(m_trainSeconds), " of training."));
    publish();
}

void SessionWorker::tell(EventKind kind, std::string text, const std::string& key)
{
    auto event = std::make_shared<Event>();
    event->kind = kind;
    event->step = m_step;
    event->wallSeconds = wallSeconds();
    event->trainSeconds = m_trainSeconds;
    event->text = std::move(text);
    event->key = key;
    m_published.history.events.append(std::move(event));
}

void SessionWorker::collectReports()
{
    std::vector<DataProblem> reports;
    std::vector<CheckpointWriter::Result> written;
    {
        const std::lock_guard lock(m_reportMutex);
        reports.swap(m_reports);
        written.swap(m_written);
    }
    for (const DataProblem& r : reports)
        tell(EventKind::Warning, textOf(r));
    for (const CheckpointWriter::Result& w : written) {
        if (w.error.empty())
            tell(EventKind::Checkpoint,
                concat("Checkpoint of step ", w.step, " in ", w.place.string()));
        else
            tell(EventKind::Warning, concat("No checkpoint of step ", w.step, ": ", w.error));
    }
    if (!reports.empty() || !written.empty())
        publish();
}

void SessionWorker::fail(const std::string& text)
{
    tell(EventKind::Error, text);
    m_published.state = SessionState::Failed;
    m_published.activity = {};
    publish();
}

void SessionWorker::publish()
{
    if (m_job)
        m_published.background = m_job->background();
    ++m_published.publishedCount;
    m_publish(m_published);
}

void SessionWorker::publishActivity(const std::string& text, int64_t done, int64_t total)
{
    const auto now = Clock::now();
    if (m_published.activity.text == text && now - m_lastActivity < activityInterval)
        return;
    m_lastActivity = now;
    const double spent = secondsBetween(m_activityStart, now);
    const double left = done > 0 && total > 0 ? spent / double(done) * double(total - done) : -1;
    m_published.activity = {text, done, total, left};
    publish();
}

} // namespace hardlens
