#include "app/cli/runs_command.h"

#include "app/recording/recorded_session.h"
#include "app/recording/run_folders.h"
#include "core/basics/error.h"
#include "core/basics/text.h"
#include "core/checkpoints/checkpoint.h"
#include "core/runs/run_list.h"
#include "core/runs/run_pruning.h"
#include "core/runs/run_verification.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <ctime>
#include <nlohmann/json.hpp>

namespace hardlens {

namespace {

using nlohmann::json;

const char* stateName(const RunSummary& run)
{
    if (run.state == RunState::Running)
        return "running";
    if (run.interrupted)
        return "interrupted";
    return run.state == RunState::Finished ? "finished"
        : run.state == RunState::Failed    ? "failed"
                                           : "stopped";
}

std::string localTime(double unixSeconds)
{
    char text[32];
    const auto time = std::time_t(unixSeconds);
    std::tm local {};
    localtime_r(&time, &local);
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &local);
    return text;
}

json jsonOf(const RunSummary& run)
{
    json object {{"folder", run.folder.string()}, {"data", run.dataName},
        {"started", run.startedUnix}, {"steps", run.lastStep}, {"bodies", run.bodies},
        {"evaluations", run.evaluations}, {"state", stateName(run)}, {"sessions", run.sessions},
        {"bytes", run.bytes}, {"problem", run.problem}};
    const json best = run.best < 0 ? json() : json(run.best);
    object["bestAP"] = run.isRetrieval ? json() : best;
    object["bestRecall"] = run.isRetrieval ? best : json();
    object["bestStep"] = run.best < 0 ? json() : json(run.bestStep);
    object["parent"]
        = run.parent ? json {{"run", run.parent->run}, {"step", run.parent->step}} : json();
    return object;
}

void printLine(const RunSummary& run)
{
    std::string best = "  -  ";
    if (run.best >= 0) {
        char text[16];
        std::snprintf(text, sizeof text, "%.3f", run.best);
        best = text;
    }
    std::printf("%-16s  %-16s  %7lld steps  %s %s  %-11s  %6.1f MB  %s%s%s\n",
        localTime(run.startedUnix).c_str(), run.dataName.c_str(),
        static_cast<long long>(run.lastStep), run.isRetrieval ? "R@1" : "mAP", best.c_str(),
        stateName(run), double(run.bytes) / 1e6, run.folder.string().c_str(),
        run.problem.empty() ? "" : "  ! ", run.problem.c_str());
}

int list(const RunsArguments& a)
{
    const auto runs = listRuns(a.place.empty() ? runsFolder() : std::filesystem::path(a.place));
    if (a.json) {
        json all = json::array();
        for (const RunSummary& run : runs)
            all.push_back(jsonOf(run));
        std::printf("%s\n", all.dump(2).c_str());
        return 0;
    }
    for (const RunSummary& run : runs)
        printLine(run);
    if (runs.empty())
        std::printf("No runs in %s\n", (a.place.empty() ? runsFolder().string() : a.place).c_str());
    return 0;
}

int show(const RunsArguments& a)
{
    const RunSummary summary = runSummary(a.place);
    const RunReader reader(a.place);
    json checkpoints = json::array();
    for (const CheckpointPlace& place :
        listCheckpoints(std::filesystem::path(a.place) / checkpointsName))
        checkpoints.push_back({{"step", place.step}, {"damage", damageOf(place.folder)}});
    if (a.json) {
        json object = jsonOf(summary);
        object["checkpoints"] = checkpoints;
        object["configuration"] = reader.description().configuration;
        object["machine"] = reader.description().machine;
        object["version"] = reader.description().programVersion;
        object["damage"] = reader.damage();
        std::printf("%s\n", object.dump(2).c_str());
        return reader.damage().empty() ? 0 : 1;
    }
    printLine(summary);
    std::printf("seed %llu · program %s · %s\n",
        static_cast<unsigned long long>(reader.description().seed),
        reader.description().programVersion.c_str(), reader.description().machine.c_str());
    if (summary.parent)
        std::printf("branched from %s after step %lld\n", summary.parent->run.c_str(),
            static_cast<long long>(summary.parent->step));
    for (const RunSession& session : reader.sessions())
        std::printf("session of %s, after step %lld%s\n", localTime(session.startedUnix).c_str(),
            static_cast<long long>(session.resumedAfter),
            session.bodiesDropped > 0
                ? concat(", ", session.bodiesDropped, " bodies left out").c_str()
                : "");
    for (const json& checkpoint : checkpoints) {
        const std::string damage = checkpoint["damage"];
        std::printf("checkpoint of step %lld%s\n", checkpoint["step"].get<long long>(),
            damage.empty() ? "" : ("  ! " + damage).c_str());
    }
    for (const std::string& damage : reader.damage())
        std::printf("! %s\n", damage.c_str());
    return reader.damage().empty() ? 0 : 1;
}

int verify(const RunsArguments& a)
{
    const RunVerification found = verifyRun(a.place);
    std::vector<std::string> problems = found.problems;
    int64_t checkpoints = 0;
    for (const CheckpointPlace& place :
        listCheckpoints(std::filesystem::path(a.place) / checkpointsName)) {
        ++checkpoints;
        if (const std::string damage = damageOf(place.folder); !damage.empty())
            problems.push_back(damage);
    }
    if (a.json) {
        const json object {{"steps", found.steps}, {"stepChoices", found.stepChoices},
            {"events", found.events}, {"evaluations", found.evaluations}, {"bodies", found.bodies},
            {"pinned", found.pinned}, {"probes", found.probes}, {"choicesAgree", found.choices},
            {"thumbnails", found.thumbnails}, {"checkpoints", checkpoints}, {"problems", problems}};
        std::printf("%s\n", object.dump(2).c_str());
    } else {
        std::printf("%lld steps, %lld events, %lld evaluations, %lld step bodies, %lld of pinned "
                    "pictures, %lld probes "
                    "(choosing again agrees in %lld), %lld checkpoints: %s\n",
            static_cast<long long>(found.steps), static_cast<long long>(found.events),
            static_cast<long long>(found.evaluations), static_cast<long long>(found.bodies),
            static_cast<long long>(found.pinned), static_cast<long long>(found.probes),
            static_cast<long long>(found.choices), static_cast<long long>(checkpoints),
            problems.empty() ? "sound" : "damaged");
        for (const std::string& problem : problems)
            std::printf("! %s\n", problem.c_str());
    }
    return problems.empty() ? 0 : 1;
}

int prune(const RunsArguments& a)
{
    const Pruning done = pruneRun(a.place, a.keep);
    if (a.json)
        std::printf("%s\n",
            json({{"removed", done.bodies}, {"kept", done.kept}, {"bytesBefore", done.bytesBefore},
                     {"bytesAfter", done.bytesAfter}})
                .dump(2)
                .c_str());
    else
        std::printf("%s removed, %lld kept; %.1f MB -> %.1f MB\n",
            counted(done.bodies, "step body", "step bodies").c_str(),
            static_cast<long long>(done.kept), double(done.bytesBefore) / 1e6,
            double(done.bytesAfter) / 1e6);
    return 0;
}

} // namespace

void addRunsArguments(CLI::App& command, RunsArguments& a)
{
    command.require_subcommand(1);
    const auto add = [&](const char* name, const char* meaning, RunsArguments::Verb verb) {
        CLI::App* verbCommand = command.add_subcommand(name, meaning);
        verbCommand->add_flag("--json", a.json, "Print JSON");
        verbCommand->callback([&a, verb] { a.verb = verb; });
        return verbCommand;
    };
    add("list", "The runs in a folder, the newest first", RunsArguments::Verb::List)
        ->add_option("folder", a.place, "Where runs are kept (default: where new ones go)");
    add("show", "What a run is and how far it got", RunsArguments::Verb::Show)
        ->add_option("run", a.place, "Its folder")
        ->required();
    add("verify", "Read everything and choose again from every stored step",
        RunsArguments::Verb::Verify)
        ->add_option("run", a.place, "Its folder")
        ->required();
    CLI::App* pruning
        = add("prune", "Take out step bodies; all numbers stay", RunsArguments::Verb::Prune);
    pruning->add_option("run", a.place, "Its folder")->required();
    pruning->add_option("--last", a.keep.last, "Keep the newest so many steps");
    pruning->add_option("--every", a.keep.every, "Of the older ones keep one in so many; 0: none");
}

int runsCommand(const RunsArguments& a)
{
    switch (a.verb) {
    case RunsArguments::Verb::List:
        return list(a);
    case RunsArguments::Verb::Show:
        return show(a);
    case RunsArguments::Verb::Verify:
        return verify(a);
    case RunsArguments::Verb::Prune:
        break;
    }
    return prune(a);
}

} // namespace hardlens
