#pragma once

#include <QApplication>
#include <QElapsedTimer>

#include <vector>

namespace hardlens {

/// The application, with a watch on its main thread: how long the longest event took, which is how
/// long the window could not answer.
class WatchedApplication : public QApplication
{
    Q_OBJECT

public:
    /// An event after which the window felt stuck.
    struct SlowEvent
    {
        double at = 0; // seconds since the application was made
        double ms = 0;
        QString what {}; // the receiver's class and the event's type
    };
    static constexpr double slowMs = 50;
    static constexpr size_t mostSlowEvents = 64; // that are told of

    WatchedApplication(int& argc, char** argv);

    /// Milliseconds of the longest event since this was last asked.
    double takeLongestMs();
    /// What all events took together since this was last asked.
    double takeBusyMs();
    /// Since a key, a button, the wheel or a move of the mouse.
    double msSinceInput() const;
    /// The longest since the program started, and how many events took longer than slowMs.
    double longestMs() const { return m_longestEver; }
    int64_t slowEvents() const { return m_slow; }
    /// The first of them.
    const std::vector<SlowEvent>& firstSlowEvents() const { return m_slowEvents; }

    bool notify(QObject* receiver, QEvent* event) override;

private:
    int m_depth = 0;
    double m_longest = 0;
    double m_longestEver = 0;
    double m_busy = 0;
    QElapsedTimer m_sinceInput {};
    int64_t m_slow = 0;
    std::vector<SlowEvent> m_slowEvents {};
    QElapsedTimer m_sinceStart {};
};

} // namespace hardlens
