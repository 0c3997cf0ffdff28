#include "core/records/detection_step.h"
#include "tests/support/made_up_rois.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <stdexcept>

using namespace hardlens;
using test::RoiTable;

namespace {

/// The record that a trainer makes of a choice.
DetectionStep recordOf(
    const RoiTable& table, const MiningConfig& mining, const RandomKey& key, bool withLosses)
{
    const Selection selection
        = selectRois(withLosses ? table.candidates() : table.withoutLosses(), mining, key);
    DetectionStep step {.mining = mining, .key = key, .hasLosses = withLosses};
    for (size_t p = 0; p < table.pictures(); ++p) {
        PictureRecord picture;
        const auto first = table.firstOfPicture[p];
        for (auto i = size_t(first); i < size_t(table.firstOfPicture[p + 1]); ++i) {
            RoiRecord roi;
            roi.box = table.boxes[i];
            roi.label = table.labels[i];
            roi.iou = table.ious[i];
            roi.probability = table.probabilities[i];
            if (withLosses) {
                roi.classLoss = table.classLosses[i];
                roi.boxLoss = table.boxLosses[i];
            }
            roi.decision = selection.decisions[i];
            if (roi.decision.suppressedBy >= 0)
                roi.decision.suppressedBy -= int32_t(first);
            picture.rois.push_back(roi);
        }
        step.pictures.push_back(std::move(picture));
    }
    step.quotas = selection.quotas;
    step.divisor = selection.divisor;
    return step;
}

Selection inOrder(Selection selection)
{
    std::sort(selection.selected.begin(), selection.selected.end());
    return selection;
}

} // namespace

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

    void lossesThatWereNotComputedAreAnError()
    {
        const MiningConfig mining {.sampler = SamplerKind::Heuristic, .roisPerStep = 10};
        const auto step = recordOf(test::madeUpRois(9, {60, 60}), mining, {}, false);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, chooseAgain(step, paperPreset(), step.key));
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
