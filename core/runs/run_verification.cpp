#include "core/runs/run_verification.h"

#include "core/basics/error.h"
#include "core/runs/checked_row.h"
#include "core/runs/run_reader.h"
#include "core/runs/run_tables.h"

#include <algorithm>

namespace hardlens {

namespace {

using Problems = std::vector<std::string>;

/// What SQLite itself finds in the pages of the file.
void checkPages(const std::filesystem::path& folder, Problems& problems)
{
    try {
        OpenedRun run = openForReading(folder);
        SQLite::Statement check(run.file, "PRAGMA integrity_check(20)");
        while (check.executeStep())
            if (const std::string found = check.getColumn(0).getString(); found != "ok")
                problems.push_back("file: " + found);
    } catch (const SQLite::Exception& error) {
        problems.push_back(concat("file: ", error.what()));
    }
}

/// The table that nothing but people reads: its numbers stand in `evaluations` too.
void checkClassPrecision(const std::filesystem::path& folder, Problems& problems)
{
    try {
        OpenedRun run = openForReading(folder);
        SQLite::Statement rows(run.file, selectAll("class_precision", columns::classPrecision));
        while (rows.executeStep()) {
            RowReader row(rows);
            int64_t step = 0, label = 0, objects = 0, detections = 0;
            std::string name;
            double averagePrecision = 0, elevenPoint = 0;
            row(step, label, name, averagePrecision, elevenPoint, objects, detections);
            if (!row.isSound())
                problems.push_back(
                    concat("class_precision, step ", step, ", class ", label, ": damaged"));
        }
    } catch (const SQLite::Exception& error) {
        problems.push_back(concat("class_precision: ", error.what()));
    }
}

/// Whether a record's own inputs, settings and key give the choice that it holds.
bool choosesTheSame(const DetectionStep& step)
{
    Selection again = chooseAgain(step, step.mining, step.key);
    std::ranges::sort(again.selected); // the record has them by picture and RoI
    return again == recordedSelection(step);
}

bool choosesTheSame(const EmbeddingStep& step)
{
    const Cosines cosines = cosinesOf(step.embeddings, step.dimension);
    const Draws again = drawAgain(step, cosines, step.sampling, step.key);
    return int64_t(again.draws.size()) == step.draws && shortenedDraws(again) == step.drawn;
}

bool choosesTheSame(const Step& step)
{
    return std::visit([](const auto& body) { return choosesTheSame(body); }, step.body);
}

bool choosesTheSame(const PinnedScore& pinned)
{
    return choosesTheSame(pinned.body);
}

bool sameLoss(float a, float b)
{
    return a == b || (a != a && b != b);
}

bool sameCounts(const ObjectChoices& a, const ObjectChoices& b)
{
    return a.object == b.object && a.label == b.label && a.rois == b.rois
        && a.selected == b.selected && sameLoss(a.meanLoss, b.meanLoss)
        && sameLoss(a.highestLoss, b.highestLoss);
}

bool sameCounts(const PictureChoices& a, const PictureChoices& b)
{
    return a.picture.contentId == b.picture.contentId && a.rois == b.rois
        && a.selected == b.selected && a.selectedForeground == b.selectedForeground
        && sameLoss(a.meanLoss, b.meanLoss) && sameLoss(a.highestLoss, b.highestLoss)
        && std::ranges::equal(a.objects, b.objects,
            [](const ObjectChoices& x, const ObjectChoices& y) { return sameCounts(x, y); });
}

/// Whether what is recorded of a step's choices is what its body says; true where nothing is.
bool agrees(const History& history, const Step& body)
{
    const auto& all = history.choices;
    size_t first = 0, end = all.size(); // of those that may be the step's
    while (first < end) {
        const size_t middle = (first + end) / 2;
        if (all[middle]->step < body.header.step)
            first = middle + 1;
        else
            end = middle;
    }
    if (first == all.size() || all[first]->step != body.header.step)
        return true;
    return std::ranges::equal(all[first]->pictures, choicesOf(body).pictures,
        [](const PictureChoices& x, const PictureChoices& y) { return sameCounts(x, y); });
}

/// Counts what `read` gives without an error and is there.
template <typename Read> void count(int64_t& counter, Problems& problems, Read read)
{
    try {
        counter += bool(read());
    } catch (const std::exception& error) {
        problems.push_back(error.what());
    }
}

} // namespace

RunVerification verifyRun(
    const std::filesystem::path& folder, const std::function<void(int64_t, int64_t)>& progress)
{
    const RunReader run(folder);
    RunVerification found {.steps = int64_t(run.history().steps.size()),
        .stepChoices = int64_t(run.history().choices.size()),
        .events = int64_t(run.history().events.size()),
        .evaluations = int64_t(run.history().evaluations.size())};
    checkPages(folder, found.problems);
    checkClassPrecision(folder, found.problems);
    const std::vector<int64_t>&steps = run.bodySteps(), &pinned = run.pinnedSteps(),
          &probes = run.probeSteps();
    int64_t done = 0;
    const auto advance = [&] {
        if (progress)
            progress(++done, int64_t(steps.size() + pinned.size() + probes.size()));
    };
    const auto check = [&](int64_t& counter, const char* what, int64_t step, auto read) {
        count(counter, found.problems, [&] {
            const auto body = read(step);
            if (!body)
                return false;
            if (choosesTheSame(*body))
                ++found.choices;
            else
                found.problems.push_back(concat(what, " of step ", step,
                    ": choosing again from its own inputs gives another choice"));
            return true;
        });
        advance();
    };
    for (const int64_t step : steps)
        check(found.bodies, "body", step, [&](int64_t s) {
            const auto record = run.bodyAtOrBefore(s);
            if (record && !agrees(run.history(), *record))
                found.problems.push_back(concat("choices of step ", s, ": its body says others"));
            return record;
        });
    for (const int64_t step : pinned)
        check(found.pinned, "pinned pictures", step,
            [&](int64_t s) { return run.pinnedAtOrBefore(s); });
    for (const int64_t step : probes) { // nothing is chosen from them
        count(found.probes, found.problems, [&] { return run.probeAtOrBefore(step) != nullptr; });
        advance();
    }
    for (size_t i = 0; i < run.history().evaluations.size(); ++i)
        count(found.detections, found.problems,
            [&] { return run.detections(run.history().evaluations[i]->step) != nullptr; });
    for (const uint64_t id : run.thumbnails())
        count(found.thumbnails, found.problems, [&] { return run.thumbnail(id).has_value(); });
    found.problems.insert(found.problems.end(), run.damage().begin(), run.damage().end());
    return found;
}

} // namespace hardlens
