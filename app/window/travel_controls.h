#pragma once

#include <QList>

class QAction;
class QEvent;
class QObject;
class QWidget;

namespace hardlens {

class PlaybackBar;
class TimeTravel;
class Timeline;

/// The timeline and the buttons beside it lead through time, and the keys do.
void connectTravel(TimeTravel& travel, Timeline& timeline, PlaybackBar& playback);
/// Where the views stand, on both.
void showTravel(const TimeTravel& travel, Timeline& timeline, PlaybackBar& playback);

/// Actions with keys, for a menu or a window: recorded steps back and on, the first one, the newest
/// one, marks, playing.
QList<QAction*> travelActions(QObject* parent, TimeTravel& travel, Timeline& timeline);

/// Keys that lead through time belong to lists and sliders while these have the focus: true where
/// the event is about such a key and has been accepted.
bool leavesKeyToFocus(const QWidget& window, QEvent& event);

} // namespace hardlens
