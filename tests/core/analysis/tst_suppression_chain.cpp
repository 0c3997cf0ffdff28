#include "core/analysis/suppression_chain.h"
#include "tests/support/made_up_record.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <stdexcept>

using namespace hardlens;

class TestSuppressionChain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Losses 3, 4, 1, .5, 2; 1 suppresses 0, and 2 suppresses 3. B = 2 takes 1 and 4; the cut is 2.
    void chainsByHand()
    {
        const auto step
            = test::recordOf(test::twoPairs(), {.picturesPerStep = 1, .roisPerStep = 2});
        const auto taken = suppressionChain(step, 0, 0);
        QCOMPARE(taken.size(), size_t {2});
        QCOMPARE(taken[0].roi, 0);
        QCOMPARE(taken[0].why.suppressor->iou, 90.f / 110);
        QVERIFY(taken[0].why.wouldHaveBeenTaken); // 3 > 2
        QCOMPARE(taken[1].roi, 1);
        QCOMPARE(taken[1].why.fate, Fate::Selected);

        const auto below = suppressionChain(step, 0, 3);
        QCOMPARE(below.size(), size_t {2});
        QVERIFY(!below[0].why.wouldHaveBeenTaken);
        QCOMPARE(below[1].roi, 2);
        QCOMPARE(below[1].why.fate, Fate::BelowCut);
        QCOMPARE(*below[1].why.aboveCut, -1.f); // 1 - 2

        const auto alone = suppressionChain(step, 0, 4);
        QCOMPARE(alone.size(), size_t {1});
        QCOMPARE(alone[0].why.fate, Fate::Selected);
        QCOMPARE(*alone[0].why.aboveCut, 0.f);
    }

    // What the header says of chains, on choices of every kind.
    void whatChainsArePossible()
    {
        uint64_t seed = 70;
        int64_t twos = 0;
        for (const auto sampler : {SamplerKind::Ohem, SamplerKind::HardEasyMix})
            for (const auto scope : {SelectionScope::PerImage, SelectionScope::Pooled})
                for (const auto grouping : {NmsGrouping::Image, NmsGrouping::ImageAndLabel}) {
                    const auto step = test::recordOf(test::madeUpRois(++seed, {70, 50}),
                        {.sampler = sampler,
                            .roisPerStep = 20,
                            .nmsIou = .4,
                            .grouping = grouping,
                            .scope = scope});
                    for (int p = 0; p < 2; ++p)
                        for (int i = 0; i < int(step.pictures[size_t(p)].rois.size()); ++i) {
                            const auto chain = suppressionChain(step, p, i);
                            QVERIFY(chain.size() <= 2);
                            const WhyRoi& first = chain.front().why;
                            const WhyRoi& last = chain.back().why;
                            QCOMPARE(chain.size() == 2, first.fate == Fate::Suppressed);
                            QVERIFY(last.fate == Fate::Selected || last.fate == Fate::BelowCut);
                            QVERIFY(last.rankingLoss >= first.rankingLoss);
                            if (chain.size() == 2 && last.aboveCut && *last.aboveCut < 0)
                                QVERIFY(!first.wouldHaveBeenTaken);
                            if (grouping == NmsGrouping::ImageAndLabel)
                                QCOMPARE(first.label, last.label);
                            QCOMPARE(last.pooled, scope == SelectionScope::Pooled);
                            twos += chain.size() == 2;
                        }
                }
        QVERIFY(twos > 100);
    }

    void recordsFromElsewhereEnd()
    {
        auto step = test::recordOf(test::twoPairs(), {.picturesPerStep = 1, .roisPerStep = 2});
        auto& rois = step.pictures[0].rois;
        rois[1].decision = {.fate = Fate::Suppressed, .suppressedBy = 4};
        rois[4].decision = {.fate = Fate::Suppressed, .suppressedBy = 0};
        const auto chain = suppressionChain(step, 0, 0); // 0 -> 1 -> 4 -> 0
        QCOMPARE(chain.size(), size_t {3});
        QCOMPARE(chain[2].roi, 4);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, suppressionChain(step, 0, 5));
    }

    void ignoredOnesNameTheirObject()
    {
        auto table = test::twoPairs();
        table.labels[0] = ignoredLabel;
        table.classLosses[3] = std::numeric_limits<float>::quiet_NaN();
        auto step = test::recordOf(table, {.picturesPerStep = 1, .roisPerStep = 2});
        // RoI 0 is (0, 0, 10, 10): IoU .5 and .8 with the ignored ones, 1 with one that counts.
        step.pictures[0].groundTruth = {{.box = {0, 0, 10, 5}, .label = 1, .ignored = true},
            {.box = {0, 0, 10, 10}, .label = 2},
            {.box = {0, 0, 10, 8}, .label = 3, .ignored = true},
            {.box = {0, 0, 10, 8}, .label = 4, .ignored = true}};
        const WhyRoi why = explainRoi(step, 0, 0);
        QCOMPARE(why.fate, Fate::Ignored);
        QCOMPARE(why.ignoredReason, IgnoredReason::OnIgnoredObject);
        QCOMPARE(why.ignoredObject->object, 2);
        QCOMPARE(why.ignoredObject->label, 3);
        QCOMPARE(why.ignoredObject->iou, .8f);
        // It has no label: no loss that would lie above or below a cut, and no probability.
        QVERIFY(!why.aboveCut);
        for (const float value : {why.probability, why.classLoss, why.boxLoss, why.rankingLoss})
            QVERIFY(std::isnan(value));

        // All of the RoI is in the crowd, which is far larger.
        step.pictures[0].groundTruth[0]
            = {.box = {0, 0, 90, 90}, .label = 1, .ignored = true, .crowd = true};
        QCOMPARE(explainRoi(step, 0, 0).ignoredObject->object, 0);
        QCOMPARE(explainRoi(step, 0, 0).ignoredObject->iou, 1.f);

        const WhyRoi broken = explainRoi(step, 0, 3);
        QCOMPARE(broken.ignoredReason, IgnoredReason::LossNotFinite);
        QVERIFY(!broken.ignoredObject);
        QCOMPARE(explainRoi(step, 0, 1).ignoredReason, IgnoredReason::NotIgnored);

        step.pictures[0].groundTruth.clear();
        QVERIFY(!explainRoi(step, 0, 0).ignoredObject);
    }
};

QTEST_GUILESS_MAIN(TestSuppressionChain)
#include "tst_suppression_chain.moc"
