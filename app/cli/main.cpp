#include "app/cli/command_line.h"
#include "app/cli/data_command.h"
#include "app/cli/train_command.h"
#include "core/basics/error.h"
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
    std::string weights {};
    bool json = false;
    int64_t classes = 20;
    int64_t steps = -1;
    double minutes = -1;
};

TrainingConfig configWithLimits(const Commands& c)
{
    TrainingConfig config = configOf(c.experiment);
    if (c.steps >= 0)
        config.training.steps = c.steps;
    if (c.minutes >= 0)
        config.training.minutes = c.minutes;
    if (!c.weights.empty())
        config.net.weights = c.weights;
    return config;
}

} // namespace

int main(int argc, char** argv)
{
    CLI::App app("HardLens without a window: trains a detector and says what it chose to learn from.");
    app.require_subcommand(1);
    app.set_version_flag("--version", HL_VERSION);
    Commands c;
    auto* train = app.add_subcommand("train", "Train a detector; without a limit until Ctrl+C");
    auto* eval = app.add_subcommand("eval", "Score the test pictures with saved weights");
    auto* config = app.add_subcommand("config", "Print the complete effective experiment file");
    auto* net = app.add_subcommand("net", "Print the network's layers");
    for (auto* command : {train, eval, config, net})
        addExperimentArguments(*command, c.experiment);
    train->add_option("--steps", c.steps, "Steps to do; 0: no limit");
    train->add_option("--minutes", c.minutes, "Minutes of training; 0: no limit");
    train->add_option("--weights", c.weights, "Weights to start from");
    train->add_option("--save", c.train.weightsFile, "Write the weights here at the end");
    train->add_option("--log", c.train.logFile, "Write one JSON object per step, event and evaluation here");
    eval->add_option("--weights", c.weights, "Weights to score");
    eval->add_flag("--json", c.json, "Print one JSON object");
    net->add_option("--classes", c.classes, "Object classes, without the background")->check(CLI::Range(1, 10000));
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
        const TrainingConfig effective = configWithLimits(c);
        if (*train)
            return trainCommand(effective, c.train);
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
