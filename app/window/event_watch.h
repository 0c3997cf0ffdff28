#pragma once

#include <QApplication>
#include <QElapsedTimer>

namespace hardlens {

/// The application, with a watch on its main thread: how long the longest event took, which is how long the window could not
/// answer.
class WatchedApplication : public QApplication
{
    Q_OBJECT

public:
    using QApplication::QApplication;

    /// Milliseconds of the longest event since this was last asked.
    double takeLongestMs();
    /// What all events took together since this was last asked.
    double takeBusyMs();
    /// Since a key, a button, the wheel or a move of the mouse.
    double msSinceInput() const;
    /// The longest since the program started, and how many events took longer than 50 ms.
    double longestMs() const { return m_longestEver; }
    int64_t slowEvents() const { return m_slow; }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    int m_depth = 0;
    double m_longest = 0;
    double m_longestEver = 0;
    double m_busy = 0;
    QElapsedTimer m_sinceInput {};
    int64_t m_slow = 0;
};

} // namespace hardlens
