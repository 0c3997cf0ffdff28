#include "core/analysis/option_scale.h"
#include "core/analysis/time_marks.h"

#include <QTest>

#include <memory>
#include <stdexcept>

using namespace hardlens;

namespace {

void addControl(History& history, int64_t step, const char* key, const char* from, const char* to)
{
    history.events.append(std::make_shared<const Event>(
        Event {.kind = EventKind::Control, .step = step, .key = key, .from = from, .to = to}));
}

} // namespace

class tst_time_marks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOnlyWhatIsNew();
    void joinsADraggedSlider();
    void checkpointsAreMarks();
    void stepsFromMarkToMark();
    void linearScale();
    void logarithmicScale();
    void everyPositionIsFoundAgain();
    void rejectsText();
};

void tst_time_marks::readsOnlyWhatIsNew()
{
    TimeMarks marks;
    marks.setLabels({{"mining.roisPerStep", "B"}});
    History history;
    QVERIFY(!marks.read(history));
    addControl(history, 220, "mining.roisPerStep", "64", "128");
    history.evaluations.append(
        std::make_shared<const Evaluation>(Evaluation {.step = 200, .meanAveragePrecision = 0.5}));
    history.events.append(
        std::make_shared<const Event>(Event {.kind = EventKind::Note, .text = "paused"}));
    history.events.append(
        std::make_shared<const Event>(Event {.kind = EventKind::Warning, .text = "dropped"}));
    QVERIFY(marks.read(history));
    QVERIFY(!marks.read(history));
    QCOMPARE(marks.marks().size(), size_t(3));
    QCOMPARE(marks.marks()[0].text, std::string("mAP 0.500"));
    QCOMPARE(marks.marks()[1].text, std::string("B 64 → 128"));
    QCOMPARE(int(marks.marks()[2].kind), int(TimeMark::Kind::Warning));
    addControl(history, 300, "mining.nmsIou", "0.7", "0.5");
    QVERIFY(marks.read(history));
    QCOMPARE(marks.marks().back().text, std::string("nmsIou 0.7 → 0.5"));
    QVERIFY(marks.read(History {})); // a new run
    QVERIFY(marks.marks().empty());
    // Of an embedding the recall is told.
    history = {};
    history.evaluations.append(std::make_shared<const Evaluation>(Evaluation {
        .step = 100, .retrieval = RetrievalEvaluation {.ks = {1, 2}, .recall = {0.8125, 0.9}}}));
    QVERIFY(marks.read(history));
    QCOMPARE(marks.marks()[0].text, std::string("R@1 0.812"));
}

void tst_time_marks::joinsADraggedSlider()
{
    TimeMarks marks;
    History history;
    addControl(history, 10, "m.b", "64", "70");
    addControl(history, 11, "m.n", "2", "4");
    addControl(history, 14, "m.b", "70", "128");
    marks.read(history);
    QCOMPARE(marks.marks().size(), size_t(2));
    QCOMPARE(marks.marks()[0].text, std::string("b 64 → 128"));
    QCOMPARE(marks.marks()[0].step, int64_t(14));
    addControl(history, 15, "m.b", "128", "64"); // back to where it began: nothing happened
    marks.read(history);
    QCOMPARE(marks.marks().size(), size_t(1));
    addControl(history, 40, "m.n", "4", "2"); // much later: a mark of its own
    marks.read(history);
    QCOMPARE(marks.marks().size(), size_t(2));
}

void tst_time_marks::checkpointsAreMarks()
{
    TimeMarks marks;
    History history;
    history.events.append(std::make_shared<const Event>(Event {.kind = EventKind::Checkpoint,
        .step = 40,
        .trainSeconds = 6,
        .text = "Checkpoint of step 40 in /a/long/path"}));
    QVERIFY(marks.read(history));
    QCOMPARE(marks.marks().size(), size_t(1));
    QCOMPARE(int(marks.marks()[0].kind), int(TimeMark::Kind::Checkpoint));
    QCOMPARE(marks.marks()[0].step, int64_t(40));
    QCOMPARE(marks.marks()[0].trainSeconds, 6.0);
    QCOMPARE(marks.marks()[0].text, std::string("checkpoint")); // the log has the place
}

void tst_time_marks::stepsFromMarkToMark()
{
    TimeMarks marks;
    QVERIFY(!marks.next(0));
    QVERIFY(!marks.previous(100));
    History history;
    // Evaluations are read before events: the marks are not in the order of their steps.
    history.evaluations.append(std::make_shared<const Evaluation>(Evaluation {.step = 50}));
    history.evaluations.append(std::make_shared<const Evaluation>(Evaluation {.step = 90}));
    addControl(history, 20, "m.b", "64", "128");
    addControl(history, 50, "m.n", "2", "4");
    marks.read(history);
    QCOMPARE(*marks.next(0), int64_t(20));
    QCOMPARE(*marks.next(20), int64_t(50));
    QCOMPARE(*marks.next(50), int64_t(90)); // two marks at one step are one stop
    QVERIFY(!marks.next(90));
    QCOMPARE(*marks.previous(1000), int64_t(90));
    QCOMPARE(*marks.previous(90), int64_t(50));
    QCOMPARE(*marks.previous(21), int64_t(20));
    QVERIFY(!marks.previous(20));
}

void tst_time_marks::linearScale()
{
    const OptionScale scale({.type = OptionType::Real, .low = 0, .high = 1, .step = 0.05});
    QCOMPARE(scale.last(), 20);
    QCOMPARE(scale.valueAt(14), 0.7); // exactly: the text in the file is "0.7"
    QCOMPARE(scale.positionOf(0.7), 14);
    QCOMPARE(scale.valueAt(-3), 0.0);
    QCOMPARE(scale.valueAt(99), 1.0);
    QCOMPARE(scale.shown(0.7), std::string("0.70"));
    QCOMPARE(scale.shown(0.123), std::string("0.123"));
    const OptionScale whole({.type = OptionType::Integer, .low = 1, .high = 8, .step = 1});
    QCOMPARE(whole.last(), 7);
    QCOMPARE(whole.valueAt(3), 4.0);
    QCOMPARE(whole.shown(4), std::string("4"));
}

void tst_time_marks::logarithmicScale()
{
    const OptionScale scale(
        {.type = OptionType::Real, .low = 0.01, .high = 100, .step = 0.01, .logarithmic = true});
    QCOMPARE(scale.positionOf(1), scale.last() / 2); // the middle of 10^-2 and 10^2
    QCOMPARE(scale.valueAt(scale.last() / 2), 1.0);
    QCOMPARE(scale.valueAt(0), 0.01);
    const OptionScale fromZero(
        {.type = OptionType::Integer, .low = 0, .high = 1000, .step = 1, .logarithmic = true});
    QCOMPARE(fromZero.valueAt(0), 0.0);
    QCOMPARE(fromZero.valueAt(1), 1.0);
    QCOMPARE(fromZero.positionOf(0), 0);
}

void tst_time_marks::everyPositionIsFoundAgain()
{
    const OptionSpec specs[] = {
        {.type = OptionType::Real, .low = 0, .high = 10, .step = 0.1},
        {.type = OptionType::Integer, .low = 8, .high = 512, .step = 8},
        {.type = OptionType::Real, .low = 0.1, .high = 10, .step = 0.1, .logarithmic = true},
    };
    for (const OptionSpec& spec : specs) {
        const OptionScale scale(spec);
        for (int p = 0; p <= scale.last(); ++p)
            QCOMPARE(scale.valueAt(scale.positionOf(scale.valueAt(p))), scale.valueAt(p));
    }
}

void tst_time_marks::rejectsText()
{
    QVERIFY_THROWS_EXCEPTION(
        std::invalid_argument, OptionScale({.type = OptionType::Text, .low = 0, .high = 1}));
    QVERIFY_THROWS_EXCEPTION(
        std::invalid_argument, OptionScale({.type = OptionType::Real, .low = 1, .high = 1}));
}

QTEST_GUILESS_MAIN(tst_time_marks)
#include "tst_time_marks.moc"
