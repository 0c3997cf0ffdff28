#include "core/runs/run_list.h"

#include "core/basics/error.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_tables.h"

#include <algorithm>

namespace hardlens {

namespace fs = std::filesystem;

namespace {

uintmax_t bytesIn(const fs::path& folder)
{
    uintmax_t bytes = 0;
    std::error_code none;
    for (fs::recursive_directory_iterator at(folder, none), end; at != end; at.increment(none))
        if (at->is_regular_file(none))
            bytes += at->file_size(none);
    return bytes;
}

void summarise(const RunReader& run, RunSummary& summary)
{
    const History& history = run.history();
    if (run.header())
        summary.dataName = run.header()->dataName;
    if (!history.steps.empty())
        summary.lastStep = history.steps.back().step;
    summary.bodies = int64_t(run.bodySteps().size());
    summary.evaluations = int64_t(history.evaluations.size());
    for (size_t i = 0; i < history.evaluations.size(); ++i) {
        const Evaluation& e = *history.evaluations[i];
        summary.isRetrieval = e.retrieval.has_value();
        if (headline(e) > summary.best) {
            summary.best = headline(e);
            summary.bestStep = e.step;
        }
    }
    summary.sessions = int64_t(run.sessions().size());
    if (!run.sessions().empty()) {
        summary.startedUnix = run.sessions().front().startedUnix;
        summary.state = run.sessions().back().state;
    }
    summary.parent = run.description().parent;
    if (!run.damage().empty())
        summary.problem = run.damage().front();
}

} // namespace

bool isRunFolder(const std::filesystem::path& folder)
{
    std::error_code ignored;
    return !folder.empty() && std::filesystem::is_regular_file(runFile(folder), ignored);
}

RunSummary runSummary(const fs::path& folder)
{
    std::error_code none;
    if (!fs::is_regular_file(runFile(folder), none))
        throw DataError(concat(folder.string(), ": holds no run (no file run.hlrun)"));
    RunSummary summary {.folder = folder, .bytes = bytesIn(folder)};
    try {
        summarise(RunReader(folder), summary);
    } catch (const Error& error) {
        summary.problem = error.what();
    }
    summary.writer = writerOf(folder).value_or("");
    if (summary.state == RunState::Running && summary.writer.empty()) {
        summary.state = RunState::Stopped;
        summary.interrupted = true;
    }
    return summary;
}

std::vector<RunSummary> listRuns(const fs::path& folder)
{
    std::vector<RunSummary> runs;
    std::error_code none;
    for (fs::directory_iterator at(folder, none), end; at != end; at.increment(none))
        if (fs::is_regular_file(runFile(at->path()), none))
            runs.push_back(runSummary(at->path()));
    std::ranges::sort(runs, [](const RunSummary& a, const RunSummary& b) {
        return a.startedUnix != b.startedUnix ? a.startedUnix > b.startedUnix : a.folder < b.folder;
    });
    return runs;
}

} // namespace hardlens
