#include "tests/bench/program_cases.h"

#include "tests/support/reference_files.h"

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <sstream>

namespace hardlens::bench {

namespace {

using nlohmann::json;

std::filesystem::path scratch(const std::string& name)
{
    return std::filesystem::temp_directory_path() / ("hardlens-bench-" + name);
}

bool wanted(const std::string& name, const std::string& only)
{
    return name.find(only) != std::string::npos;
}

/// What the workbench says of itself when it is told to leave.
json windowReport(int seconds)
{
    const auto file = scratch("report.json");
    const std::string command = std::string(HL_BIN_DIR)
        + "/hardlens --no-run --set training.evaluateEverySteps=0 --window-size 1600x1000 "
          "--quit-after "
        + std::to_string(seconds) + " --report " + file.string() + " >/dev/null 2>&1";
    if (std::system(command.c_str()) != 0)
        return {};
    return json::parse(std::ifstream(file), nullptr, false);
}

/// Steps per second of training alone, from the last rows of a log.
double logRate(const std::filesystem::path& log, int64_t from)
{
    std::ifstream in(log);
    double first = 0, last = 0;
    int64_t steps = 0;
    for (std::string line; std::getline(in, line);) {
        const json row = json::parse(line, nullptr, false);
        if (!row.is_object() || row.value("kind", "") != "step")
            continue;
        const int64_t step = row.at("step").get<int64_t>();
        last = row.at("train_s").get<double>();
        if (step == from)
            first = last;
        steps = step;
    }
    return last > first ? double(steps - from) / (last - first) : 0;
}

double headlessRate(const std::string& arguments, int64_t steps)
{
    const auto log = scratch("log.jsonl");
    const std::string command = std::string(HL_BIN_DIR) + "/hardlens-cli train --no-run --steps "
        + std::to_string(steps)
        + " --set training.evaluateEverySteps=0 --set data.scenes.test=1 --log " + log.string()
        + " " + arguments + " >/dev/null 2>&1";
    return std::system(command.c_str()) == 0 ? logRate(log, steps / 3) : 0;
}

std::optional<double> peerRate(const std::string& script, const std::string& data, int64_t steps)
{
    const auto out = scratch("peer.txt");
    const std::string command = "/usr/bin/python3 " + script + " " + data + " --time-only --steps "
        + std::to_string(steps) + " > " + out.string() + " 2>/dev/null";
    if (std::system(command.c_str()) != 0)
        return std::nullopt;
    std::ifstream in(out);
    std::optional<double> rate;
    for (std::string line; std::getline(in, line);)
        if (const json row = json::parse(line, nullptr, false);
            row.is_object() && row.contains("steps_per_s"))
            rate = row["steps_per_s"].get<double>();
    return rate;
}

} // namespace

void measurePrograms(Figures& figures, const std::string& only)
{
    if (!wanted("window", only))
        return;
    const double headless = headlessRate("", 240);
    const json report = windowReport(30);
    if (!report.is_object()) {
        std::printf("  (the workbench did not run: is there a display? QT_QPA_PLATFORM=offscreen "
                    "needs none)\n");
        return;
    }
    const std::string command = "./dev bench --only window";
    const auto value = [&](const char* key) { return report.at(key).get<double>(); };
    figures.add({"window_first_overlay", value("first_overlay_s"), "s", {}, {}, "≤ 2 s", command});
    figures.add({"window_steps_per_s", value("steps_per_s"), "1/s", {}, {}, "≥ 5", command});
    figures.add({"window_headless_steps_per_s", headless, "1/s", {}, {}, "", command});
    figures.add({"window_watching_cost", 100 * (1 - value("steps_per_s") / headless), "%", {}, {},
        "≤ 5 %", command});
    figures.add({"window_longest_event", value("longest_event_ms"), "ms", {}, {}, "≤ 50", command});
}

void measureStepPeer(Figures& figures, const std::string& only)
{
    if (!wanted("step_peer", only))
        return;
    const char* script = std::getenv("HARDLENS_PEER_SCRIPT");
    const std::string path
        = script ? script : std::string(HL_SOURCE_DIR) + "/../shared/peers/ohem_peer.py";
    const auto data = test::dataFolder() / "voc_bccd";
    if (!std::filesystem::exists(path) || !std::filesystem::exists(data)) {
        std::printf(
            "  (no step_peer: needs HARDLENS_PEER_SCRIPT and HARDLENS_DATA with voc_bccd)\n");
        return;
    }
    // Its layers, widths and settings.
    const std::string settings = data.string()
        + " --set net.stage1=32 --set net.stage2=64 --set net.stage3=128 --set net.stage4=128"
          " --set net.headWidth=256 --set input.shortSide=320 --set proposals.R=1000 --set "
          "threads=2";
    constexpr int64_t steps = 60;
    const Pairing p = interleaved([&] { return headlessRate(settings, steps); },
        [&] { return peerRate(path, data.string(), steps); }, 4);
    figures.add({"step_peer", p.ours, "1/s", p.peer,
        p.peer ? std::optional(p.ours / *p.peer) : std::nullopt, "2×",
        "./dev bench --long --only step_peer"});
}

} // namespace hardlens::bench
