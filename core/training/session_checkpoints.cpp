#include "core/basics/error.h"
#include "core/training/options.h"
#include "core/training/session_worker.h"

namespace hardlens {

void SessionWorker::goOn(const Checkpoint& from)
{
    const TrainingState& state = from.state;
    m_step = state.step;
    m_trainSeconds = state.trainSeconds;
    m_wallBefore = state.wallSeconds;
    m_picturesSeen = state.picturesSeen;
    m_roisSeen = state.roisSeen;
    m_pixelsSeen = state.pixelsSeen;
    m_published.history = m_options.history;
    const auto& evaluations = m_published.history.evaluations;
    for (size_t i = 0; i < evaluations.size(); ++i) {
        m_lastEvaluated = evaluations[i]->step;
        if (headline(*evaluations[i]) > m_best) {
            m_best = headline(*evaluations[i]);
            if (m_checkpoints)
                m_checkpoints->setBest(evaluations[i]->step);
        }
    }
    tell(EventKind::Note, concat("Goes on after step ", m_step, "."));
}

/// Those that were made at the boundary that the run stands at now.
void SessionWorker::repeatChanges()
{
    const auto& changes = m_options.replay;
    for (; m_repeated < changes.size() && changes[m_repeated]->step <= m_step; ++m_repeated) {
        const auto& change = changes[m_repeated];
        // What was changed just before the checkpoint is in its config: nothing changes, but it did
        // happen.
        if (trainingOption(change->key).get(m_config) == change->value)
            m_published.history.events.append(change);
        else
            obey(SetOption {change->key, change->value});
    }
}

void SessionWorker::saveCheckpoint(bool isBest)
{
    Checkpoint checkpoint = m_job->checkpoint();
    TrainingState& state = checkpoint.state;
    state.step = m_step;
    state.wallSeconds = wallSeconds();
    state.trainSeconds = m_trainSeconds;
    state.picturesSeen = m_picturesSeen;
    state.roisSeen = m_roisSeen;
    state.pixelsSeen = m_pixelsSeen;
    if (m_options.describe)
        checkpoint.experiment = m_options.describe(m_config);
    m_checkpoints->write(std::move(checkpoint), isBest);
}

void SessionWorker::takeCheckpointResult(const CheckpointWriter::Result& result)
{
    const std::lock_guard lock(m_reportMutex);
    m_written.push_back(result);
}

} // namespace hardlens
