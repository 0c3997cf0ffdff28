#include "app/window/event_watch.h"

#include <algorithm>
#include <utility>

namespace hardlens {

double WatchedApplication::takeLongestMs()
{
    return std::exchange(m_longest, 0.0);
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    // Events are delivered inside others; only the outermost is how long the loop was away. A menu or popup runs a loop
    // of its own inside an event and is not a gap.
    if (m_depth > 0 || activePopupWidget())
        return QApplication::notify(receiver, event);
    QElapsedTimer timer;
    timer.start();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    const double ms = double(timer.nsecsElapsed()) / 1e6;
    m_longest = std::max(m_longest, ms);
    m_longestEver = std::max(m_longestEver, ms);
    m_slow += ms > 50;
    return result;
}

} // namespace hardlens
