#include "app/cli/data_command.h"

#include "app/cli/progress_line.h"
#include "core/basics/error.h"
#include "core/data/data_check_text.h"
#include "core/data/detection_folder.h"
#include "core/training/options.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <limits>
#include <map>
#include <sys/resource.h>

namespace hardlens {

namespace {

/// The most memory that this program has held; 0 where the system does not tell.
int64_t peakBytes()
{
    rusage usage {};
    return getrusage(RUSAGE_SELF, &usage) == 0 ? int64_t(usage.ru_maxrss) * 1024 : 0;
}

DataCheck checkOf(const DataCheckArguments& arguments)
{
    try {
        DataCheckOptions options = arguments.options;
        TrainingConfig training;
        training.data.path = arguments.path;
        options.proposals = effectiveProposals(training);
        if (arguments.method)
            options.proposals.method = *arguments.method;
        if (arguments.decodeAll)
            options.decodedPictures = std::numeric_limits<int64_t>::max();
        ProgressLine line;
        const DetectionData data = openDetectionFolder(arguments.path, {.toCheck = true});
        DataCheck check = checkData(data, options,
            [&](int64_t done, int64_t total) { line.show("looked at", done, total); });
        line.finish();
        return check;
    } catch (const DataError& error) {
        return failedCheck(arguments.path, error.what());
    }
}

} // namespace

CLI::App& addDataCheck(CLI::App& app, DataCheckArguments& arguments)
{
    auto* data = app.add_subcommand("data", "Look at data sets");
    data->require_subcommand(1);
    auto* check = data->add_subcommand("check",
        "Say what a data set holds, how well proposals cover its objects and what is wrong with "
        "it");
    check
        ->add_option("path", arguments.path,
            "A folder with PASCAL VOC, COCO or YOLO annotations, or a COCO file")
        ->required();
    check->add_flag("--json", arguments.json, "Print one JSON object");
    check->add_flag("--decode-all", arguments.decodeAll,
        "Decode every picture, not a thousand of them, to see whether it is whole");
    const std::map<std::string, ProposalMethod> methods {{"grid", ProposalMethod::Grid},
        {"selective-search-fast", ProposalMethod::SelectiveSearchFast},
        {"selective-search-quality", ProposalMethod::SelectiveSearchQuality}};
    check
        ->add_option("--proposals", arguments.method,
            "Compare objects with the proposals of this method; without it that of a training")
        ->transform(CLI::CheckedTransformer(methods));
    check
        ->add_option("--proposal-pictures", arguments.options.proposalPictures,
            "On at most so many pictures, evenly spread; 0: none")
        ->check(CLI::Range(int64_t {0}, int64_t {1000000}))
        ->capture_default_str();
    return *check;
}

int dataCheckCommand(const DataCheckArguments& arguments)
{
    const auto start = std::chrono::steady_clock::now();
    const DataCheck check = checkOf(arguments);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const CheckCost cost {took.count(), peakBytes()};
    std::printf(
        "%s", arguments.json ? (jsonOf(check, cost) + "\n").c_str() : textOf(check, cost).c_str());
    return check.unreadable ? 1 : 0;
}

} // namespace hardlens
