#include "app/recording/recent_steps.h"
#include "app/recording/step_trail.h"
#include "tests/core/runs/made_up_recording.h"

#include <QTest>

using namespace hardlens;

namespace {

Published publishedAt(int64_t step, int rois = 12)
{
    Published published;
    published.step = test::smallStep(step, rois);
    if (step % 10 == 0)
        published.pinned = std::make_shared<const PinnedScore>(
            PinnedScore {step, 1, published.step->detection()});
    return published;
}

std::vector<int64_t> numbers(int64_t first, int64_t last)
{
    std::vector<int64_t> all;
    for (int64_t s = first; s <= last; ++s)
        all.push_back(s);
    return all;
}

} // namespace

class TestStepTrail : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memoryHoldsTheNewestSteps()
    {
        RecentSteps recent(200 << 10);
        for (int64_t s = 1; s <= 500; ++s)
            recent.add(publishedAt(s));
        const auto steps = recent.steps();
        QVERIFY2(
            steps.size() > 10 && steps.size() < 400, qPrintable(QString::number(steps.size())));
        QCOMPARE(steps.back(), 500);
        QCOMPARE(steps, numbers(steps.front(), 500));
        QCOMPARE(recent.stepAtOrBefore(480)->header.step, 480);
        QCOMPARE(recent.stepAtOrBefore(9999)->header.step, 500);
        QVERIFY(!recent.stepAtOrBefore(steps.front() - 1));
        QCOMPARE(recent.pinnedAtOrBefore(499)->step, 490);
    }

    void theNewestStepStaysHoweverLarge()
    {
        RecentSteps recent(1);
        recent.add(publishedAt(1, 100));
        recent.add(publishedAt(2, 100));
        QCOMPARE(recent.steps(), numbers(2, 2));
    }

    void aStepThatIsDoneAgainReplacesTheOneBefore()
    {
        RecentSteps recent;
        recent.add(publishedAt(7));
        const Published again = publishedAt(7);
        recent.add(again);
        QCOMPARE(recent.steps(), numbers(7, 7));
        QCOMPARE(recent.stepAtOrBefore(7), again.step);
    }

    void memoryAndDiskAreOneTrail()
    {
        const test::TestFolder folder;
        const auto recent = std::make_shared<RecentSteps>();
        StepTrail trail(recent, folder.run());
        QVERIFY2(trail.steps().empty() && !trail.stepAtOrBefore(5),
            "nothing is there yet, which is no error");
        {
            RunWriter writer(folder.run(), test::madeUpDescription(), {});
            test::recordSteps(writer, 1, 30);
        }
        for (int64_t s = 21; s <= 40; ++s)
            recent->add(publishedAt(s));
        QCOMPARE(trail.steps(), numbers(1, 40));
        for (const int64_t s : {1, 20, 21, 30, 31, 40})
            QCOMPARE(trail.stepAtOrBefore(s)->header.step, s);
        QCOMPARE(trail.pinnedSteps(), (std::vector<int64_t> {10, 20, 30, 40}));
        QCOMPARE(trail.pinnedAtOrBefore(19)->step, 10);
        QCOMPARE(trail.pinnedAtOrBefore(39)->step, 30);
        QVERIFY(!trail.probeAtOrBefore(39));
        QVERIFY(trail.detections(20));
        QVERIFY(!trail.detections(21));
    }
};

QTEST_APPLESS_MAIN(TestStepTrail)
#include "tst_step_trail.moc"
