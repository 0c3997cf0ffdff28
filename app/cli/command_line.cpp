#include "app/cli/command_line.h"

#include "core/experiment/experiment_file.h"

#include <CLI/CLI.hpp>

namespace hardlens {

void addExperimentArguments(CLI::App& command, ExperimentArguments& arguments)
{
    command.add_option("data", arguments.data,
        "A folder with PASCAL VOC, COCO or YOLO annotations, or a COCO file; without one the built-in "
        "scenes are used");
    command.add_option("-e,--experiment", arguments.experiment,
        "A TOML file, as `hardlens-cli config` prints it; every key is optional");
    command.add_option("-s,--set", arguments.settings,
        "KEY=VALUE, after the file; may be repeated. `hardlens-cli config` lists the keys")
        ->allow_extra_args(false);
}

TrainingConfig configOf(const ExperimentArguments& arguments)
{
    TrainingConfig config;
    if (!arguments.experiment.empty())
        readExperiment(arguments.experiment, config);
    if (!arguments.data.empty())
        config.data.path = arguments.data;
    applySettings(arguments.settings, config);
    config.validate();
    return config;
}

} // namespace hardlens
