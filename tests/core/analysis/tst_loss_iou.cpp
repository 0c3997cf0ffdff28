#include "core/analysis/loss_iou.h"

#include <QTest>

#include <limits>

using namespace hardlens;

namespace {

RoiRecord roi(
    float iou, float classLoss, float boxLoss = 0, int32_t label = 0, Fate fate = Fate::BelowCut)
{
    RoiRecord r;
    r.iou = iou;
    r.classLoss = classLoss;
    r.boxLoss = boxLoss;
    r.label = label;
    r.decision.fate = fate;
    return r;
}

DetectionStep stepOf(std::vector<RoiRecord> first, std::vector<RoiRecord> second = {})
{
    DetectionStep step {.hasLosses = true, .pictures = {{}, {}}};
    step.pictures[0].rois = std::move(first);
    step.pictures[1].rois = std::move(second);
    return step;
}

} // namespace

class TestLossIou : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pointsByHand()
    {
        const auto step = stepOf({roi(.1f, .01f)},
            {roi(.7f, 60, 40, 2, Fate::Selected), roi(.3f, 0, 0, ignoredLabel, Fate::Ignored)});
        const LossIou l = lossByIou(step, {.floor = 1e-3f, .bins = 2});
        QCOMPARE(l.points.size(), size_t {3});
        QCOMPARE(l.points[0].logLoss, -2.f);
        QVERIFY(!l.points[0].foreground);
        QCOMPARE(l.points[1].at, (StepRoi {1, 0}));
        QCOMPARE(l.points[1].iou, .7f);
        QCOMPARE(l.points[1].loss, 100.f);
        QCOMPARE(l.points[1].logLoss, 2.f);
        QCOMPARE(l.points[1].fate, Fate::Selected);
        QVERIFY(l.points[1].foreground);
        QCOMPARE(l.points[2].fate, Fate::Ignored);
        QVERIFY(!l.points[2].foreground);
        QCOMPARE(l.points[2].logLoss, -3.f); // 0 is drawn at the floor
        QCOMPARE(l.points[2].loss, 0.f);
        QCOMPARE(l.atFloor, int64_t {1});
        // The ignored one is in no bin.
        QCOMPARE(l.bins[0].rois, int64_t {1});
        QCOMPARE(*l.bins[0].median, .01f);
        QCOMPARE(*l.bins[1].median, 100.f);
    }

    void medians()
    {
        // [0, .25): 5, 1, 3 -> 3; [.25, .5): 4, 1, 2, 9 -> 3; [.5, .75): none; [.75, 1]: 7
        const auto step = stepOf({roi(0, 5), roi(.2f, 1), roi(.24f, 3), roi(.25f, 4), roi(.3f, 1),
            roi(.4f, 2), roi(.49f, 9), roi(1, 7)});
        const LossIou l = lossByIou(step, {.bins = 4});
        QCOMPARE(l.bins.size(), size_t {4});
        QCOMPARE(*l.bins[0].median, 3.f);
        QCOMPARE(*l.bins[1].median, 3.f);
        QCOMPARE(l.bins[1].rois, int64_t {4});
        QVERIFY(!l.bins[2].median);
        QCOMPARE(*l.bins[3].median, 7.f);
        QCOMPARE(l.bins[3].from, .75f);
        QCOMPARE(l.bins[3].to, 1.f);
    }

    void rankingLossIsWhatCounts()
    {
        auto step = stepOf({roi(.7f, 2, 1, 1)});
        QCOMPARE(lossByIou(step).points[0].loss, 3.f);
        step.mining.rankingLoss = RankingLoss::ClassOnly;
        QCOMPARE(lossByIou(step).points[0].loss, 2.f);
    }

    void lossesThatAreNotThere()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const float infinite = std::numeric_limits<float>::infinity();
        const LossIou l = lossByIou(stepOf({roi(.1f, nan), roi(.1f, infinite), roi(.1f, 1)}));
        QCOMPARE(l.points.size(), size_t {1});
        QCOMPARE(l.withoutLoss, int64_t {2});
        QCOMPARE(lossByIou(DetectionStep {}).bins.size(), size_t {20});
    }

    void rejects()
    {
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, lossByIou({}, {.floor = 0}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, lossByIou({}, {.bins = 0}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
            lossByIou({}, {.floor = std::numeric_limits<float>::quiet_NaN()}));
    }
};

QTEST_GUILESS_MAIN(TestLossIou)
#include "tst_loss_iou.moc"
