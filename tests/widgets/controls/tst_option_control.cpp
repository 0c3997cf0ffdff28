#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/option_control.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

using namespace hardlens;

namespace {

OptionSpec nmsIou()
{
    return {.key = "mining.nmsIou",
        .label = "NMS IoU",
        .meaning = "Suppressed above it.",
        .type = OptionType::Real,
        .low = 0,
        .high = 1,
        .step = 0.05,
        .defaultValue = "0.7",
        .live = true};
}

OptionSpec sampler()
{
    return {.key = "mining.sampler",
        .label = "Sampler",
        .meaning = "Which RoIs.",
        .type = OptionType::Choice,
        .choices = {"ohem", "heuristic", "all"},
        .choiceLabels = {"OHEM", "Heuristic", "All"},
        .defaultValue = "ohem"};
}

OptionSpec useNms()
{
    return {.key = "mining.useNms",
        .label = "NMS",
        .meaning = "On or off.",
        .type = OptionType::Switch,
        .defaultValue = "true"};
}

} // namespace

class tst_option_control : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsItsDefault();
    void draggingEmitsSeldomAndTheLastValue();
    void pendingUntilAcknowledged();
    void anEarlierAnswerDoesNotTurnItBack();
    void refusedShowsTheValueInForce();
    void typedValuesAreChecked();
    void choiceAndSwitch();
    void panelForwardsAndHides();
    void viewControlsActAtOnce();
    void lowWindowScrolls();
};

void tst_option_control::showsItsDefault()
{
    OptionControl control(nmsIou());
    QCOMPARE(control.value(), "0.7");
    QCOMPARE(control.findChild<QSlider*>()->value(), 14);
    QCOMPARE(control.findChild<QLineEdit*>()->text(), "0.70");
    QVERIFY(control.toolTip().contains("in [0, 1]"));
    QVERIFY(control.toolTip().contains("mining.nmsIou"));
    QVERIFY(!control.isPending());
}

void tst_option_control::draggingEmitsSeldomAndTheLastValue()
{
    OptionControl control(nmsIou());
    QSignalSpy changed(&control, &OptionControl::changed);
    auto* slider = control.findChild<QSlider*>();
    QElapsedTimer timer;
    timer.start();
    int moves = 0;
    for (; timer.elapsed() < 220; ++moves) {
        slider->setValue(moves % 20);
        QTest::qWait(2);
    }
    slider->setValue(3);
    QTest::qWait(80);
    QVERIFY(moves > 20);
    // One each 50 ms, and the last.
    QVERIFY2(changed.size() >= 2 && changed.size() <= int(timer.elapsed() / 50 + 1),
        qPrintable(QString::number(changed.size())));
    QCOMPARE(changed.last().at(0).toString(), "mining.nmsIou");
    QCOMPARE(changed.last().at(1).toString(), "0.15");
}

void tst_option_control::pendingUntilAcknowledged()
{
    OptionControl control(nmsIou());
    control.findChild<QSlider*>()->setValue(10);
    QTRY_VERIFY(control.isPending());
    QCOMPARE(control.valueInForce(), "0.7");
    control.acknowledge("mining.other", "0.5");
    QVERIFY(control.isPending());
    control.acknowledge("mining.nmsIou", "0.50"); // the same number, written otherwise
    QVERIFY(!control.isPending());
    QCOMPARE(control.valueInForce(), "0.50");
}

void tst_option_control::anEarlierAnswerDoesNotTurnItBack()
{
    OptionControl control(nmsIou());
    auto* slider = control.findChild<QSlider*>();
    slider->setValue(10);
    QTRY_VERIFY(control.isPending());
    QSignalSpy changed(&control, &OptionControl::changed);
    slider->setValue(6);
    QTRY_COMPARE(changed.size(), 1);
    control.acknowledge("mining.nmsIou", "0.5");
    QVERIFY(control.isPending());
    QCOMPARE(control.value(), "0.3");
    control.acknowledge("mining.nmsIou", "0.3");
    QVERIFY(!control.isPending());
}

void tst_option_control::refusedShowsTheValueInForce()
{
    OptionControl control(nmsIou());
    control.findChild<QSlider*>()->setValue(0);
    QTRY_VERIFY(control.isPending());
    control.refused("mining.nmsIou", "not now");
    QVERIFY(!control.isPending());
    QCOMPARE(control.value(), "0.7");
    QCOMPARE(control.findChild<QSlider*>()->value(), 14);
    QVERIFY(control.toolTip().startsWith("not now"));
}

void tst_option_control::typedValuesAreChecked()
{
    OptionControl control(nmsIou());
    QSignalSpy changed(&control, &OptionControl::changed);
    auto* field = control.findChild<QLineEdit*>();
    field->setText("1.5");
    Q_EMIT field->editingFinished();
    QCOMPARE(changed.size(), 0);
    QCOMPARE(field->text(), "0.70");
    QVERIFY(control.toolTip().startsWith("mining.nmsIou = 1.5: must be in [0, 1]"));
    field->setText("0,62");
    Q_EMIT field->editingFinished();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][1].toString(), "0.62");
    QCOMPARE(field->text(), "0.62");
    QTest::keyClick(field, Qt::Key_Up);
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(changed[1][1].toString(), "0.65"); // the notch nearest to 0.62 is 0.6
}

void tst_option_control::choiceAndSwitch()
{
    OptionControl choice(sampler());
    QSignalSpy chosen(&choice, &OptionControl::changed);
    auto* combo = choice.findChild<QComboBox*>();
    QCOMPARE(combo->currentText(), "OHEM");
    combo->setCurrentIndex(1);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][1].toString(), "heuristic");
    choice.setValue("all"); // from outside: no signal
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(combo->currentText(), "All");

    OptionControl check(useNms());
    QSignalSpy switched(&check, &OptionControl::changed);
    check.findChild<QCheckBox*>()->click();
    QCOMPARE(switched.size(), 1);
    QCOMPARE(switched[0][1].toString(), "false");
}

void tst_option_control::panelForwardsAndHides()
{
    ExperimentPanel panel;
    panel.setGroups({{"WHICH RoIs", {sampler(), nmsIou()}}, {"HOW IT LEARNS", {useNms()}}});
    panel.show();
    QSignalSpy changed(&panel, &ExperimentPanel::changed);
    panel.control("mining.sampler")->findChild<QComboBox*>()->setCurrentIndex(2);
    QCOMPARE(changed.size(), 1);
    panel.acknowledge("mining.sampler", "all");
    QVERIFY(!panel.control("mining.sampler")->isPending());
    panel.setControlVisible("mining.nmsIou", false);
    QVERIFY(!panel.control("mining.nmsIou")->isVisible());
    panel.setEnabledKeys({"mining.sampler"});
    QVERIFY(!panel.control("mining.useNms")->isEnabled());
    QVERIFY(panel.control("view.opacity")->isEnabled());
    QVERIFY(!panel.control("no.such"));
    panel.setValue("no.such", "1");
}

void tst_option_control::viewControlsActAtOnce()
{
    ExperimentPanel panel;
    QSignalSpy loss(&panel, &ExperimentPanel::lossThresholdChanged);
    QSignalSpy opacity(&panel, &ExperimentPanel::opacityChanged);
    QSignalSpy changed(&panel, &ExperimentPanel::changed);
    panel.control("view.lossAtLeast")->findChild<QSlider*>()->setValue(8);
    QTRY_COMPARE(loss.size(), 1);
    QCOMPARE(loss[0][0].toDouble(), 0.4);
    panel.control("view.opacity")->findChild<QSlider*>()->setValue(0);
    QTRY_COMPARE(opacity.size(), 1);
    QCOMPARE(panel.opacity(), 0.1);
    QVERIFY(!panel.control("view.opacity")->isPending());
    QCOMPARE(changed.size(), 0);
}

void tst_option_control::lowWindowScrolls()
{
    ExperimentPanel panel;
    std::vector<OptionSpec> many;
    for (int i = 0; i < 20; ++i) {
        many.push_back(nmsIou());
        many.back().key += std::to_string(i);
    }
    panel.setGroups({{"WHICH RoIs", many}});
    auto* legend = new QLabel("legend");
    panel.setLegend(legend);
    panel.resize(270, 240);
    panel.show();
    QCOMPARE(panel.height(), 240);
    auto* scroll = panel.findChild<QScrollArea*>();
    QVERIFY(scroll->widget()->height() > scroll->viewport()->height());
    // Nothing is cut at the right.
    QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
    QVERIFY(scroll->widget()->minimumSizeHint().width() <= scroll->viewport()->width());
    // The legend does not scroll away: all of it is seen below what scrolls.
    const QRect place(legend->mapTo(&panel, QPoint(0, 0)), legend->size());
    QVERIFY(place.top() >= scroll->mapTo(&panel, QPoint(0, scroll->height() - 1)).y());
    QVERIFY(panel.rect().contains(place));
}

QTEST_MAIN(tst_option_control)
#include "tst_option_control.moc"
