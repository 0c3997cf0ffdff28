#include "app/window/travel_controls.h"

#include "app/window/time_travel.h"
#include "widgets/controls/playback_bar.h"
#include "widgets/controls/timeline.h"

#include <QAbstractScrollArea>
#include <QAbstractSlider>
#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>

namespace hardlens {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("TravelControls", text);
}

void goToMark(TimeTravel& travel, const Timeline& timeline, bool next)
{
    const TimeMarks& marks = timeline.marks();
    const auto step = next ? marks.next(travel.shown()) : marks.previous(travel.shown());
    if (step)
        travel.goTo(*step);
    else if (next)
        travel.follow();
}

} // namespace

void connectTravel(TimeTravel& travel, Timeline& timeline, PlaybackBar& playback)
{
    QObject::connect(&timeline, &Timeline::scrubbed, &travel, &TimeTravel::goTo);
    QObject::connect(&timeline, &Timeline::followRequested, &travel, &TimeTravel::follow);
    QObject::connect(&timeline, &Timeline::loopChanged, &travel, &TimeTravel::setLoop);
    QObject::connect(&playback, &PlaybackBar::playRequested, &travel, &TimeTravel::play);
    QObject::connect(&playback, &PlaybackBar::speedChanged, &travel, &TimeTravel::setSpeed);
    QObject::connect(&playback, &PlaybackBar::stepRequested, &travel, &TimeTravel::stepBy);
    QObject::connect(&playback, &PlaybackBar::firstRequested, &travel, &TimeTravel::goToFirst);
    QObject::connect(&playback, &PlaybackBar::followRequested, &travel, &TimeTravel::follow);
    // Without a range yet, the whole run is one.
    QObject::connect(&playback, &PlaybackBar::loopRequested, &travel, [&travel](bool loop) {
        travel.setLoop(loop
                ? std::optional(TimeTravel::Range(1, std::max<int64_t>(2, travel.newest())))
                : std::nullopt);
    });
}

void showTravel(const TimeTravel& travel, Timeline& timeline, PlaybackBar& playback)
{
    timeline.setShown(travel.shown(), travel.follows());
    timeline.setLoop(travel.loop());
    playback.setState({.shown = travel.shown(),
        .following = travel.follows(),
        .playing = travel.isPlaying(),
        .looping = travel.loop().has_value(),
        .stepsPerSecond = travel.speed()});
}

QList<QAction*> travelActions(QObject* parent, TimeTravel& travel, Timeline& timeline)
{
    QList<QAction*> actions;
    const auto add = [&](const QString& text, QList<QKeySequence> keys, const auto& act) {
        auto* action = new QAction(text, parent);
        action->setShortcuts(keys);
        QObject::connect(action, &QAction::triggered, &travel, act);
        actions.append(action);
    };
    const auto separate = [&] {
        auto* line = new QAction(parent);
        line->setSeparator(true);
        actions.append(line);
    };
    add(tr("&Back one recorded step"), {Qt::Key_Left}, [&travel] { travel.stepBy(-1); });
    add(tr("&On one recorded step"), {Qt::Key_Right}, [&travel] { travel.stepBy(1); });
    add(tr("Back &ten"), {Qt::SHIFT | Qt::Key_Left}, [&travel] { travel.stepBy(-10); });
    add(tr("On te&n"), {Qt::SHIFT | Qt::Key_Right}, [&travel] { travel.stepBy(10); });
    separate();
    add(tr("To the &first step"), {Qt::Key_Home}, [&travel] { travel.goToFirst(); });
    add(tr("&Follow the newest step"), {Qt::Key_End}, [&travel] { travel.follow(); });
    separate();
    add(tr("To the mark b&efore"), {Qt::Key_BracketLeft, Qt::CTRL | Qt::Key_Left},
        [&travel, &timeline] { goToMark(travel, timeline, false); });
    add(tr("To the ne&xt mark"), {Qt::Key_BracketRight, Qt::CTRL | Qt::Key_Right},
        [&travel, &timeline] { goToMark(travel, timeline, true); });
    separate();
    add(tr("&Play what was recorded"), {Qt::SHIFT | Qt::Key_Space},
        [&travel] { travel.play(!travel.isPlaying()); });
    return actions;
}

bool leavesKeyToFocus(const QWidget& window, QEvent& event)
{
    if (event.type() != QEvent::ShortcutOverride)
        return false;
    const int key = static_cast<QKeyEvent&>(event).key();
    const bool leads
        = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End;
    const QWidget* focus = window.focusWidget();
    const bool theirs = qobject_cast<const QAbstractSlider*>(focus)
        || qobject_cast<const QAbstractScrollArea*>(focus);
    if (leads && theirs)
        event.accept();
    return leads && theirs;
}

} // namespace hardlens
