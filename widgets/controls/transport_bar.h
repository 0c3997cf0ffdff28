#pragma once

#include "core/records/published.h"

#include <QFrame>

class QLabel;
class QSlider;
class QSpinBox;

namespace hardlens {

class IconButton;
class Timeline;

/// Play, single step, a number of steps, how fast, begin again; and the line of the run. It asks;
/// the session answers by its state.
class TransportBar : public QFrame
{
    Q_OBJECT

public:
    explicit TransportBar(QWidget* parent = nullptr);

    void setState(SessionState state);
    void setHistory(const History& history);
    /// 0: as fast as it can.
    void setSpeedLimit(double stepsPerSecond);
    double speedLimit() const;
    Timeline* timeline() const { return m_timeline; }

Q_SIGNALS:
    void playRequested();
    void pauseRequested();
    void stepRequested();
    void runRequested(int steps);
    void speedLimitChanged(double stepsPerSecond); // 0: as fast as it can
    void resetSameSeedRequested();
    void resetNewSeedRequested();

private:
    void build();
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
    QLabel* m_stepText = nullptr;
    SessionState m_state = SessionState::Preparing;
};

} // namespace hardlens
