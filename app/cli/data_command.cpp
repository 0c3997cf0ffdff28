#include "app/cli/data_command.h"

#include "app/cli/progress_line.h"
#include "core/basics/error.h"
#include "core/data/class_data_check.h"
#include "core/data/classes/class_data.h"
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
    } catch (const NoBoxesError&) {
        throw;
    } catch (const DataError& error) {
        return failedCheck(arguments.path, error.what());
    }
}

ClassDataCheck classCheckOf(const DataCheckArguments& arguments)
{
    try {
        ProgressLine line;
        const ClassPictures data
            = openClassData(arguments.path, {.classLevel = arguments.classLevel, .toCheck = true});
        const int64_t decoded = arguments.decodeAll ? std::numeric_limits<int64_t>::max() : 1000;
        ClassDataCheck check = checkClassData(data, decoded,
            [&](int64_t done, int64_t total) { line.show("looked at", done, total); });
        line.finish();
        return check;
    } catch (const DataError& error) {
        ClassDataCheck failed {.path = arguments.path, .unreadable = true};
        failed.problems.push_back({arguments.path, 0, error.what()});
        return failed;
    }
}

/// Whether it opens as pictures of several classes. A folder of pictures alone is none of classes.
bool hasClasses(const DataCheckArguments& arguments)
{
    try {
        const ClassPictures data
            = openClassData(arguments.path, {.classLevel = arguments.classLevel, .toCheck = true});
        return data.classNames.size() > 1;
    } catch (const DataError&) {
        return false;
    }
}

/// Makes a check, prints it with what it cost and returns the exit status.
template <typename MakeCheck> int printed(MakeCheck makeCheck, const DataCheckArguments& arguments)
{
    const auto start = std::chrono::steady_clock::now();
    const auto check = makeCheck(arguments);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    const CheckCost cost {took.count(), peakBytes()};
    std::printf(
        "%s", arguments.json ? (jsonOf(check, cost) + "\n").c_str() : textOf(check, cost).c_str());
    return check.unreadable ? 1 : 0;
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
            "A folder with PASCAL VOC, COCO or YOLO annotations, a COCO file, or what --classes "
            "takes")
        ->required();
    check->add_flag("--classes", arguments.classes,
        "Of the embedding bench: a folder per class, CUB, Cars, SOP, LFW, IDX, or lists of \"path "
        "label\"; found out where there are "
        "no boxes");
    check
        ->add_option("--class-level", arguments.classLevel,
            "With --classes: which folder names the class; 0: all above the picture")
        ->check(CLI::Range(0, 8));
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
    if (arguments.classes)
        return printed(classCheckOf, arguments);
    try {
        return printed(checkOf, arguments);
    } catch (const NoBoxesError& error) {
        const auto asNothing
            = [&](const auto&) { return failedCheck(arguments.path, error.what()); };
        if (!hasClasses(arguments))
            return printed(asNothing, arguments);
        std::fprintf(stderr,
            "%s has no boxes: looked at as pictures with classes, as --classes does.\n",
            arguments.path.c_str());
        return printed(classCheckOf, arguments);
    }
}

} // namespace hardlens
