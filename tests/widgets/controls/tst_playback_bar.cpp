#include "tests/widgets/shots.h"
#include "widgets/controls/choice_box.h"
#include "widgets/controls/icon_button.h"
#include "widgets/controls/playback_bar.h"

#include <QSignalSpy>
#include <QTest>

using namespace hardlens;

class tst_playback_bar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void theBadgeTellsWhereOneIs();
    void asksAndShowsWhatIs();
    void speedIsOneOfAFew();
    void nothingToLookBackAt();
    void keysPressButtons();
    void everythingHasAName();
};

namespace {

IconButton& button(PlaybackBar& bar, IconButton::Icon icon)
{
    for (IconButton* b : bar.findChildren<IconButton*>())
        if (b->iconKind() == icon)
            return *b;
    throw std::logic_error("no such button");
}

} // namespace

void tst_playback_bar::theBadgeTellsWhereOneIs()
{
    PlaybackBar bar;
    QCOMPARE(bar.badgeText(), "no step yet");
    bar.setNewest(980);
    QCOMPARE(bar.badgeText(), "step 980");
    bar.setState({.shown = 412, .following = false});
    QCOMPARE(bar.badgeText(), "step 412, live is 980");
    bar.setNewest(981); // the run goes on, the shown step stays
    QCOMPARE(bar.badgeText(), "step 412, live is 981");
    bar.setGrowing(false);
    QCOMPARE(bar.badgeText(), "step 412 of 981");
    bar.setState({.shown = 412, .following = true});
    QCOMPARE(bar.badgeText(), "step 981");
}

void tst_playback_bar::asksAndShowsWhatIs()
{
    using Icon = IconButton::Icon;
    PlaybackBar bar;
    bar.setNewest(980);
    bar.setState({.shown = 412, .following = false});
    QSignalSpy play(&bar, &PlaybackBar::playRequested), step(&bar, &PlaybackBar::stepRequested),
        first(&bar, &PlaybackBar::firstRequested), follow(&bar, &PlaybackBar::followRequested),
        loop(&bar, &PlaybackBar::loopRequested);
    button(bar, Icon::First).click();
    QCOMPARE(first.size(), 1);
    button(bar, Icon::Previous).click();
    button(bar, Icon::Next).click();
    QCOMPARE(step[0][0].toInt(), -1);
    QCOMPARE(step[1][0].toInt(), 1);
    button(bar, Icon::PlayRecorded).click();
    QCOMPARE(play[0][0].toBool(), true);
    QCOMPARE(button(bar, Icon::PlayRecorded).iconKind(), Icon::PlayRecorded); // nobody answered
    bar.setState({.shown = 412, .following = false, .playing = true});
    button(bar, Icon::PauseRecorded).click();
    QCOMPARE(play[1][0].toBool(), false);
    button(bar, Icon::Loop).click();
    QCOMPARE(loop[0][0].toBool(), true);
    QVERIFY(!button(bar, Icon::Loop).isChecked()); // nobody answered
    bar.setState({.shown = 412, .following = false, .looping = true});
    QVERIFY(button(bar, Icon::Loop).isChecked());
    button(bar, Icon::Loop).click();
    QCOMPARE(loop[1][0].toBool(), false);
    button(bar, Icon::FollowLive).click();
    QCOMPARE(follow.size(), 1);
    QVERIFY(!button(bar, Icon::FollowLive).isChecked());
    bar.setState({.following = true});
    QVERIFY(button(bar, Icon::FollowLive).isChecked());
    button(bar, Icon::Next).click(); // there is nothing after the newest
    QCOMPARE(step.size(), 2);
}

void tst_playback_bar::speedIsOneOfAFew()
{
    PlaybackBar bar;
    auto* choice = bar.findChild<ChoiceBox*>();
    QCOMPARE(choice->currentText(), "10/s");
    QSignalSpy speed(&bar, &PlaybackBar::speedChanged);
    bar.setState({.stepsPerSecond = 30}); // told: no signal
    QCOMPARE(choice->currentText(), "30/s");
    QCOMPARE(speed.size(), 0);
    bar.show();
    QTest::keyClick(choice, Qt::Key_Down);
    QCOMPARE(speed[0][0].toDouble(), 100.0);
    bar.setState({.stepsPerSecond = 1000});
    QCOMPARE(choice->currentText(), "100/s");
}

void tst_playback_bar::nothingToLookBackAt()
{
    PlaybackBar bar;
    for (const IconButton* b : bar.findChildren<IconButton*>())
        QVERIFY2(!b->isEnabled(), qPrintable(b->accessibleName()));
    bar.setNewest(1);
    QVERIFY(button(bar, IconButton::Icon::PlayRecorded).isEnabled());
    QVERIFY(!button(bar, IconButton::Icon::Next).isEnabled()); // it follows
}

void tst_playback_bar::keysPressButtons()
{
    PlaybackBar bar;
    bar.setNewest(980);
    bar.show();
    QSignalSpy first(&bar, &PlaybackBar::firstRequested);
    button(bar, IconButton::Icon::First).setFocus();
    QTest::keyClick(&button(bar, IconButton::Icon::First), Qt::Key_Space);
    QCOMPARE(first.size(), 1);
}

void tst_playback_bar::everythingHasAName()
{
    PlaybackBar bar;
    for (const QWidget* w : bar.findChildren<QWidget*>())
        if (w->window() == &bar && w->focusPolicy() != Qt::NoFocus) {
            QVERIFY2(!w->accessibleName().isEmpty(), w->metaObject()->className());
            QVERIFY2(!w->toolTip().isEmpty(), w->metaObject()->className());
        }
}

QTEST_MAIN(tst_playback_bar)
#include "tst_playback_bar.moc"
