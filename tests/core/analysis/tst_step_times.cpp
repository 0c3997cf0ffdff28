#include "core/analysis/step_times.h"

#include <QTest>

using namespace hardlens;

class tst_step_times : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void secondsOfAStep();
    void stepAtATime();
    void stepAtAPlace();
    void aRunWithoutSteps();

private:
    History m_history {}; // step 3 at 1 s, 4 at 2 s, 5 at 2 s, 8 at 6 s
};

void tst_step_times::initTestCase()
{
    for (const auto& [step, seconds] : {std::pair(3, 1.0), {4, 2.0}, {5, 2.0}, {8, 6.0}})
        m_history.steps.append({.step = step, .trainSeconds = seconds});
}

void tst_step_times::secondsOfAStep()
{
    QCOMPARE(trainSecondsOf(m_history, 3), std::optional(1.0));
    QCOMPARE(trainSecondsOf(m_history, 8), std::optional(6.0));
    QVERIFY(!trainSecondsOf(m_history, 2));
    QVERIFY(!trainSecondsOf(m_history, 6));
    QVERIFY(!trainSecondsOf(m_history, 9));
}

void tst_step_times::stepAtATime()
{
    QCOMPARE(*stepAtSeconds(m_history, -1), int64_t(3));
    QCOMPARE(*stepAtSeconds(m_history, 1.5), int64_t(3)); // as near to 2 s
    QCOMPARE(*stepAtSeconds(m_history, 1.6), int64_t(4)); // the first of two at 2 s
    QCOMPARE(*stepAtSeconds(m_history, 3.9), int64_t(5));
    QCOMPARE(*stepAtSeconds(m_history, 4.1), int64_t(8));
    QCOMPARE(*stepAtSeconds(m_history, 99), int64_t(8));
}

void tst_step_times::stepAtAPlace()
{
    QCOMPARE(*stepAtPlace(m_history, 0), int64_t(3));
    QCOMPARE(*stepAtPlace(m_history, 4.4), int64_t(4));
    QCOMPARE(*stepAtPlace(m_history, 6.4), int64_t(5));
    QCOMPARE(*stepAtPlace(m_history, 6.6), int64_t(8));
    QCOMPARE(*stepAtPlace(m_history, 12), int64_t(8));
}

void tst_step_times::aRunWithoutSteps()
{
    QVERIFY(!trainSecondsOf({}, 1));
    QVERIFY(!stepAtSeconds({}, 1));
    QVERIFY(!stepAtPlace({}, 1));
}

QTEST_GUILESS_MAIN(tst_step_times)
#include "tst_step_times.moc"
