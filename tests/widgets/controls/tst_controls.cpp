#include "tests/widgets/made_up_run.h"
#include "tests/widgets/shots.h"
#include "widgets/controls/elided_label.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/icon_button.h"
#include "widgets/controls/option_control.h"
#include "widgets/controls/playback_bar.h"
#include "widgets/controls/state_badge.h"
#include "widgets/controls/status_line.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/top_bar.h"
#include "widgets/controls/transport_bar.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>

using namespace hardlens;
using namespace hardlens::test;

namespace {

Published madeUpPublished()
{
    Published p;
    RunHeader run;
    run.threads = 2;
    run.device = "CPU";
    p.run = std::make_shared<const RunHeader>(run);
    p.step = madeUpStep();
    p.history = madeUpHistory(300);
    p.state = SessionState::Running;
    p.stepsPerSecond = 6.8;
    return p;
}

std::vector<ControlGroup> madeUpGroups()
{
    const auto real
        = [](const char* key, const char* label, double high, double step, const char* value) {
              return OptionSpec {.key = key,
                  .label = label,
                  .meaning = "Meaning.",
                  .type = OptionType::Real,
                  .low = 0,
                  .high = high,
                  .step = step,
                  .defaultValue = value};
          };
    const auto whole = [](const char* key, const char* label, double high, const char* value) {
        return OptionSpec {.key = key,
            .label = label,
            .meaning = "Meaning.",
            .type = OptionType::Integer,
            .low = 1,
            .high = high,
            .step = 1,
            .logarithmic = high > 100,
            .defaultValue = value};
    };
    const auto choice = [](const char* key, const char* label, std::vector<std::string> words) {
        return OptionSpec {.key = key,
            .label = label,
            .meaning = "Meaning.",
            .type = OptionType::Choice,
            .choices = words,
            .choiceLabels = words,
            .defaultValue = words.front()};
    };
    return {{"WHICH RoIs",
                {choice("m.sampler", "Sampler", {"OHEM", "Heuristic", "All"}),
                    whole("m.b", "B RoIs", 1024, "128"), whole("m.n", "N pictures", 8, "2"),
                    real("m.nms", "NMS IoU", 1, 0.05, "0.7"), real("m.bg", "bg_lo", 0.5, 0.05, "0"),
                    choice("m.g", "NMS groups", {"per picture", "per picture and label"}),
                    choice("m.r", "Ranking loss", {"class + box", "class only"})}},
        {"HOW IT LEARNS",
            {choice("t.i", "Implementation", {"B · read-only pass", "A · zeroed losses"}),
                real("t.rate", "Rate ×", 10, 0.1, "1")}}};
}

} // namespace

class tst_controls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void badgeSaysTheState();
    void transportAsks();
    void timelineReadsMarks();
    void transportFoldsAway();
    void statusShowsTheFigures();
    void messageStaysUntilDismissed();
    void slowFramesAreMarked();
    void longTextsAreElided();
    void everythingHasAName();
    void shots();
};

void tst_controls::initTestCase()
{
    Theme::instance().choose(Theme::Choice::Dark);
}

void tst_controls::badgeSaysTheState()
{
    StateBadge badge;
    QCOMPARE(badge.word(), "PREPARING");
    badge.setState(SessionState::Running);
    QCOMPARE(badge.word(), "LIVE");
    badge.setState(SessionState::Running, true);
    QCOMPARE(badge.word(), "EVALUATING");
    badge.setState(SessionState::Paused, true);
    QCOMPARE(badge.word(), "PAUSED");
    badge.setState(SessionState::Failed, false, "RoI 3 has no finite loss");
    QCOMPARE(badge.word(), "FAILED");
    QCOMPARE(badge.toolTip(), "RoI 3 has no finite loss");
    QCOMPARE(badge.accessibleName(), "State: FAILED");
}

void tst_controls::transportAsks()
{
    TransportBar bar;
    bar.setState(SessionState::Running);
    QSignalSpy play(&bar, &TransportBar::playRequested), pause(&bar, &TransportBar::pauseRequested),
        step(&bar, &TransportBar::stepRequested), run(&bar, &TransportBar::runRequested),
        speed(&bar, &TransportBar::speedLimitChanged),
        same(&bar, &TransportBar::resetSameSeedRequested),
        fresh(&bar, &TransportBar::resetNewSeedRequested);
    const auto buttons = bar.findChildren<IconButton*>();
    QCOMPARE(buttons.size(), 5 + 6); // and six that look back
    const auto press = [&](IconButton::Icon icon) {
        for (IconButton* b : buttons)
            if (b->iconKind() == icon)
                b->click();
    };
    press(IconButton::Icon::Pause);
    QCOMPARE(pause.size(), 1);
    bar.setState(SessionState::Paused);
    press(IconButton::Icon::Play);
    QCOMPARE(play.size(), 1);
    press(IconButton::Icon::Step);
    QCOMPARE(step.size(), 1);
    bar.findChild<QSpinBox*>()->setValue(25);
    press(IconButton::Icon::Run);
    QCOMPARE(run[0][0].toInt(), 25);
    press(IconButton::Icon::ResetSame);
    press(IconButton::Icon::ResetNew);
    QCOMPARE(same.size(), 1);
    QCOMPARE(fresh.size(), 1);
    QCOMPARE(bar.speedLimit(), 0.0); // as fast as it can
    bar.findChild<QSlider*>()->setValue(5);
    QCOMPARE(speed[0][0].toDouble(), 5.0);
    bar.setSpeedLimit(0); // from outside: no signal
    QCOMPARE(speed.size(), 1);
    QCOMPARE(bar.speedLimit(), 0.0);
    bar.setState(SessionState::Failed);
    press(IconButton::Icon::Step);
    QCOMPARE(step.size(), 1);
    press(IconButton::Icon::ResetSame); // the way out of a failure
    QCOMPARE(same.size(), 2);
}

void tst_controls::timelineReadsMarks()
{
    TransportBar bar;
    bar.setHistory(madeUpHistory(412));
    QCOMPARE(bar.timeline()->lastStep(), int64_t(412));
    QCOMPARE(
        bar.timeline()->marks().marks().size(), size_t(6)); // 4 evaluations, a control, a warning
    bar.setHistory(madeUpHistory(20));
    QVERIFY(bar.timeline()->marks().marks().empty());
}

void tst_controls::transportFoldsAway()
{
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    column->setContentsMargins({});
    auto& bar = *new TransportBar;
    column->addWidget(&bar);
    const auto* count = bar.findChild<QSpinBox*>();
    const auto* slider = bar.findChild<QSlider*>();
    const auto overflows = [&] {
        for (const QWidget* w : bar.findChildren<QWidget*>())
            if (w->isVisible() && w->mapTo(&bar, QPoint(w->width(), 0)).x() > bar.width())
                return true;
        return false;
    };
    window.resize(1268, 90);
    window.show();
    bar.setHistory(madeUpHistory(980));
    bar.playback()->setState({.shown = 412, .following = false});
    QVERIFY(count->isVisible());
    QVERIFY(slider->isVisible());
    QTRY_VERIFY(!overflows());
    window.resize(760, 90);
    QCOMPARE(bar.width(), 760);
    QVERIFY(!count->isVisible());
    QTRY_VERIFY(!overflows());
    window.resize(1268, 90);
    QVERIFY(count->isVisible());
}

void tst_controls::statusShowsTheFigures()
{
    StatusLine status;
    Published p = madeUpPublished();
    p.background = {.text = "proposals", .done = 34, .total = 100, .secondsLeft = 12};
    status.setPublished(p);
    const QString figures = status.figures();
    QVERIFY2(figures.contains("6.8 steps/s"), qPrintable(figures));
    QVERIFY(figures.contains("watching costs 0.9 %")); // 1.3 of 150
    QVERIFY(figures.contains("read-only pass 61 ms"));
    QVERIFY(figures.contains("select 0.6 ms"));
    QVERIFY(figures.contains("learn 48 ms")); // 44 + 4
    QVERIFY(figures.contains("proposals 34 of 100 · 12 s left"));
    QVERIFY(figures.contains("2 threads · CPU"));
}

void tst_controls::messageStaysUntilDismissed()
{
    StatusLine status;
    status.show();
    Published p = madeUpPublished();
    QCOMPARE(status.message(), QString());
    addEvent(p.history, EventKind::Warning, 5, "a picture is missing");
    status.setPublished(p);
    QCOMPARE(status.message(), "a picture is missing");
    status.setPublished(p);
    addEvent(p.history, EventKind::Note, 6, "paused");
    status.setPublished(p);
    QCOMPARE(status.message(), "a picture is missing");
    status.findChild<IconButton*>()->click();
    QCOMPARE(status.message(), QString());
    status.setPublished(p); // the same events again bring nothing back
    QCOMPARE(status.message(), QString());
    addEvent(p.history, EventKind::Error, 7, "the loss is not finite");
    status.setPublished(p);
    QCOMPARE(status.message(), "the loss is not finite");
}

void tst_controls::slowFramesAreMarked()
{
    StatusLine status;
    status.setFrameMs(14.9);
    QVERIFY(!status.frameIsSlow());
    status.setFrameMs(15);
    QVERIFY(status.frameIsSlow());
    QTRY_VERIFY(status.figures().contains("▲ 15.0 ms"));
}

void tst_controls::longTextsAreElided()
{
    ElidedLabel label;
    label.setFullText("a text that is certainly longer than sixty pixels are wide");
    label.resize(60, 20);
    QVERIFY(label.isCut());
    QCOMPARE(label.toolTip(), label.fullText());
    QVERIFY(label.minimumSizeHint().width() < 60);
    // Of several lines the first is seen, as if it stood alone and were cut.
    label.setFullText("first\nthe second is longer");
    const int width = label.fontMetrics().horizontalAdvance("first …");
    QCOMPARE(label.sizeHint().width(), width + 2);
    label.resize(width + 4, 20);
    QVERIFY(!label.isCut());
    QCOMPARE(label.toolTip(), "first\nthe second is longer");
}

void tst_controls::everythingHasAName()
{
    TransportBar bar;
    StatusLine status;
    TopBar top;
    ExperimentPanel panel;
    panel.setGroups(madeUpGroups());
    for (const QWidget* w : std::initializer_list<QWidget*> {&bar, &status, &top, &panel}) {
        QVERIFY(!w->accessibleName().isEmpty());
        for (const QWidget* child : w->findChildren<QWidget*>())
            if (child->window() == w && child->focusPolicy() != Qt::NoFocus
                && !qobject_cast<const QLabel*>(child)
                && child->objectName() != "qt_spinbox_lineedit")
                QVERIFY2(!child->accessibleName().isEmpty(), child->metaObject()->className());
    }
}

void tst_controls::shots()
{
    if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
        QSKIP("HL_SHOTS names no folder");
    ExperimentPanel panel;
    panel.setGroups(madeUpGroups());
    panel.setLegend(new QLabel("legend goes here"));
    panel.control("m.b")->findChild<QSlider*>()->setValue(80);
    shoot(panel, "experiment", {270, 560});
    shoot(panel, "experiment-low", {270, 300});

    QWidget bars;
    auto* column = new QVBoxLayout(&bars);
    const SessionState states[] = {SessionState::Running, SessionState::Paused,
        SessionState::Preparing, SessionState::Finished, SessionState::Failed};
    Published p = madeUpPublished();
    for (const SessionState state : states) {
        auto* top = new TopBar;
        top->setRunText("voc_bccd · OHEM · seed 7");
        top->setStep(412);
        top->badge()->setState(state);
        column->addWidget(top);
    }
    std::vector<int64_t> recorded;
    for (int64_t step = 20; step <= 980; step += step < 700 ? 20 : 1)
        recorded.push_back(step);
    for (const SessionState state :
        {SessionState::Running, SessionState::Paused, SessionState::Failed}) {
        auto* transport = new TransportBar;
        transport->setHistory(madeUpHistory(980));
        transport->setState(state);
        const bool back = state != SessionState::Running;
        transport->playback()->setState(
            {.shown = 412, .following = !back, .playing = state == SessionState::Failed});
        transport->timeline()->setShown(412, !back);
        transport->timeline()->setRecorded(recorded);
        column->addWidget(transport);
    }
    for (int i = 0; i < 3; ++i) {
        auto* status = new StatusLine;
        status->setFrameMs(i == 1 ? 23.4 : 4.1);
        if (i == 1)
            addEvent(p.history, EventKind::Warning, 5,
                "/data/voc/Annotations/BloodImage_00012.xml:17: zero-area box (5, 5, 5, 9): "
                "dropped");
        if (i == 2)
            p.activity = {.text = "evaluating", .done = 34, .total = 100, .secondsLeft = 12};
        status->setPublished(p);
        column->addWidget(status);
    }
    column->addStretch();
    QWidget narrow; // as at twice the size
    auto* box = new QVBoxLayout(&narrow);
    auto* folded = new TransportBar;
    folded->setHistory(madeUpHistory(980));
    folded->setState(SessionState::Running);
    box->addWidget(folded);
    shoot(narrow, "transport-narrow", {760, 90});
    bars.setWindowTitle("bars");
    shoot(bars, "bars", {1268, 680});
}

QTEST_MAIN(tst_controls)
#include "tst_controls.moc"
