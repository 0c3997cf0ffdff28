#include "core/analysis/picture_summary.h"
#include "core/analysis/why_roi.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

constexpr float noNumber = std::numeric_limits<float>::quiet_NaN();

RoiRecord roi(float classLoss, float boxLoss, RoiDecision decision, int32_t label = 1)
{
    RoiRecord r;
    r.label = label;
    r.classLoss = classLoss;
    r.boxLoss = boxLoss;
    r.matched = 0;
    r.iou = 0.5F;
    r.decision = decision;
    return r;
}

/// One picture: quota 2, cut 2.0.
///   0: 2.5 + 0.5 = 3.0  selected, rank 1, survivor 1; suppresses 2, 3 and 5
///   1: 2.0 + 0.0 = 2.0  selected, rank 4, survivor 2: its loss is the cut
///   2: 2.0 + 0.5 = 2.5  suppressed by 0: 2.5 > 2.0, would have been taken
///   3: 1.0 + 0.0 = 1.0  suppressed by 0: 1.0 < 2.0, would not
///   4: 0.5 + 0.0 = 0.5  below the cut, survivor 3
///   5: 2.0 + 0.0 = 2.0  suppressed by 0: not above the cut
DetectionStep handMade()
{
    DetectionStep step;
    step.hasLosses = true;
    PictureRecord p;
    p.groundTruth = {{.box = {0, 0, 10, 10}, .label = 1}};
    p.rois = {
        roi(2.5F, 0.5F, {.fate = Fate::Selected, .rank = 1, .survivorRank = 1, .weight = 1}),
        roi(2, 0, {.fate = Fate::Selected, .rank = 3, .survivorRank = 2, .weight = 1}, 0),
        roi(2, 0.5F,
            {.fate = Fate::Suppressed, .rank = 2, .suppressedBy = 0, .suppressedIou = 0.83F}),
        roi(1, 0, {.fate = Fate::Suppressed, .rank = 5, .suppressedBy = 0, .suppressedIou = 0.75F}),
        roi(0.5F, 0, {.fate = Fate::BelowCut, .rank = 6, .survivorRank = 3}, 0),
        roi(2, 0, {.fate = Fate::Suppressed, .rank = 4, .suppressedBy = 0, .suppressedIou = 0.71F}),
    };
    p.rois[2].top = {ClassBelief {0, .6F}, ClassBelief {2, .3F}, ClassBelief {1, .1F}};
    p.rois[2].probability = .1F;
    p.rois[2].decoded = {1, 2, 3, 4};
    step.pictures = {p};
    step.quotas = {{.quota = 2, .candidates = 6, .survivors = 3, .kept = 2, .cut = 2.F}};
    return step;
}

} // namespace

class TestWhyRoi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void selectedSaysWhatItSuppresses()
    {
        const WhyRoi why = explainRoi(handMade(), 0, 0);
        QCOMPARE(why.fate, Fate::Selected);
        QCOMPARE(why.rankingLoss, 3.F);
        QCOMPARE(why.rank, 1);
        QCOMPARE(why.ranked, 6);
        QCOMPARE(why.survivorRank, 1);
        QCOMPARE(why.suppresses, 3);
        QCOMPARE(why.decisive, 1); // 2.5 alone is above 2.0
        QCOMPARE(*why.cut, 2.F);
        QCOMPARE(*why.aboveCut, 1.F); // 3.0 - 2.0
        QVERIFY(!why.suppressor);
        QVERIFY(!why.pooled);
        QCOMPARE(why.matchedLabel, 1);
    }

    void suppressedNamesItsSuppressor()
    {
        const WhyRoi why = explainRoi(handMade(), 0, 2);
        QVERIFY(why.suppressor.has_value());
        QCOMPARE(why.suppressor->roi, 0);
        QCOMPARE(why.suppressor->loss, 3.F);
        QCOMPARE(why.suppressor->rank, 1);
        QCOMPARE(why.suppressor->iou, 0.83F);
        QVERIFY(why.wouldHaveBeenTaken);
        // The most probable object class, not the most probable class.
        QCOMPARE(why.predictedLabel, 2);
        QCOMPARE(why.predictedProbability, .3F);
        QCOMPARE(why.predicted, (Box {1, 2, 3, 4}));
        QVERIFY(!explainRoi(handMade(), 0, 3).wouldHaveBeenTaken);
        QVERIFY(!explainRoi(handMade(), 0, 5).wouldHaveBeenTaken); // equal is not above
    }

    void belowTheCutIsNegative()
    {
        const WhyRoi why = explainRoi(handMade(), 0, 4);
        QCOMPARE(*why.aboveCut, -1.5F); // 0.5 - 2.0
        QCOMPARE(why.suppresses, 0);
        QCOMPARE(*explainRoi(handMade(), 0, 1).aboveCut, 0.F); // it is the cut
    }

    void withoutCutAllWouldHaveBeenTaken()
    {
        DetectionStep step = handMade();
        step.quotas = {{.quota = 64, .candidates = 6, .survivors = 3, .kept = 3}};
        const WhyRoi why = explainRoi(step, 0, 0);
        QVERIFY(!why.cut && !why.aboveCut);
        QCOMPARE(why.quota->survivors, 3);
        QCOMPARE(why.decisive, 3);
        QVERIFY(explainRoi(step, 0, 3).wouldHaveBeenTaken);
    }

    void pooledQuotaIsOfAll()
    {
        DetectionStep step = handMade();
        step.pictures.push_back(step.pictures.front());
        const WhyRoi why = explainRoi(step, 1, 0);
        QVERIFY(why.pooled);
        QCOMPARE(*why.cut, 2.F);
        step.quotas.push_back({.quota = 2, .cut = 1.F});
        QCOMPARE(*explainRoi(step, 1, 0).cut, 1.F);
        QVERIFY(!explainRoi(step, 1, 0).pooled);
    }

    void classOnlyRanksByClassLoss()
    {
        DetectionStep step = handMade();
        step.mining.rankingLoss = RankingLoss::ClassOnly;
        QCOMPARE(explainRoi(step, 0, 0).rankingLoss, 2.5F);
        QCOMPARE(*explainRoi(step, 0, 0).aboveCut, 0.5F);
    }

    void missingPartsAreAbsent()
    {
        DetectionStep step = handMade();
        step.hasLosses = false;
        step.quotas.clear();
        RoiRecord& r = step.pictures[0].rois[0];
        r.classLoss = noNumber;
        r.matched = 9;
        r.decision.suppressedBy = 99;
        const WhyRoi why = explainRoi(step, 0, 0);
        QVERIFY(!why.lossesComputed && !why.quota && !why.aboveCut && !why.suppressor);
        QVERIFY(std::isnan(why.rankingLoss));
        QCOMPARE(why.matched, -1);
        QCOMPARE(why.predictedLabel, -1);
    }

    void wouldHaveBeenTakenIsForSuppressedOnes()
    {
        const DetectionStep step = handMade();
        const bool expected[] = {false, false, true, false, false, false};
        for (int i = 0; i < 6; ++i)
            QCOMPARE(wouldHaveBeenTaken(step, 0, i), expected[i]);
    }

    void wrongIndicesAreRefused()
    {
        const DetectionStep step = handMade();
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, explainRoi(step, 1, 0));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, explainRoi(step, -1, 0));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, explainRoi(step, 0, 6));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, explainRoi(step, 0, -1));
    }

    void summaryCountsFates()
    {
        DetectionStep step = handMade();
        step.pictures[0].rois.push_back(roi(noNumber, 0, {.fate = Fate::Ignored}));
        step.pictures[0].groundTruth.push_back({.ignored = true});
        const PictureSummary s = summarisePicture(step.pictures[0], step.mining);
        QCOMPARE(s.rois, 7);
        QCOMPARE(s.selected, 2);
        QCOMPARE(s.suppressed, 3);
        QCOMPARE(s.belowCut, 1);
        QCOMPARE(s.ignored, 1);
        QCOMPARE(s.objects, 1);
        QCOMPARE(s.ignoredObjects, 1);
        // (3 + 2 + 2.5 + 1 + 0.5 + 2) / 6 = 11 / 6; the NaN does not count.
        QCOMPARE(s.meanLoss, 11. / 6);
        QVERIFY(std::isnan(summarisePicture({}, {}).meanLoss));

        // One more picture with a single RoI of loss 4: (11 + 4) / 7, not the mean of the means.
        step.pictures.push_back({});
        step.pictures[1].rois = {roi(4, 0, {.fate = Fate::NotDrawn})};
        QCOMPARE(summariseStep(step).meanLoss, 15. / 7);
        QCOMPARE(summariseStep(step).notDrawn, 1);
    }

    void orderFallsAndEndsWithNaN()
    {
        DetectionStep step = handMade();
        step.pictures[0].rois[3].classLoss = noNumber;
        // Losses 3, 2, 2.5, NaN, 0.5, 2: of the equal ones 1 goes before 5.
        const std::vector<int32_t> expected {0, 2, 1, 5, 4, 3};
        QCOMPARE(roisByFallingLoss(step.pictures[0], step.mining), expected);
        QVERIFY(roisByFallingLoss({}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(TestWhyRoi)
#include "tst_why_roi.moc"
