#include "app/cli/command_line.h"
#include "app/cli/data_command.h"
#include "app/cli/runs_command.h"
#include "app/cli/train_command.h"
#include "app/recording/run_folders.h"
#include "core/basics/error.h"
#include "core/basics/heap.h"
#include "core/experiment/experiment_file.h"
#include "core/training/training_session.h"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace {

using namespace hardlens;

/// The sub-commands and what they were given.
struct Commands
{
    ExperimentArguments experiment {};
    TrainArguments train {};
    DataCheckArguments check {};
    RunsArguments runs {};
    std::string run {}; // a folder for the new run
    bool keepNothing = false;
    std::string resume {}; // a run to go on with
    std::string branch {}; // a run to branch from
    int64_t atStep = -1;
    std::string weights {};
    bool json = false;
    int64_t classes = 20;
    int64_t steps = -1;
    double minutes = -1;
};

void takeLimits(const Commands& c, TrainingConfig& config)
{
    if (c.steps >= 0)
        config.training.steps = c.steps;
    if (c.minutes >= 0)
        config.training.minutes = c.minutes;
    if (!c.weights.empty())
        config.net.weights = c.weights;
}

TrainingConfig configWithLimits(const Commands& c)
{
    TrainingConfig config = configOf(c.experiment);
    takeLimits(c, config);
    return config;
}

/// A run that is resumed is what it was; only its limits may be others. A branch may differ in
/// anything that is set.
int train(Commands& c)
{
    if (!c.resume.empty() && !c.branch.empty())
        throw ConfigError("--resume and --branch: one of them");
    if (c.resume.empty() && c.branch.empty()) {
        const TrainingConfig config = configWithLimits(c);
        if (!c.keepNothing)
            c.train.keeping.folder
                = c.run.empty() ? newRunFolder(runsFolder(), config) : std::filesystem::path(c.run);
        return trainCommand(config, c.train);
    }
    const bool resumes = !c.resume.empty();
    if (resumes
        && (!c.experiment.settings.empty() || !c.experiment.experiment.empty()
            || !c.experiment.data.empty() || !c.weights.empty()))
        throw ConfigError(
            "--resume goes on with what the run is; to go on with other settings: --branch");
    const std::filesystem::path from = resumes ? c.resume : c.branch;
    ResumePoint point = resumePoint(from, c.atStep >= 0 ? std::optional(c.atStep) : std::nullopt);
    takeLimits(c, point.config);
    if (resumes) {
        c.train.keeping.folder = from;
        c.train.keeping.resumedAfter = point.step;
    } else {
        applySettings(c.experiment.settings, point.config);
        point.options.replay.clear();
        c.train.keeping.parent = RunParent {std::filesystem::absolute(from).string(), point.step};
        if (!c.keepNothing)
            c.train.keeping.folder = c.run.empty() ? newRunFolder(runsFolder(), point.config)
                                                   : std::filesystem::path(c.run);
    }
    point.config.validate();
    c.train.session = std::move(point.options);
    return trainCommand(point.config, c.train);
}

} // namespace

int main(int argc, char** argv)
{
    fitHeap();
    CLI::App app(
        "HardLens without a window: trains a detector and says what it chose to learn from.");
    app.require_subcommand(1);
    app.set_version_flag("--version", HL_VERSION);
    Commands c;
    auto* trainApp = app.add_subcommand("train", "Train a detector; without a limit until Ctrl+C");
    auto* eval = app.add_subcommand("eval", "Score the test pictures with saved weights");
    auto* config = app.add_subcommand("config", "Print the complete effective experiment file");
    auto* net = app.add_subcommand("net", "Print the network's layers");
    auto* runs = app.add_subcommand("runs", "Look after runs that were kept");
    addRunsArguments(*runs, c.runs);
    for (auto* command : {trainApp, eval, config, net})
        addExperimentArguments(*command, c.experiment);
    trainApp->add_option("--steps", c.steps, "Steps to do; 0: no limit");
    trainApp->add_option("--minutes", c.minutes, "Minutes of training; 0: no limit");
    trainApp->add_option("--weights", c.weights, "Weights to start from");
    trainApp->add_option("--save", c.train.weightsFile, "Write the weights here at the end");
    trainApp->add_option(
        "--log", c.train.logFile, "Write one JSON object per step, event and evaluation here");
    trainApp->add_option(
        "--run", c.run, "Keep the run in this folder (default: a new one where runs are kept)");
    trainApp->add_flag("--no-run", c.keepNothing, "Keep nothing");
    trainApp->add_option(
        "--resume", c.resume, "Go on with this run, as if it had never been interrupted");
    trainApp->add_option(
        "--branch", c.branch, "A new run from a checkpoint of this one; --set says what differs");
    trainApp->add_option(
        "--at", c.atStep, "With --resume or --branch: from the newest checkpoint up to this step");
    trainApp
        ->add_option(
            "--checkpoint-every", c.train.keeping.checkpointEvery, "Steps between checkpoints")
        ->capture_default_str();
    eval->add_option("--weights", c.weights, "Weights to score");
    eval->add_flag("--json", c.json, "Print one JSON object");
    net->add_option("--classes", c.classes, "Object classes, without the background")
        ->check(CLI::Range(1, 10000));
    const CLI::App& check = addDataCheck(app, c.check);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        constexpr int wrongUsage = 2;
        return app.exit(error) == 0 ? 0 : wrongUsage; // 0: help was asked for
    }
    try {
        if (check)
            return dataCheckCommand(c.check);
        if (*runs)
            return runsCommand(c.runs);
        if (*trainApp)
            return train(c);
        const TrainingConfig effective = configWithLimits(c);
        if (*eval)
            return evalCommand(effective, c.json);
        if (*config)
            std::printf("%s", experimentText(effective).c_str());
        if (*net)
            std::printf("%s", describeNetwork(effective, c.classes).c_str());
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "hardlens-cli: %s\n", error.what());
        return 1;
    }
}
