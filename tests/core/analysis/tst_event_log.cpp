#include "core/analysis/event_log.h"

#include <QTest>

using namespace hardlens;

namespace {

void addEvent(History& history, EventKind kind, int64_t step, const char* text)
{
    history.events.append(std::make_shared<const Event>(
        Event {.kind = kind, .step = step, .wallSeconds = double(step) / 2, .text = text}));
}

std::shared_ptr<const RunHeader> header(std::vector<std::string> remarks)
{
    return std::make_shared<const RunHeader>(RunHeader {.remarks = std::move(remarks)});
}

} // namespace

class TestEventLog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void remarksComeFirst()
    {
        EventLog log;
        History history;
        addEvent(history, EventKind::Warning, 0, "2 remarks on the data");
        log.read(history, nullptr);
        QCOMPARE(log.lines().size(), size_t(1));
        const auto run = header({"a.xml:17: zero-area box", "b.xml:3: no such picture"});
        QVERIFY(!log.goesOn(history, run));
        log.read(history, run);
        QCOMPARE(log.lines().size(), size_t(3));
        QVERIFY(log.lines()[0]
            == (LogLine {.kind = LogKind::Remark, .text = "a.xml:17: zero-area box"}));
        QCOMPARE(log.lines()[2].kind, LogKind::Warning);
        QCOMPARE(log.lines()[2].step, int64_t(0));
        QVERIFY(log.goesOn(history, run));
    }

    void readsOnlyWhatIsNew()
    {
        EventLog log;
        History history;
        const auto run = header({});
        addEvent(history, EventKind::Note, 1, "paused");
        log.read(history, run);
        addEvent(history, EventKind::Error, 3, "not finite");
        QVERIFY(log.goesOn(history, run));
        log.read(history, run);
        log.read(history, run);
        QCOMPARE(log.lines().size(), size_t(2));
        QVERIFY(log.lines()[1]
            == (LogLine {
                .kind = LogKind::Error, .text = "not finite", .step = 3, .wallSeconds = 1.5}));
    }

    void joinsRepeatedLines()
    {
        EventLog log;
        History history;
        for (const int64_t step : {4, 5, 9})
            addEvent(history, EventKind::Warning, step, "a picture is missing");
        addEvent(history, EventKind::Note, 9, "a picture is missing"); // another kind
        log.read(history, nullptr);
        QCOMPARE(log.lines().size(), size_t(2));
        QCOMPARE(log.lines()[0].count, int64_t(3));
        QCOMPARE(log.lines()[0].step, int64_t(9));
        QCOMPARE(log.lines()[0].wallSeconds, 4.5);
        addEvent(history, EventKind::Note, 10, "a picture is missing");
        addEvent(history, EventKind::Warning, 11, "a picture is missing"); // not next to the first
        log.read(history, nullptr);
        QCOMPARE(log.lines().size(), size_t(3));
        QCOMPARE(log.lines()[1].count, int64_t(2));
        QCOMPARE(log.count(LogKind::Warning), int64_t(4));
        QCOMPARE(log.count(LogKind::Note), int64_t(2));
    }

    void beginsAgainWithAnotherRun()
    {
        EventLog log;
        History first, second;
        addEvent(first, EventKind::Note, 1, "one");
        addEvent(first, EventKind::Note, 2, "two");
        log.read(first, nullptr);
        addEvent(second, EventKind::Note, 1, "other");
        QVERIFY(!log.goesOn(second, nullptr));
        log.read(second, nullptr);
        QCOMPARE(log.lines().size(), size_t(1));
        QCOMPARE(log.count(LogKind::Note), int64_t(1));
        // As long as the first, but not the same one.
        addEvent(second, EventKind::Note, 2, "two");
        QVERIFY(!log.goesOn(first, nullptr));
        log.read({}, nullptr);
        QVERIFY(log.lines().empty());
    }

    void plainText_data()
    {
        QTest::addColumn<LogKind>("kind");
        QTest::addColumn<int64_t>("count");
        QTest::addColumn<int64_t>("step");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        // 125 s = 2 min 5 s; 3661.9 s = 1 h 1 min 1 s
        QTest::newRow("change") << LogKind::Control << int64_t(1) << int64_t(412) << 125.
                                << "0:02:05   step 412    change   words";
        QTest::newRow("often") << LogKind::Warning << int64_t(3) << int64_t(7) << 3661.9
                               << "1:01:01   step 7      warning  words  (3 times)";
        QTest::newRow("before") << LogKind::Remark << int64_t(1) << int64_t(-1) << -1.
                                << "                      data     words";
    }

    void plainText()
    {
        QFETCH(LogKind, kind);
        QFETCH(int64_t, count);
        QFETCH(int64_t, step);
        QFETCH(double, seconds);
        QFETCH(QString, text);
        const LogLine line {
            .kind = kind, .text = "words", .count = count, .step = step, .wallSeconds = seconds};
        QCOMPARE(QString::fromStdString(logLineText(line)), text);
    }
};

QTEST_GUILESS_MAIN(TestEventLog)
#include "tst_event_log.moc"
