#include "core/analysis/what_if.h"
#include "core/basics/error.h"
#include "tests/support/made_up_record.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <set>

using namespace hardlens;
using test::inOrder;
using test::recordOf;

namespace {

/// RoIs of a selection by their place in the columns.
std::set<int32_t> chosenIn(const Selection& selection)
{
    return {selection.selected.begin(), selection.selected.end()};
}

/// Places in the columns of a record's RoIs that have the mark.
std::set<int32_t> marked(const WhatIf& answer, ChoiceMark mark)
{
    std::set<int32_t> found;
    int32_t at = 0;
    for (const auto& picture : answer.marks)
        for (const ChoiceMark m : picture) {
            if (m == mark)
                found.insert(at);
            ++at;
        }
    return found;
}

std::set<int32_t> without(const std::set<int32_t>& a, const std::set<int32_t>& b)
{
    std::set<int32_t> rest;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(rest, rest.end()));
    return rest;
}

/// Two RoIs on the same thing, IoU .818: A has class loss 2 and box loss 3, B class loss 3 alone.
/// With its box A is harder, by class alone B is.
test::RoiTable rivals()
{
    test::RoiTable table;
    table.add({0, 0, 10, 10}, 1, .8f, 2, 3);
    table.add({1, 0, 11, 10}, 0, .4f, 3, 0);
    table.endPicture();
    return table;
}

constexpr MiningConfig oneOfOne {.picturesPerStep = 1, .roisPerStep = 1};

} // namespace

class TestWhatIf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSettingsChangeNothing()
    {
        const auto step = recordOf(test::madeUpRois(3, {80, 50}), {.roisPerStep = 30});
        const WhatIf answer = whatIf(step, step.mining);
        QVERIFY(answer.impossible.empty() && !answer.needsNewStep);
        QVERIFY(answer.gained.empty() && answer.lost.empty() && answer.replaced.empty());
        QCOMPARE(answer.total.before, int64_t {30});
        QCOMPARE(answer.total.kept, int64_t {30});
        QVERIFY(recordedSelection(answer.body) == recordedSelection(step));
        QCOMPARE(answer.lossNow.mean(), answer.lossBefore.mean());
    }

    void withoutNmsByHand()
    {
        // Losses 3, 4, 1, .5, 2. NMS .7 leaves 1, 4, 2, of which B = 2 takes 1 (4) and 4 (2).
        // Without it 1 (4) and 0 (3) are the hardest.
        const auto step = recordOf(test::twoPairs(), {.picturesPerStep = 1, .roisPerStep = 2});
        auto mining = step.mining;
        mining.useNms = false;
        const WhatIf answer = whatIf(step, mining);
        QCOMPARE(answer.gained, (std::vector<StepRoi> {{0, 0}}));
        QCOMPARE(answer.lost, (std::vector<StepRoi> {{0, 4}}));
        const ChoiceCounts counts {.before = 2, .now = 2, .kept = 1, .gained = 1, .lost = 1};
        QCOMPARE(answer.total, counts);
        QCOMPARE(answer.byPicture, std::vector {counts});
        using enum ChoiceMark;
        QCOMPARE(answer.marks.size(), size_t {1});
        QCOMPARE(answer.marks[0], (std::vector {Gained, Same, Same, Same, Lost}));
        QCOMPARE(float(answer.lossBefore.mean()), 3.f);
        QCOMPARE(float(answer.lossNow.mean()), 3.5f);
        QCOMPARE(answer.body.pictures[0].rois[0].decision.fate, Fate::Selected);
        QCOMPARE(answer.body.pictures[0].rois[4].decision.fate, Fate::BelowCut);
        QCOMPARE(*answer.body.quotas[0].cut, 3.f);
        QVERIFY(answer.body.mining == mining);
        // 0 had been suppressed by 1, which is still there: nobody took its place.
        QVERIFY(answer.replaced.empty());
    }

    void rivalsTakeEachOthersPlace()
    {
        // A is chosen and suppresses B; by class loss alone it is the other way round.
        const auto step = recordOf(rivals(), oneOfOne);
        auto mining = step.mining;
        mining.rankingLoss = RankingLoss::ClassOnly;
        const WhatIf both = whatIf(step, mining);
        QCOMPARE(both.replaced.size(), size_t {1});
        QCOMPARE(both.replaced[0],
            (Replacement {.picture = 0, .lost = 0, .gained = 1, .iou = 90.f / 110}));

        // Only in the record does one suppress the other.
        mining.useNms = false;
        QCOMPARE(whatIf(step, mining).replaced, both.replaced);

        // Only now does one suppress the other.
        auto withoutNms = oneOfOne;
        withoutNms.useNms = false;
        mining.useNms = true;
        QCOMPARE(whatIf(recordOf(rivals(), withoutNms), mining).replaced, both.replaced);

        // Neither: one is merely harder.
        mining.useNms = false;
        const WhatIf neither = whatIf(recordOf(rivals(), withoutNms), mining);
        QCOMPARE(neither.total.gained, int64_t {1});
        QVERIFY(neither.replaced.empty());
    }

    void learnedLossesStayWithTheChosen()
    {
        const auto step = recordOf(test::twoPairs(), {.picturesPerStep = 1, .roisPerStep = 2});
        auto mining = step.mining;
        mining.useNms = false;
        const auto& rois = whatIf(step, mining).body.pictures[0].rois;
        QVERIFY(std::isnan(rois[0].learnedClassLoss)); // gained: was never learned from
        QCOMPARE(rois[1].learnedClassLoss, 4.f);       // kept
        QVERIFY(std::isnan(rois[4].learnedClassLoss)); // lost
        QVERIFY(std::isnan(rois[4].learnedBoxLoss));
        QCOMPARE(step.pictures[0].rois[4].learnedBoxLoss, 1.9f);
    }

    void fewerPicturesLoseTheOthersChoice()
    {
        const auto step = recordOf(test::madeUpRois(9, {60, 60}), {.roisPerStep = 20});
        auto mining = step.mining;
        mining.picturesPerStep = 1;
        const WhatIf answer = whatIf(step, mining);
        QCOMPARE(answer.picturesPresent, int64_t {2});
        QCOMPARE(answer.picturesUsed, int64_t {1});
        QVERIFY(!answer.needsNewStep);
        QCOMPARE(answer.body.pictures.size(), size_t {1});
        QCOMPARE(answer.body.quotas.size(), size_t {1});
        QCOMPARE(answer.body.quotas[0].quota, int64_t {20});
        QCOMPARE(answer.marks.size(), size_t {2});
        QCOMPARE(answer.byPicture[1],
            (ChoiceCounts {.before = 10, .now = 0, .kept = 0, .gained = 0, .lost = 10}));
    }

    void morePicturesHaveTheirShareAndNeedANewStep()
    {
        // 10 RoIs over 4 pictures: 3, 3, 2, 2; two of the four are here.
        const auto step = recordOf(test::madeUpRois(9, {60, 60}), {.roisPerStep = 20});
        const WhatIf answer = whatIf(step, {.picturesPerStep = 4, .roisPerStep = 10});
        QVERIFY(answer.needsNewStep);
        QCOMPARE(answer.picturesUsed, int64_t {2});
        QCOMPARE(answer.body.quotas.size(), size_t {2});
        QCOMPARE(answer.body.quotas[0].quota, int64_t {3});
        QCOMPARE(answer.body.quotas[1].quota, int64_t {3});
    }

    void settingsOfFirstKeepTheQuotas()
    {
        for (const int64_t n : {1, 2, 3, 5, 8})
            for (const int64_t b : {1, 2, 7, 8, 128})
                for (int64_t pictures = 1; pictures <= n; ++pictures) {
                    const auto settings
                        = settingsOfFirst(pictures, {.picturesPerStep = n, .roisPerStep = b});
                    QCOMPARE(settings.picturesPerStep, pictures);
                    for (int64_t i = 0; i < pictures; ++i)
                        QCOMPARE(quotaOf(i, pictures, settings.roisPerStep), quotaOf(i, n, b));
                }
    }

    void lossesThatAreNotThereAreSaid()
    {
        const MiningConfig random {.sampler = SamplerKind::Heuristic, .roisPerStep = 20};
        const auto step = recordOf(test::madeUpRois(9, {60, 60}), random, {}, false);
        const WhatIf answer = whatIf(step, paperPreset());
        QVERIFY(!answer.impossible.empty());
        QVERIFY(answer.marks.empty() && answer.body.pictures.empty());
        auto fewer = random;
        fewer.roisPerStep = 10;
        QVERIFY(whatIf(step, fewer).impossible.empty());
        QCOMPARE(whatIf(step, fewer).total.now, int64_t {10});
        QVERIFY(std::isnan(whatIf(step, fewer).lossNow.mean()));
    }

    void settingsOutOfRangeAreRefused()
    {
        const auto step = recordOf(test::twoPairs(), oneOfOne);
        QVERIFY_THROWS_EXCEPTION(ConfigError, whatIf(step, {.nmsIou = 1.5}));
        QVERIFY_THROWS_EXCEPTION(ConfigError, whatIf(step, {.picturesPerStep = 0}));
    }

    void withoutPicturesThereIsNothing()
    {
        const WhatIf answer = whatIf(DetectionStep {.hasLosses = true}, paperPreset());
        QVERIFY(answer.impossible.empty() && answer.needsNewStep);
        QVERIFY(answer.total == ChoiceCounts {});
    }

    // Marks against set differences of the two selections, and the body against its own inputs.
    void agreesWithChoosingTwice()
    {
        const MiningConfig recorded {.picturesPerStep = 3, .roisPerStep = 40};
        uint64_t seed = 20;
        for (const auto sampler : {SamplerKind::Ohem, SamplerKind::Heuristic, SamplerKind::All,
                 SamplerKind::HardEasyMix, SamplerKind::Focal})
            for (const auto scope : {SelectionScope::PerImage, SelectionScope::Pooled})
                for (const auto grouping : {NmsGrouping::Image, NmsGrouping::ImageAndLabel})
                    for (const int64_t pictures : {1, 2, 3, 4}) {
                        const auto step
                            = recordOf(test::madeUpRois(++seed, {60, 0, 45}), recorded, {seed});
                        const MiningConfig other {.sampler = sampler,
                            .picturesPerStep = pictures,
                            .roisPerStep = 25,
                            .nmsIou = .5,
                            .grouping = grouping,
                            .scope = scope};
                        const WhatIf answer = whatIf(step, other);
                        const auto before = chosenIn(recordedSelection(step));
                        const auto now = chosenIn(answer.selection);
                        QCOMPARE(marked(answer, ChoiceMark::Gained), without(now, before));
                        QCOMPARE(marked(answer, ChoiceMark::Lost), without(before, now));
                        QCOMPARE(answer.total.now, int64_t(now.size()));
                        QCOMPARE(answer.total.gained, int64_t(answer.gained.size()));
                        QCOMPARE(answer.total.lost, int64_t(answer.lost.size()));
                        QVERIFY(inOrder(chooseAgain(answer.body, answer.body.mining, step.key))
                            == recordedSelection(answer.body));
                        QVERIFY(inOrder(answer.selection) == recordedSelection(answer.body));
                    }
    }

    void howLongItTakes()
    {
        const auto step = recordOf(test::madeUpRois(1, {2000, 2000}), paperPreset());
        std::vector<qint64> nanoseconds;
        int64_t chosen = 0;
        for (int i = 0; i < 21; ++i) {
            auto mining = step.mining;
            mining.roisPerStep = 64 + i;
            QElapsedTimer timer;
            timer.start();
            chosen += whatIf(step, mining).total.now;
            nanoseconds.push_back(timer.nsecsElapsed());
        }
        QVERIFY(chosen > 0);
        std::nth_element(nanoseconds.begin(), nanoseconds.begin() + 10, nanoseconds.end());
        qInfo("what-if on 2 x 2000 RoIs: %.3f ms, median of 21", double(nanoseconds[10]) / 1e6);
    }
};

QTEST_GUILESS_MAIN(TestWhatIf)
#include "tst_what_if.moc"
