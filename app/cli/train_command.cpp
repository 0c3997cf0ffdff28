#include "app/cli/train_command.h"

#include "app/cli/json_lines.h"
#include "app/cli/progress_line.h"
#include "core/basics/error.h"

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <mutex>
#include <utility>

namespace hardlens {

namespace {

using namespace std::chrono_literals;

std::atomic<int> interrupts {0};
std::atomic<bool> terminated {false};

void onInterrupt(int)
{
    ++interrupts;
}

void onTermination(int)
{
    terminated = true;
}

/// The newest published value, for a reader that comes by now and then.
class Newest
{
public:
    void put(Published value)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_value = std::move(value);
        }
        m_arrived.notify_all();
    }

    Published waitFor(std::chrono::milliseconds time)
    {
        std::unique_lock lock(m_mutex);
        m_arrived.wait_for(lock, time);
        return m_value;
    }

private:
    std::mutex m_mutex {};
    std::condition_variable m_arrived {};
    Published m_value {};
};

/// Prints what is new in the history since it was last asked.
class Reporter
{
public:
    /// before: what had happened before and is not told again.
    Reporter(const std::string& logFile, const History& before)
        : m_steps(before.steps.size())
        , m_events(before.events.size())
        , m_evaluations(before.evaluations.size())
    {
        if (logFile.empty())
            return;
        m_log.open(logFile);
        if (!m_log)
            throw Error(concat(logFile, ": cannot be written"));
    }

    void report(const Published& published, ProgressLine& line)
    {
        const History& h = published.history;
        if (published.run && !std::exchange(m_runKnown, true)) {
            line.finish();
            for (const std::string& remark : published.run->remarks)
                std::fprintf(stderr, "%s\n", remark.c_str());
        }
        for (; m_steps < h.steps.size(); ++m_steps)
            write(jsonLine(h.steps[m_steps]));
        for (; m_events < h.events.size(); ++m_events) {
            line.finish();
            std::fprintf(stderr, "%s\n", h.events[m_events]->text.c_str());
            write(jsonLine(*h.events[m_events]));
        }
        for (; m_evaluations < h.evaluations.size(); ++m_evaluations) {
            line.finish();
            std::printf("%s", tableOf(*h.evaluations[m_evaluations]).c_str());
            std::fflush(stdout);
            write(jsonLine(*h.evaluations[m_evaluations]));
        }
    }

private:
    void write(const std::string& text)
    {
        if (!m_log.is_open())
            return;
        m_log << text << '\n';
        m_log.flush();
        if (!m_log) {
            std::fprintf(
                stderr, "The log cannot be written any more; training goes on without it.\n");
            m_log.close();
        }
    }

    std::ofstream m_log {};
    bool m_runKnown = false;
    size_t m_steps, m_events, m_evaluations;
};

} // namespace

int trainCommand(const TrainingConfig& config, const TrainArguments& arguments)
{
    Newest newest;
    Reporter reporter(arguments.logFile, arguments.session.history);
    ProgressLine line;
    std::signal(SIGINT, onInterrupt);
    std::signal(SIGTERM, onTermination);
    SessionOptions options = arguments.session;
    options.weightsFile = arguments.weightsFile;
    RecordedSession session(
        config, [&](Published p) { newest.put(std::move(p)); }, std::move(options),
        arguments.keeping);
    bool stopping = false;
    for (;;) {
        const bool ended
            = session.ended(); // before the newest value is read: then nothing comes after it
        const Published p = newest.waitFor(100ms);
        reporter.report(p, line);
        line.show(p, config.training.steps, 60 * config.training.minutes);
        if (p.state == SessionState::Failed)
            return 1;
        if (p.state == SessionState::Finished || ended) {
            line.finish();
            return 0;
        }
        if (interrupts > 0 && !std::exchange(stopping, true)) {
            line.finish();
            std::fprintf(stderr, "Stopping after an evaluation; Ctrl+C again stops at once.\n");
            session.send(Finish {});
        }
        if (interrupts > 1)
            return 128 + SIGINT;
        if (terminated) // nobody waits for an evaluation
            return 128 + SIGTERM;
    }
}

} // namespace hardlens
