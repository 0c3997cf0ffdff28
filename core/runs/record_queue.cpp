#include "core/runs/record_queue.h"

#include <algorithm>
#include <utility>

namespace hardlens {

RecordQueue::RecordQueue(int64_t mostBodies, int64_t mostRows)
    : m_mostBodies(mostBodies)
    , m_mostRows(mostRows)
{
}

void RecordQueue::push(Record record)
{
    {
        const std::lock_guard lock(m_mutex);
        if (record.hasBody() && (m_status.paused || m_bodiesWaiting >= m_mostBodies)) {
            record.dropBodies();
            ++m_status.bodiesDropped;
        }
        if (record.isEmpty())
            return;
        if (m_pushed - m_inFile >= m_mostRows) {
            ++m_status.rowsLost;
            m_status.bodiesDropped += record.hasBody();
            return;
        }
        m_bodiesWaiting += record.hasBody();
        ++m_pushed;
        m_records.push_back(std::move(record));
    }
    m_arrived.notify_one();
}

std::vector<Record> RecordQueue::takeAll(
    const std::stop_token& stop, std::chrono::steady_clock::time_point time)
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_until(lock, stop, time,
        [this] { return !m_records.empty() || (m_wantedInFile > m_inFile && !m_status.paused); });
    return std::exchange(m_records, {});
}

void RecordQueue::settleBodies(int64_t written, int64_t dropped)
{
    const std::lock_guard lock(m_mutex);
    m_status.bodiesWritten += written;
    m_status.bodiesDropped += dropped;
}

void RecordQueue::releaseBodies(int64_t count)
{
    const std::lock_guard lock(m_mutex);
    m_bodiesWaiting -= count;
}

void RecordQueue::settleRecords(int64_t count)
{
    {
        const std::lock_guard lock(m_mutex);
        m_inFile += count;
    }
    m_settled.notify_all();
}

bool RecordQueue::setError(const std::string& error)
{
    bool changed = false;
    {
        const std::lock_guard lock(m_mutex);
        changed = m_status.paused == error.empty();
        m_status.paused = !error.empty();
        m_status.error = error;
    }
    m_settled.notify_all();
    return changed;
}

bool RecordQueue::flush()
{
    std::unique_lock lock(m_mutex);
    const int64_t wanted = m_pushed;
    m_wantedInFile = std::max(m_wantedInFile, wanted);
    m_arrived.notify_one();
    m_settled.wait(lock, [&] { return m_inFile >= wanted || m_status.paused; });
    return m_inFile >= wanted;
}

bool RecordQueue::flushIsWanted() const
{
    const std::lock_guard lock(m_mutex);
    return m_wantedInFile > m_inFile;
}

RecordingStatus RecordQueue::status() const
{
    const std::lock_guard lock(m_mutex);
    RecordingStatus status = m_status;
    status.rowsWaiting = m_pushed - m_inFile;
    return status;
}

} // namespace hardlens
