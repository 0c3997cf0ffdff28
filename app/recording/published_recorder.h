#pragma once

#include "core/runs/run_writer.h"

#include <functional>

namespace hardlens {

/// Hands what is new in each published value to the writer of a run. For one thread at a time, in
/// order, and quick: it is called from the trainer's.
class PublishedRecorder
{
public:
    /// How a small picture of a picture is made, by the writer's thread.
    using MakeThumbnail = std::function<RunWriter::MakeThumbnail(const PictureReference&)>;

    /// recorded: what the run file holds already, where a run goes on.
    PublishedRecorder(RunWriter& writer, const History& recorded, MakeThumbnail makeThumbnail);

    void record(const Published& published);

private:
    std::shared_ptr<const StepChoices> choicesOfStep(const History& history, int64_t step);
    void recordThumbnail(const PictureReference& picture);
    void recordThumbnails(const DetectionStep& step);
    void recordThumbnails(const EmbeddingStep& step);

    RunWriter& m_writer;
    MakeThumbnail m_makeThumbnail;
    std::shared_ptr<const RunHeader> m_header {};
    std::shared_ptr<const PinnedScore> m_pinned {};
    std::shared_ptr<const EmbeddedPictures> m_probe {};
    size_t m_steps = 0, m_choices = 0, m_events = 0, m_evaluations = 0;
};

} // namespace hardlens
