#include "app/window/event_watch.h"

#include <QMetaEnum>

#include <algorithm>
#include <limits>
#include <utility>

namespace hardlens {

WatchedApplication::WatchedApplication(int& argc, char** argv)
    : QApplication(argc, argv)
{
    m_sinceStart.start();
}

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
    return m_sinceInput.isValid() ? double(m_sinceInput.elapsed())
                                  : std::numeric_limits<double>::infinity();
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
    // Events are delivered inside others; only the outermost is how long the loop was away. A menu
    // or popup runs a loop of its own inside an event and is not a gap.
    if (m_depth > 0 || activePopupWidget())
        return QApplication::notify(receiver, event);
    QElapsedTimer timer;
    timer.start();
    // Neither may outlive its delivery.
    const char* const receiverClass = receiver->metaObject()->className();
    const QEvent::Type type = event->type();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    const double ms = double(timer.nsecsElapsed()) / 1e6;
    m_busy += ms;
    m_longest = std::max(m_longest, ms);
    m_longestEver = std::max(m_longestEver, ms);
    if (ms > slowMs) {
        ++m_slow;
        if (m_slowEvents.size() < mostSlowEvents)
            m_slowEvents.push_back({double(m_sinceStart.elapsed()) / 1e3, ms,
                QString("%1 %2").arg(
                    receiverClass, QMetaEnum::fromType<QEvent::Type>().valueToKey(type))});
    }
    return result;
}

} // namespace hardlens
