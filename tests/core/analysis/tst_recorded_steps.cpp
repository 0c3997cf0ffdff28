#include "core/analysis/recorded_steps.h"

#include <QTest>

using namespace hardlens;

class tst_recorded_steps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsNeighbours();
    void findsTheNearest();
    void goesFurther();
};

void tst_recorded_steps::joinsNeighbours()
{
    const std::vector<int64_t> steps {1, 2, 3, 10, 20, 21, 40};
    using Spans = std::vector<StepSpan>;
    QVERIFY(joinedSteps({}, 1).empty());
    QCOMPARE(joinedSteps(steps, 1), (Spans {{1, 3}, {10, 10}, {20, 21}, {40, 40}}));
    QCOMPARE(joinedSteps(steps, 9), (Spans {{1, 10}, {20, 21}, {40, 40}})); // 20 - 10 is 10
    QCOMPARE(joinedSteps(steps, 10), (Spans {{1, 21}, {40, 40}}));
    QCOMPARE(joinedSteps(steps, 19), (Spans {{1, 40}}));
}

void tst_recorded_steps::findsTheNearest()
{
    const std::vector<int64_t> steps {10, 20, 40};
    QCOMPARE(nearestStep({}, 7), int64_t(7));
    QCOMPARE(nearestStep(steps, -3), int64_t(10));
    QCOMPARE(nearestStep(steps, 20), int64_t(20));
    QCOMPARE(nearestStep(steps, 15), int64_t(10)); // as far from 20
    QCOMPARE(nearestStep(steps, 16), int64_t(20));
    QCOMPARE(nearestStep(steps, 30), int64_t(20));
    QCOMPARE(nearestStep(steps, 31), int64_t(40));
    QCOMPARE(nearestStep(steps, 99), int64_t(40));
}

void tst_recorded_steps::goesFurther()
{
    const std::vector<int64_t> steps {10, 20, 30, 40};
    QCOMPARE(stepFurther({}, 7, 1), int64_t(7));
    QCOMPARE(stepFurther(steps, 20, 0), int64_t(20));
    QCOMPARE(stepFurther(steps, 20, 1), int64_t(30));
    QCOMPARE(stepFurther(steps, 20, -1), int64_t(10));
    QCOMPARE(stepFurther(steps, 20, 2), int64_t(40));
    QCOMPARE(stepFurther(steps, 25, 1), int64_t(30)); // between two of them
    QCOMPARE(stepFurther(steps, 25, -1), int64_t(20));
    QCOMPARE(stepFurther(steps, 20, 10), int64_t(40));
    QCOMPARE(stepFurther(steps, 20, -10), int64_t(10));
    QCOMPARE(stepFurther(steps, 3, -1), int64_t(10)); // before the first: the first
    QCOMPARE(stepFurther(steps, 99, 1), int64_t(40));
    QCOMPARE(stepFurther(steps, 99, -1), int64_t(40));
}

QTEST_GUILESS_MAIN(tst_recorded_steps)
#include "tst_recorded_steps.moc"
