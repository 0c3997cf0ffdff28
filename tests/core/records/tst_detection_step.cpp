#include "core/records/detection_step.h"
#include "tests/support/made_up_record.h"

#include <QTest>

#include <cmath>
#include <stdexcept>

using namespace hardlens;
using test::inOrder;
using test::recordOf;

class TestDetectionStep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosingAgainGivesTheRecord_data()
    {
        QTest::addColumn<int>("sampler");
        QTest::addColumn<bool>("withLosses");
        QTest::newRow("ohem") << int(SamplerKind::Ohem) << true;
        QTest::newRow("heuristic") << int(SamplerKind::Heuristic) << false;
        QTest::newRow("heuristic, losses known") << int(SamplerKind::Heuristic) << true;
        QTest::newRow("all") << int(SamplerKind::All) << false;
        QTest::newRow("all, losses known") << int(SamplerKind::All) << true;
        QTest::newRow("mix") << int(SamplerKind::HardEasyMix) << true;
        QTest::newRow("focal") << int(SamplerKind::Focal) << true;
    }

    void choosingAgainGivesTheRecord()
    {
        QFETCH(int, sampler);
        QFETCH(bool, withLosses);
        uint64_t seed = 0;
        for (const uint32_t levels : {0u, 5u})
            for (const auto scope : {SelectionScope::PerImage, SelectionScope::Pooled})
                for (const auto grouping : {NmsGrouping::Image, NmsGrouping::ImageAndLabel})
                    for (const auto ties :
                        {TieOrder::LowerIndexFirst, TieOrder::HigherIndexFirst}) {
                        auto table = test::madeUpRois(++seed, {60, 0, 45}, levels);
                        table.labels[2] = ignoredLabel;
                        table.classLosses[4] = std::numeric_limits<float>::quiet_NaN();
                        const MiningConfig mining {.sampler = SamplerKind(sampler),
                            .picturesPerStep = 3,
                            .roisPerStep = 40,
                            .nmsIou = .5,
                            .grouping = grouping,
                            .scope = scope,
                            .backgroundLow = .1,
                            .ties = ties};
                        const auto step
                            = recordOf(table, mining, {.seed = seed, .step = 99}, withLosses);
                        QVERIFY(inOrder(chooseAgain(step, step.mining, step.key))
                            == recordedSelection(step));
                        QVERIFY(!recordedSelection(step).selected.empty());
                    }
    }

    void anotherSettingChoosesOtherwise()
    {
        const MiningConfig mining {.picturesPerStep = 2, .roisPerStep = 40};
        const auto step = recordOf(test::madeUpRois(9, {60, 60}), mining, {}, true);
        auto fewer = mining;
        fewer.roisPerStep = 10;
        QCOMPARE(chooseAgain(step, fewer, step.key).selected.size(), size_t {10});
    }

    void fewerPicturesThanRecorded()
    {
        const MiningConfig mining {.picturesPerStep = 2, .roisPerStep = 40, .useNms = false};
        const auto step = recordOf(test::madeUpRois(9, {60, 60}), mining, {}, true);
        auto one = mining;
        one.picturesPerStep = 1;
        const auto chosen = chooseAgain(step, one, step.key);
        QCOMPARE(chosen.decisions.size(), size_t {60});
        QCOMPARE(chosen.quotas.size(), size_t {1});
        QCOMPARE(chosen.quotas[0].quota, int64_t {40});
        auto more = mining;
        more.picturesPerStep = 10; // two are present
        QCOMPARE(chooseAgain(step, more, step.key).quotas.size(), size_t {2});
    }

    void aSelectionBecomesARecord()
    {
        const MiningConfig mining {.picturesPerStep = 2, .roisPerStep = 40};
        const auto step = recordOf(test::madeUpRois(9, {60, 60}), mining, {.seed = 4}, true);
        const MiningConfig other {
            .sampler = SamplerKind::HardEasyMix, .picturesPerStep = 1, .roisPerStep = 10};
        const Selection selection = chooseAgain(step, other, step.key);
        const auto again = withSelection(step, other, selection);
        QCOMPARE(again.pictures.size(), size_t {1});
        QVERIFY(again.mining == other && again.key == step.key && again.hasLosses);
        QVERIFY(recordedSelection(again) == inOrder(selection));
        for (const RoiRecord& roi : again.pictures[0].rois)
            if (roi.decision.fate != Fate::Selected)
                QVERIFY(std::isnan(roi.learnedClassLoss) && std::isnan(roi.learnedBoxLoss));
        // Suppressors are RoIs of their own picture.
        const auto same = withSelection(step, mining, chooseAgain(step, mining, step.key));
        QVERIFY(recordedSelection(same) == recordedSelection(step));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, withSelection(step, mining, selection));
    }

    void lossesThatWereNotComputedAreAnError()
    {
        const MiningConfig mining {.sampler = SamplerKind::Heuristic, .roisPerStep = 10};
        const auto step = recordOf(test::madeUpRois(9, {60, 60}), mining, {}, false);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, chooseAgain(step, paperPreset(), step.key));
    }

    void quotasOfPictures()
    {
        auto mining = MiningConfig {.picturesPerStep = 2, .roisPerStep = 5};
        const auto own = recordOf(test::madeUpRois(9, {60, 60}), mining, {}, true);
        QCOMPARE(quotaOfPicture(own, 0)->quota, int64_t {3});
        QCOMPARE(quotaOfPicture(own, 1)->quota, int64_t {2});
        QVERIFY(!quotaOfPicture(own, 2) && !quotaOfPicture(own, -1));
        mining.scope = SelectionScope::Pooled;
        const auto pooled = recordOf(test::madeUpRois(9, {60, 60}), mining, {}, true);
        QCOMPARE(quotaOfPicture(pooled, 1)->quota, int64_t {5});
        QVERIFY(!quotaOfPicture(DetectionStep {.pictures = {{}, {}}}, 0));
    }

    void theObjectBelievedInMost()
    {
        RoiRecord roi;
        QCOMPARE(objectBelief(roi).label, 0);
        roi.top = {ClassBelief {0, .6f}, ClassBelief {2, .3f}, ClassBelief {1, .1f}};
        QCOMPARE(objectBelief(roi).label, 2);
        QCOMPARE(objectBelief(roi).probability, .3f);
        roi.top = {ClassBelief {0, 1}, ClassBelief {-1, 0}, ClassBelief {-1, 0}};
        QCOMPARE(objectBelief(roi).label, 0);
        QCOMPARE(objectBelief(roi).probability, 0.f);
    }

    void rankingLossOfARoi()
    {
        RoiRecord roi;
        QVERIFY(std::isnan(rankingLoss(roi, {})));
        roi.classLoss = 2;
        roi.boxLoss = .5f;
        QCOMPARE(rankingLoss(roi, {}), 2.5f);
        QCOMPARE(rankingLoss(roi, {.rankingLoss = RankingLoss::ClassOnly}), 2.f);
    }
};

QTEST_GUILESS_MAIN(TestDetectionStep)
#include "tst_detection_step.moc"
