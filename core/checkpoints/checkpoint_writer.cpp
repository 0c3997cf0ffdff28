#include "core/checkpoints/checkpoint_writer.h"

#include "core/basics/error.h"

#include <utility>

namespace hardlens {

CheckpointWriter::CheckpointWriter(CheckpointPolicy policy, Report report)
    : m_policy(std::move(policy))
    , m_report(std::move(report))
{
    if (m_policy.keep < 1)
        throw ConfigError(concat("checkpoints to keep = ", m_policy.keep, ": must be at least 1"));
    m_thread = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

CheckpointWriter::~CheckpointWriter()
{
    finish();
}

void CheckpointWriter::write(Checkpoint checkpoint, bool isBest)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_waiting; });
    m_waiting = std::move(checkpoint);
    m_waitingIsBest = isBest;
    m_changed.notify_all();
}

void CheckpointWriter::finish()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_waiting && !m_busy; });
}

void CheckpointWriter::setBest(int64_t step)
{
    const std::lock_guard lock(m_mutex);
    m_best = step;
}

void CheckpointWriter::work(const std::stop_token& stop)
{
    for (;;) {
        std::optional<Checkpoint> checkpoint;
        bool isBest = false;
        {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait(lock, stop, [this] { return m_waiting.has_value(); }))
                return;
            checkpoint = std::exchange(m_waiting, std::nullopt);
            isBest = m_waitingIsBest;
            m_busy = true;
        }
        m_changed.notify_all();
        writeOne(*checkpoint, isBest);
        {
            const std::lock_guard lock(m_mutex);
            m_busy = false;
        }
        m_changed.notify_all();
    }
}

void CheckpointWriter::writeOne(const Checkpoint& checkpoint, bool isBest)
{
    Result result {.step = checkpoint.state.step};
    try {
        result.place = writeCheckpoint(m_policy.folder, checkpoint);
        int64_t best = -1;
        {
            const std::lock_guard lock(m_mutex);
            if (isBest)
                m_best = checkpoint.state.step;
            best = m_best;
        }
        pruneCheckpoints(m_policy.folder, m_policy.keep, best);
    } catch (const std::exception& error) {
        result.error = error.what();
    }
    m_report(result);
}

} // namespace hardlens
