#include "app/cli/command_line.h"

#include "core/experiment/experiment_file.h"
#include "core/training/options.h"

#include <CLI/CLI.hpp>

namespace hardlens {

void addExperimentArguments(CLI::App& command, ExperimentArguments& arguments)
{
    command.add_option("-b,--bench", arguments.bench,
        "What is trained: detection, or embedding (pictures with classes); without it what the "
        "experiment says");
    command.add_option("data", arguments.data,
        "A folder with PASCAL VOC, COCO or YOLO annotations, or a COCO file; of an embedding a "
        "folder per class, "
        "CUB, Cars, SOP, LFW or IDX; without one built-in data are used");
    command.add_option("-e,--experiment", arguments.experiment,
        "A TOML file, as `hardlens-cli config` prints it; every key is optional");
    command
        .add_option("-s,--set", arguments.settings,
            "KEY=VALUE, after the file; may be repeated. `hardlens-cli config` lists the keys")
        ->allow_extra_args(false);
}

TrainingConfig configOf(const ExperimentArguments& arguments)
{
    TrainingConfig config;
    if (!arguments.experiment.empty())
        readExperiment(arguments.experiment, config);
    if (!arguments.bench.empty())
        setOption(config, "bench", arguments.bench);
    if (!arguments.data.empty())
        config.data.path = arguments.data;
    applySettings(arguments.settings, config);
    config.validate();
    return config;
}

} // namespace hardlens
