#include "app/recording/resume_point.h"

#include "app/recording/recorded_session.h"
#include "core/checkpoints/checkpoint.h"
#include "core/experiment/experiment_file.h"
#include "core/runs/run_reader.h"

namespace hardlens {

namespace {

/// What had happened up to a step, and the changes that came after it.
void takeHistory(const History& recorded, int64_t step, ResumePoint& point)
{
    History& history = point.options.history;
    for (size_t i = 0; i < recorded.steps.size() && recorded.steps[i].step <= step; ++i)
        history.steps.append(recorded.steps[i]);
    for (size_t i = 0; i < recorded.choices.size() && recorded.choices[i]->step <= step; ++i)
        history.choices.append(recorded.choices[i]);
    for (size_t i = 0; i < recorded.evaluations.size(); ++i)
        if (recorded.evaluations[i]->step <= step)
            history.evaluations.append(recorded.evaluations[i]);
    for (size_t i = 0; i < recorded.events.size(); ++i) {
        const auto& event = recorded.events[i];
        const bool isChange = event->kind == EventKind::Control;
        // The run file forgets changes from the checkpoint on, to be told them again.
        const bool isPast = event->step < step || (event->step == step && step > 0 && !isChange);
        if (isPast)
            history.events.append(event);
        else if (isChange)
            point.options.replay.push_back(event);
    }
}

} // namespace

ResumePoint resumePoint(
    const std::filesystem::path& run, std::optional<int64_t> atMost, const History* known)
{
    const RunReader reader(run);
    ResumePoint point;
    std::string experiment = reader.description().configuration;
    if (const auto place = newestSound(run / checkpointsName, atMost)) {
        experiment = readCheckpoint(place->folder).experiment;
        point.step = place->step;
        point.options.resumeFrom = place->folder;
    }
    readExperimentText(experiment, (run / "its configuration").string(), point.config);
    takeHistory(known ? *known : reader.history(), point.step, point);
    return point;
}

int64_t checkpointUpTo(const std::filesystem::path& run, int64_t atMost)
{
    const auto place = newestSound(run / checkpointsName, atMost);
    return place ? place->step : 0;
}

} // namespace hardlens
