#include "app/recording/published_recorder.h"

#include <utility>

namespace hardlens {

PublishedRecorder::PublishedRecorder(
    RunWriter& writer, const History& recorded, MakeThumbnail makeThumbnail)
    : m_writer(writer)
    , m_makeThumbnail(std::move(makeThumbnail))
    , m_steps(recorded.steps.size())
    , m_choices(recorded.choices.size())
    , m_events(recorded.events.size())
    , m_evaluations(recorded.evaluations.size())
{
}

void PublishedRecorder::record(const Published& published)
{
    const History& h = published.history;
    if (published.run && published.run != m_header) {
        m_header = published.run;
        m_writer.record(m_header);
    }
    for (; m_events < h.events.size(); ++m_events)
        m_writer.record(h.events[m_events]);
    for (; m_steps < h.steps.size(); ++m_steps) {
        // Each step is published, so that the newest row is that of the body that comes with it.
        const StepRow& row = h.steps[m_steps];
        const bool hasBody = published.step && published.step->header.step == row.step;
        m_writer.record(hasBody ? published.step : nullptr, row, choicesOfStep(h, row.step));
        if (hasBody)
            std::visit([this](const auto& body) { recordThumbnails(body); }, published.step->body);
    }
    if (published.pinned && published.pinned != m_pinned) {
        m_pinned = published.pinned;
        m_writer.record(m_pinned);
        recordThumbnails(m_pinned->body);
    }
    if (published.probe && published.probe != m_probe) {
        m_probe = published.probe;
        m_writer.record(m_probe);
        for (const PictureReference& picture : m_probe->pictures)
            recordThumbnail(picture);
    }
    for (; m_evaluations < h.evaluations.size(); ++m_evaluations) {
        const auto& evaluation = h.evaluations[m_evaluations];
        const bool ownDetections
            = published.detections && published.detections->step == evaluation->step;
        m_writer.record(evaluation, ownDetections ? published.detections : nullptr);
    }
}

/// Null: the step has none. For rising steps.
std::shared_ptr<const StepChoices> PublishedRecorder::choicesOfStep(
    const History& history, int64_t step)
{
    const auto& choices = history.choices;
    while (m_choices < choices.size() && choices[m_choices]->step < step)
        ++m_choices;
    return m_choices < choices.size() && choices[m_choices]->step == step ? choices[m_choices]
                                                                          : nullptr;
}

void PublishedRecorder::recordThumbnails(const DetectionStep& step)
{
    for (const PictureRecord& picture : step.pictures)
        recordThumbnail(picture.picture);
}

void PublishedRecorder::recordThumbnails(const EmbeddingStep& step)
{
    for (const PictureReference& picture : step.pictures)
        recordThumbnail(picture);
}

void PublishedRecorder::recordThumbnail(const PictureReference& picture)
{
    if (m_writer.wantsThumbnail(picture.contentId))
        m_writer.record(m_makeThumbnail(picture));
}

} // namespace hardlens
