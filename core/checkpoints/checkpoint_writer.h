#pragma once

#include "core/checkpoints/checkpoint.h"
#include "core/checkpoints/checkpoint_policy.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace hardlens {

/// Writes checkpoints in a thread of its own, one after the other, and prunes after each: the
/// trainer copies its tensors and goes on.
class CheckpointWriter
{
public:
    /// Told from the writer's thread: the folder of what was written, or the reason why it was not.
    struct Result
    {
        int64_t step = 0;
        std::filesystem::path place {};
        std::string error {}; // empty: written
    };
    using Report = std::function<void(const Result&)>;

    CheckpointWriter(CheckpointPolicy policy, Report report);
    /// Writes what waits.
    ~CheckpointWriter();
    CheckpointWriter(const CheckpointWriter&) = delete;
    CheckpointWriter& operator=(const CheckpointWriter&) = delete;

    const CheckpointPolicy& policy() const { return m_policy; }

    /// The tensors must not change any more. Waits while another one is still waiting, so that at
    /// most two are in memory. isBest: it stays until a better one comes.
    void write(Checkpoint checkpoint, bool isBest);
    /// Until nothing waits and nothing is being written.
    void finish();
    /// The best one of the run so far, where an earlier part of it wrote that; -1: none.
    void setBest(int64_t step);

private:
    void work(const std::stop_token& stop);
    void writeOne(const Checkpoint& checkpoint, bool isBest);

    CheckpointPolicy m_policy;
    Report m_report;
    std::mutex m_mutex {};
    std::condition_variable_any m_changed {};
    std::optional<Checkpoint> m_waiting {};
    bool m_waitingIsBest = false;
    bool m_busy = false;
    int64_t m_best = -1;
    std::jthread m_thread {}; // last: stopped and joined before the rest goes
};

} // namespace hardlens
