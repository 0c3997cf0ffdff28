#pragma once

#include <QList>
#include <QWidget>

#include <cstdint>

class QLabel;

namespace hardlens {

class ChoiceBox;
class IconButton;

/// What of the recorded run is looked at, and how.
struct PlaybackState
{
    int64_t shown = 0;     // the step that the views show; without meaning while they follow
    bool following = true; // the views show the newest step, and go on with it
    bool playing = false;
    bool looping = false;       // playing stays in the timeline's range
    double stepsPerSecond = 10; // recorded steps

    friend bool operator==(const PlaybackState&, const PlaybackState&) = default;
};

/// Looks back at what was recorded: the first step, one back, play, one on, the newest one; how
/// fast, in a range or not; and where one is. It never touches the training, and it only asks: the
/// window answers by setState(). Its signs are outlines, those that train are filled.
class PlaybackBar : public QWidget
{
    Q_OBJECT

public:
    explicit PlaybackBar(QWidget* parent = nullptr);

    void setState(const PlaybackState& state);
    const PlaybackState& state() const { return m_state; }
    /// The newest step of the run; 0: there is none yet, and nothing to look back at.
    void setNewest(int64_t step);
    /// Whether more steps may come: the newest one is "live", otherwise it is the last.
    void setGrowing(bool growing);

    /// "step 412, live is 980".
    QString badgeText() const;
    /// What may be hidden where there is little room, the least missed first.
    QList<QWidget*> foldable() const;

Q_SIGNALS:
    void playRequested(bool play);
    void speedChanged(double stepsPerSecond); // by hand
    void stepRequested(int by);               // recorded steps
    void firstRequested();
    void followRequested();
    void loopRequested(bool loop);

private:
    void build();
    void showState();
    void restyle();

    PlaybackState m_state {};
    int64_t m_newest = 0;
    bool m_growing = true;
    QLabel* m_title = nullptr;
    IconButton* m_first = nullptr;
    IconButton* m_back = nullptr;
    IconButton* m_play = nullptr;
    IconButton* m_on = nullptr;
    IconButton* m_follow = nullptr;
    ChoiceBox* m_speed = nullptr;
    IconButton* m_loop = nullptr;
    QLabel* m_badge = nullptr;
};

} // namespace hardlens
