#pragma once

#include "core/records/history.h"

namespace hardlens {

/// How far a reader has read a history that grows, and whether the one it is shown now is another
/// one (a reset).
class HistoryTail
{
public:
    /// Row to read next. Where `history` does not go on from what was read, everything read so far
    /// is void, `restarted` says so until the next call, and reading begins at 0.
    size_t next(const History& history)
    {
        const bool goesOn = m_read <= history.steps.size()
            && (m_read == 0 || history.steps[m_read - 1].wallSeconds == m_lastWallSeconds);
        m_restarted = !goesOn;
        const size_t row = goesOn ? m_read : 0;
        m_read = history.steps.size();
        m_lastWallSeconds = m_read ? history.steps.back().wallSeconds : 0;
        return row;
    }
    bool restarted() const { return m_restarted; }

private:
    size_t m_read = 0;
    double m_lastWallSeconds = 0;
    bool m_restarted = false;
};

} // namespace hardlens
