#include "tests/bench/run_cases.h"

#include "core/analysis/hardness.h"
#include "core/records/encoding/encoding.h"
#include "core/runs/compression.h"
#include "core/runs/run_reader.h"
#include "core/runs/run_writer.h"
#include "core/training/training_session.h"
#include "tests/support/made_up_step.h"
#include "tests/support/reference_files.h"

#include <algorithm>
#include <condition_variable>
#include <malloc.h>
#include <unistd.h>

namespace hardlens::bench {

namespace fs = std::filesystem;

namespace {

constexpr int64_t steps = 10000;
constexpr int32_t objects = 8; // of each picture

/// A folder that goes at the end.
class Folder
{
public:
    ~Folder() { fs::remove_all(m_path); }
    const fs::path& path() const { return m_path; }

private:
    fs::path m_path = fs::temp_directory_path() / ("hardlens-bench-" + std::to_string(::getpid()));
};

/// Steps of pictures with `objects` objects, of a few kinds that come again and again.
class MadeUpSteps
{
public:
    MadeUpSteps()
    {
        for (uint64_t seed = 0; seed < 20; ++seed) {
            Step step = test::madeUpStep(seed, {.rois = 1000, .classes = 21});
            for (PictureRecord& picture : std::get<DetectionStep>(step.body).pictures) {
                const GroundTruth last = picture.groundTruth.back();
                picture.groundTruth.resize(objects, last);
            }
            m_kinds.push_back(std::move(step));
        }
    }

    std::shared_ptr<const Step> step(int64_t number) const
    {
        auto step = std::make_shared<Step>(m_kinds[size_t(number) % m_kinds.size()]);
        step->header.step = number;
        return step;
    }

private:
    std::vector<Step> m_kinds {};
};

std::shared_ptr<const StepChoices> choicesFor(const Step& step)
{
    return std::make_shared<const StepChoices>(choicesOf(step));
}

/// Milliseconds of the writer for a step's row, with what was chosen or without.
double rowMilliseconds(const MadeUpSteps& made, bool withChoices)
{
    const Folder folder;
    const int64_t count = 2000;
    std::vector<std::shared_ptr<const StepChoices>> choices;
    std::vector<StepRow> rows;
    for (int64_t s = 1; s <= count; ++s) {
        const auto step = made.step(s);
        rows.push_back(rowOf(*step, 0));
        choices.push_back(withChoices ? choicesFor(*step) : nullptr);
    }
    RunWriter writer(folder.path(), {});
    return milliseconds([&] {
        for (int64_t s = 0; s < count; ++s)
            writer.record(nullptr, rows[size_t(s)], choices[size_t(s)]);
        writer.flush();
    }) / double(count);
}

void record(RunWriter& writer, const MadeUpSteps& made, int64_t first, int64_t last)
{
    for (int64_t s = first; s <= last; ++s) {
        const auto step = made.step(s);
        writer.record(step, rowOf(*step, 0), choicesFor(*step));
        if (s % 50 == 0)
            writer.flush(); // no body must be left out
    }
    writer.flush();
}

double percentile(std::vector<double> values, double part)
{
    std::ranges::sort(values);
    return values[size_t(part * double(values.size() - 1))];
}

double heldMegabytes()
{
    return double(::mallinfo2().uordblks) / 1e6;
}

/// What a training publishes, until it is over.
struct Watch
{
    std::mutex mutex {};
    std::condition_variable changed {};
    std::vector<std::shared_ptr<const Step>> steps {};
    bool over = false;

    void take(const Published& p)
    {
        const std::lock_guard lock(mutex);
        if (p.step && (steps.empty() || steps.back() != p.step))
            steps.push_back(p.step);
        over = p.state == SessionState::Finished || p.state == SessionState::Failed;
        changed.notify_all();
    }
};

double kilobytesPerStep(const TrainingConfig& config)
{
    Watch watch;
    const TrainingSession session(config, [&](const Published& p) { watch.take(p); });
    std::unique_lock lock(watch.mutex);
    watch.changed.wait(lock, [&] { return watch.over; });
    double bytes = 0;
    for (const auto& step : watch.steps)
        bytes += double(compressed(encoded(*step)).size());
    return bytes / 1e3 / double(watch.steps.size());
}

} // namespace

void measureRunFile(Figures& figures, const std::string& only)
{
    if (std::string("run_file").find(only) == std::string::npos)
        return;
    const auto add
        = [&](const std::string& name, double value, const char* unit, const char* goal = "") {
              figures.add({name, value, unit, {}, {}, goal, "./dev bench --long --only run_file"});
          };
    const MadeUpSteps made;
    add("run_file_row_without_choices", rowMilliseconds(made, false), "ms");
    add("run_file_row_with_choices", rowMilliseconds(made, true), "ms");
    const auto one = made.step(1);
    add("run_file_choices_of_a_step", milliseconds([&] {
        for (int i = 0; i < 1000; ++i)
            choicesFor(*one);
    }) / 1000,
        "ms");

    const Folder folder;
    RunWriter writer(folder.path(), {});
    record(writer, made, 1, steps);
    add("run_file_bytes_per_step",
        double(fs::file_size(folder.path() / "run.hlrun")) / double(steps) / 1e3, "KB", "200");
    const double before = heldMegabytes();
    std::unique_ptr<RunReader> run;
    add("run_file_open", milliseconds([&] { run = std::make_unique<RunReader>(folder.path()); }),
        "ms", "≤ 1000");
    add("run_file_memory", heldMegabytes() - before, "MB");
    add("run_file_body_steps_first", milliseconds([&] { run->bodySteps(); }), "ms");
    add("run_file_body_steps_again", milliseconds([&] { run->bodySteps(); }), "ms");
    record(writer, made, steps + 1, steps + 5);
    add("run_file_refresh", milliseconds([&] { run->refresh(); }), "ms");
    add("run_file_body_steps_grown", milliseconds([&] { run->bodySteps(); }), "ms");
    RandomStream random({.seed = 1});
    std::vector<double> bodies;
    for (int i = 0; i < 1000; ++i)
        bodies.push_back(
            milliseconds([&] { run->bodyAtOrBefore(1 + random.below(uint32_t(steps))); }));
    add("run_file_body_p50", percentile(bodies, .5), "ms");
    add("run_file_body_p95", percentile(bodies, .95), "ms");
    add("run_file_body_max", percentile(bodies, 1), "ms", "≤ 200");
    Hardness hardness;
    add("run_file_hardness_read", milliseconds([&] { hardness.read(run->history()); }), "ms",
        "≤ 50");
    add("run_file_hardness_rows", milliseconds([&] { hardness.rows(HardnessOf::Object, {}); }),
        "ms");
}

void measureStepSize(Figures& figures, const std::string& only)
{
    if (std::string("step_size").find(only) == std::string::npos)
        return;
    const auto add = [&](const char* name, TrainingConfig config) {
        config.training.steps = 60;
        config.training.evaluateEverySteps = 0;
        figures.add({name, kilobytesPerStep(config), "KB", {}, {}, "≤ 60",
            "./dev bench --long --only step_size"});
    };
    add("step_size_scenes", {});
    TrainingConfig bccd;
    bccd.data.path = (test::dataFolder() / "voc_bccd").string();
    if (test::whyAbsent(bccd.data.path).empty())
        add("step_size_voc_bccd", bccd);
}

} // namespace hardlens::bench
