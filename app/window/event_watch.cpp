#include "app/window/event_watch.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace hardlens {

double WatchedApplication::takeLongestMs()
{
    return std::exchange(m_longest, 0.0);
}

double WatchedApplication::takeBusyMs()
{
    return std::exchange(m_busy, 0.0);
}

double WatchedApplication::msSinceInput() const
{
    return m_sinceInput.isValid() ? double(m_sinceInput.elapsed()) : std::numeric_limits<double>::infinity();
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
    case QEvent::MouseButtonPress:
    case QEvent::Wheel:
    case QEvent::KeyPress:
        m_sinceInput.start();
        break;
    default:
        break;
    }
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
    m_busy += ms;
    m_longest = std::max(m_longest, ms);
    m_longestEver = std::max(m_longestEver, ms);
    m_slow += ms > 50;
    return result;
}

} // namespace hardlens
