#pragma once

#include "core/runs/recorder.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <vector>

namespace hardlens {

/// Records on their way from the trainer's thread to the writer's. Putting one in never waits:
/// where too many bodies wait, this one is left out, and counted; rows, events and evaluations are
/// left out only beyond the bound on them.
class RecordQueue
{
public:
    RecordQueue(int64_t mostBodies, int64_t mostRows);

    void push(Record record);

    /// All that waits; at the latest at `time`, or once somebody waits for a flush, or asks to
    /// stop.
    std::vector<Record> takeAll(
        const std::stop_token& stop, std::chrono::steady_clock::time_point time);

    /// For the writer: bodies that wait no longer, whatever becomes of them, …
    void releaseBodies(int64_t count);
    /// … bodies that are in the file now, or were given up, …
    void settleBodies(int64_t written, int64_t dropped);
    /// … records that are in the file now, …
    void settleRecords(int64_t count);
    /// … and whether writing fails. Returns whether that is a change.
    bool setError(const std::string& error);

    /// Waits until all that was put in before is in the file; false where writing fails.
    bool flush();
    bool flushIsWanted() const;

    RecordingStatus status() const;

private:
    const int64_t m_mostBodies, m_mostRows;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    std::condition_variable m_settled;
    std::vector<Record> m_records {};
    RecordingStatus m_status {};
    int64_t m_bodiesWaiting = 0;
    int64_t m_pushed = 0, m_inFile = 0, m_wantedInFile = 0; // records, counted from the start
};

} // namespace hardlens
