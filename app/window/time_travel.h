#pragma once

#include <QObject>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace hardlens {

/// Where in a run the views stand: at its newest step, following it, or at a recorded one, which
/// nothing but the user leaves. Knows numbers alone; whoever hears moved() brings the step.
class TimeTravel : public QObject
{
    Q_OBJECT

public:
    using Range = std::pair<int64_t, int64_t>; // steps, both within
    static constexpr double defaultSpeed = 5;  // recorded steps per second
    static constexpr double fastest = 100;

    explicit TimeTravel(QObject* parent = nullptr);

    void clear(); // another run: follow it
    void setNewest(int64_t step);
    /// Steps whose bodies are there, rising; those beyond the newest step are of a future that is
    /// being done again.
    void setRecorded(std::shared_ptr<const std::vector<int64_t>> steps);
    bool isRecorded(int64_t step) const;

    bool follows() const { return !m_at; }
    /// The step that views show.
    int64_t shown() const { return m_at.value_or(m_newest); }
    int64_t newest() const { return m_newest; }

    /// Goes to the last recorded step up to this one, or the first there is. Nothing recorded:
    /// stays.
    void goTo(int64_t step);
    /// So many recorded steps on, or back; beyond the last one it follows.
    void stepBy(int64_t count);
    void goToFirst();
    void follow();

    bool isPlaying() const { return m_timer.isActive(); }
    /// Plays what was recorded, from the shown step; from the beginning where that is the last one.
    void play(bool on);
    double speed() const { return m_speed; }
    void setSpeed(double stepsPerSecond); // in (0, fastest]
    /// Playing goes round in it, and begins in it.
    const std::optional<Range>& loop() const { return m_loop; }
    void setLoop(std::optional<Range> steps);

Q_SIGNALS:
    void moved();   // shown() or follows() is another
    void changed(); // anything else of the above

private:
    void advance();
    void goIntoLoop();
    void moveTo(std::optional<int64_t> step);
    /// The recorded steps that are not of the future.
    std::span<const int64_t> reachable() const;

    std::shared_ptr<const std::vector<int64_t>> m_recorded
        = std::make_shared<std::vector<int64_t>>();
    int64_t m_newest = 0;
    std::optional<int64_t> m_at {};
    std::optional<Range> m_loop {};
    double m_speed = defaultSpeed;
    QTimer m_timer {};
};

} // namespace hardlens
