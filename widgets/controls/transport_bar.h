#pragma once

#include "core/records/published.h"

#include <QFrame>
#include <QList>

class QHBoxLayout;
class QLabel;
class QSlider;
class QSpinBox;

namespace hardlens {

class IconButton;
class PlaybackBar;
class Timeline;

/// The line of the run; below it what trains (play, single step, a number of steps, how fast, begin
/// again) and what looks back at the recorded run. It asks; the session answers by its state. Where
/// there is little room, what can be missed is hidden.
class TransportBar : public QFrame
{
    Q_OBJECT

public:
    explicit TransportBar(QWidget* parent = nullptr);

    void setState(SessionState state);
    void setHistory(const History& history);
    /// Leads several sessions at once: they have no speed to hold and no beginning to go back to.
    void setShared(bool shared);
    /// 0: as fast as it can.
    void setSpeedLimit(double stepsPerSecond);
    double speedLimit() const;
    Timeline* timeline() const { return m_timeline; }
    PlaybackBar* playback() const { return m_playback; }

    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void playRequested();
    void pauseRequested();
    void stepRequested();
    void runRequested(int steps);
    void speedLimitChanged(double stepsPerSecond); // 0: as fast as it can
    void resetSameSeedRequested();
    void resetNewSeedRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void fold();
    void restyle();
    void showSpeed();

    IconButton* m_play = nullptr;
    IconButton* m_step = nullptr;
    IconButton* m_run = nullptr;
    QSpinBox* m_count = nullptr;
    QSlider* m_speed = nullptr;
    QLabel* m_speedText = nullptr;
    IconButton* m_resetSame = nullptr;
    IconButton* m_resetNew = nullptr;
    Timeline* m_timeline = nullptr;
    PlaybackBar* m_playback = nullptr;
    QHBoxLayout* m_controls = nullptr;
    QLabel* m_title = nullptr;
    SessionState m_state = SessionState::Preparing;
    bool m_isShared = false;
};

} // namespace hardlens
