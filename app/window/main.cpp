#include "app/recording/run_folders.h"
#include "app/window/benches.h"
#include "app/window/detection_window.h"
#include "app/window/embedding_window.h"
#include "app/window/event_watch.h"
#include "app/window/session_controller.h"
#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/basics/heap.h"
#include "core/experiment/experiment_file.h"
#include "core/runs/run_list.h"
#include "core/training/options.h"
#include "widgets/theme.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>
#include <QTimer>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>

namespace {

using namespace hardlens;

struct Arguments
{
    std::string bench {};
    std::string data {};
    std::string experiment {};
    std::vector<std::string> settings {};
    std::string theme {};
    std::string size {};
    double scale = 0;
    bool paused = false;
    bool keepNothing = false;
    int64_t step = -1;
    std::string view {};
    std::string select {};
    double quitAfter = 0;
    std::string report {};
};

void describe(CLI::App& app, Arguments& a)
{
    app.set_version_flag("--version", HL_VERSION);
    app.add_option("-b,--bench", a.bench, "detection, or embedding (pictures with classes)")
        ->check(CLI::IsMember({"detection", "embedding"}));
    app.add_option("data", a.data,
        "A folder of pictures, with boxes or with classes, or of a run that was kept; none: "
        "built-in data");
    app.add_option(
        "-e,--experiment", a.experiment, "A TOML file, as `hardlens-cli config` prints it");
    app.add_option("-s,--set", a.settings, "KEY=VALUE, after the file; may be repeated")
        ->allow_extra_args(false);
    app.add_option("--theme", a.theme, "system, dark or light")
        ->check(CLI::IsMember({"system", "dark", "light"}));
    app.add_option("--window-size", a.size, "WIDTHxHEIGHT");
    app.add_option("--scale", a.scale, "Of everything, 0.75 to 3")->check(CLI::Range(0.75, 3.0));
    app.add_flag("--start-paused", a.paused, "Wait for Space at step 0");
    app.add_flag("--no-run", a.keepNothing, "Keep no record of the run");
    app.add_option("--step", a.step, "Of a run that was kept: go to this step")
        ->check(CLI::NonNegativeNumber);
    app.add_option("--view", a.view, "Of a run that was kept: step, pinned or detections");
    app.add_option("--select", a.select,
        "Of a run that was kept: this RoI, as 17, or of the second picture, as 2:17");
    app.add_option("--quit-after", a.quitAfter, "Leave after so many seconds (for measurements)");
    app.add_option("--report", a.report, "On leaving, write how the window fared here, as JSON");
}

void applyLook(const Arguments& a)
{
    const QSettings settings;
    const auto choice = a.theme == "dark" ? Theme::Choice::Dark
        : a.theme == "light"              ? Theme::Choice::Light
        : a.theme == "system"             ? Theme::Choice::System
                              : Theme::Choice(std::clamp(settings.value("theme", 0).toInt(), 0, 2));
    Theme::instance().choose(choice);
    Theme::instance().setScale(a.scale > 0 ? a.scale : settings.value("scale", 1).toDouble());
}

TrainingConfig configOf(const Arguments& a)
{
    TrainingConfig config;
    if (!a.experiment.empty())
        readExperiment(a.experiment, config);
    if (!a.bench.empty())
        setOption(config, "bench", a.bench);
    if (!a.data.empty())
        config.data.path = a.data;
    applySettings(a.settings, config);
    config.validate();
    return config;
}

/// Where a run that was kept is to be opened. Throws ConfigError where the arguments make no sense.
WindowPlace placeOf(const Arguments& a)
{
    if (!a.experiment.empty() || !a.settings.empty())
        throw ConfigError(concat(a.data,
            ": is a run that was kept, which has its settings; `hardlens-cli train --branch` makes "
            "another one of it"));
    WindowPlace place;
    if (a.step >= 0)
        place.step = a.step;
    if (!a.view.empty())
        place.view = middleNamed(a.view);
    if (!a.select.empty())
        place.selected = roiNamed(a.select);
    return place;
}

/// How long it took to show something, and how free the main thread was.
void writeReport(
    const std::string& file, const WatchedApplication& application, const Benches& benches)
{
    const DetectionWindow* detection = benches.detection();
    const Published& p = benches.window()->controller()->published();
    // The first steps pay for warming up and for proposals; the rest is what one lives with.
    const size_t n = p.history.steps.size(), from = n / 3;
    const double seconds
        = n > 1 ? p.history.steps[n - 1].wallSeconds - p.history.steps[from].wallSeconds : 0;
    QJsonArray slow;
    for (const WatchedApplication::SlowEvent& event : application.firstSlowEvents())
        slow.append(QJsonObject {{"at_s", event.at}, {"ms", event.ms}, {"what", event.what}});
    const QJsonObject report {
        {"first_overlay_s", detection ? detection->firstOverlaySeconds() : -1},
        {"steps", qint64(n)}, {"steps_per_s", seconds > 0 ? double(n - 1 - from) / seconds : 0},
        {"longest_event_ms", application.longestMs()},
        {"events_over_50_ms", qint64(application.slowEvents())}, {"first_slow_events", slow}};
    writeFileAtomically(file, QJsonDocument(report).toJson(QJsonDocument::Compact).toStdString());
}

/// A window that was closed is gone within this time, whatever its threads are at: a large
/// picture's proposals take longer, and nothing is half written, because files are replaced as a
/// whole.
constexpr auto longestFarewell = std::chrono::milliseconds(1500);

void leaveSoon(int status)
{
    std::thread([status] {
        std::this_thread::sleep_for(longestFarewell);
        std::_Exit(status);
    }).detach();
}

} // namespace

int main(int argc, char** argv)
{
    fitHeap();
    CLI::App description("HardLens: watch a detector choose what it learns from.");
    Arguments arguments;
    describe(description, arguments);
    CLI11_PARSE(description, argc, argv);
    const bool isRecord = isRunFolder(arguments.data);
    TrainingConfig config;
    WindowPlace place;
    try {
        if (isRecord)
            place = placeOf(arguments);
        else if (arguments.step >= 0 || !arguments.view.empty() || !arguments.select.empty())
            throw ConfigError(
                "--step, --view and --select: need the folder of a run that was kept");
        else
            config = configOf(arguments);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "hardlens: %s\n", error.what());
        return 1;
    }
    WatchedApplication application(argc, argv);
    QCoreApplication::setOrganizationName("HardLens");
    QCoreApplication::setApplicationName("HardLens");
    applyLook(arguments);
    const auto runs = arguments.keepNothing ? std::filesystem::path() : runsFolder();
    Benches benches(runs);
    try {
        isRecord ? benches.openRecord(arguments.data, place)
                 : benches.start(config, arguments.paused);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "hardlens: %s\n", error.what());
        return 1;
    }
    int width = 0, height = 0;
    if (std::sscanf(arguments.size.c_str(), "%dx%d", &width, &height) == 2)
        benches.window()->resize(width, height);
    benches.window()->show();
    if (arguments.quitAfter > 0)
        QTimer::singleShot(int(1e3 * arguments.quitAfter), &application, &QApplication::quit);
    const int status = WatchedApplication::exec();
    if (!arguments.report.empty())
        writeReport(arguments.report, application, benches);
    QSettings().sync();
    leaveSoon(status);
    return status;
}
