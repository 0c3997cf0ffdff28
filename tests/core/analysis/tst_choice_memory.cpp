#include "core/analysis/choice_memory.h"
#include "core/analysis/pick_overlap.h"
#include "tests/support/made_up_record.h"

#include <QTest>

#include <algorithm>

using namespace hardlens;

namespace {

/// One picture whose RoIs, proposals 0, 1, …, lie apart and have these losses; `quota` are taken.
DetectionStep stepOf(const std::vector<float>& losses, int64_t quota, uint64_t contentId = 1,
    SamplerKind sampler = SamplerKind::Ohem)
{
    test::RoiTable table;
    for (size_t i = 0; i < losses.size(); ++i)
        table.add({float(i) * 20, 0, float(i) * 20 + 10, 10}, 0, .2f, losses[i]);
    table.endPicture();
    auto step
        = test::recordOf(table, {.sampler = sampler, .picturesPerStep = 1, .roisPerStep = quota});
    step.pictures[0].picture.contentId = contentId;
    return step;
}

using Returned = std::vector<ReturnedRoi>;

} // namespace

class TestChoiceMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overlapByHand()
    {
        using Proposals = std::vector<int32_t>;
        QCOMPARE(*pickOverlap(Proposals {1, 2, 3}, Proposals {2, 3, 4}), 2. / 4);
        QCOMPARE(*pickOverlap(Proposals {1, 2}, Proposals {1, 2}), 1.);
        QCOMPARE(*pickOverlap(Proposals {1, 2}, Proposals {}), 0.);
        QVERIFY(!pickOverlap(Proposals {}, Proposals {}));
    }

    void chosenProposalsAreSortedAndKnown()
    {
        auto step = stepOf({4, 3, 2, 1}, 3);
        auto& rois = step.pictures[0].rois;
        rois[0].proposal = 7;
        rois[1].proposal = -1; // jittered
        QCOMPARE(chosenProposals(step.pictures[0]), (std::vector<int32_t> {2, 7}));
        rois[0].proposal = 2;
        QCOMPARE(chosenProposals(step.pictures[0]), (std::vector<int32_t> {2}));
    }

    void easyOnesComeBack()
    {
        ChoiceMemory memory;
        // Cut 3: 2 and 3 are easy.
        const auto first = memory.add(stepOf({4, 3, 2, 1}, 2), 10);
        QCOMPARE(first.size(), size_t {1});
        QCOMPARE(first[0].previousStep, int64_t {0});
        QVERIFY(first[0].returned.empty() && !first[0].overlap);
        // Cut 4: chosen are 0 (still) and 3, whose loss was 1. Picks {0, 1} and {0, 3}.
        const auto second = memory.add(stepOf({5, 3, 2, 4}, 2), 20);
        QCOMPARE(second[0].previousStep, int64_t {10});
        QCOMPARE(second[0].returned, (Returned {{.roi = 3, .lossThen = 1, .lossNow = 4}}));
        QCOMPARE(*second[0].overlap, 1. / 3);
        // 3 was hard the last time; 1 was easy then.
        const auto third = memory.add(stepOf({1, 5, 2, 6}, 2), 30);
        QCOMPARE(third[0].returned, (Returned {{.roi = 1, .lossThen = 3, .lossNow = 5}}));
    }

    void proposalsNotPositionsAreRemembered()
    {
        ChoiceMemory memory;
        memory.add(stepOf({4, 3, 2, 1}, 2), 1); // 2 and 3 are easy
        auto step = stepOf({9, 8, 1}, 2);
        step.pictures[0].rois[0].proposal = 3;
        step.pictures[0].rois[1].proposal = -1;
        step.pictures[0].rois[2].proposal = 2'000'000'000;
        const auto c = memory.add(step, 2);
        QCOMPARE(c[0].returned, (Returned {{.roi = 0, .lossThen = 1, .lossNow = 9}}));
        QVERIFY(memory.numbers() < 100);
    }

    void picturesAndFlipsAreToldApart()
    {
        ChoiceMemory memory;
        memory.add(stepOf({4, 3, 2, 1}, 2, 1), 1);
        auto other = stepOf({1, 2, 3, 4}, 2, 2);
        QVERIFY(memory.add(other, 2)[0].returned.empty());
        other.pictures[0].picture.contentId = 1;
        other.pictures[0].picture.flipped = true;
        QVERIFY(memory.add(other, 3)[0].returned.empty());
        QCOMPARE(memory.pictures(), size_t {3});
        other.pictures[0].picture.flipped = false;
        QCOMPARE(memory.add(other, 4)[0].returned.size(), size_t {2});
    }

    void suppressedOnesBelowTheCutAreEasyToo()
    {
        // 3 (loss .5) is suppressed by 2; NMS leaves 4, 2, 1 and the cut is 2.
        auto table = test::twoPairs();
        const MiningConfig mining {.picturesPerStep = 1, .roisPerStep = 2};
        ChoiceMemory memory;
        memory.add(test::recordOf(table, mining), 1);
        table.classLosses[3] = 9;
        table.classLosses[0] = 8; // 8 + 1; suppressed above the cut before: not easy
        const auto c = memory.add(test::recordOf(table, mining), 2);
        QCOMPARE(c[0].returned, (Returned {{.roi = 3, .lossThen = .5f, .lossNow = 9}}));
    }

    void choicesWithoutACutLeaveWhatIsRemembered()
    {
        ChoiceMemory memory;
        memory.add(stepOf({4, 3, 2, 1}, 2), 1);
        // All four are chosen, so the easy ones are back; which are easy now is not known.
        const auto all = memory.add(stepOf({4, 3, 2, 1}, 4, 1, SamplerKind::All), 2);
        QCOMPARE(all[0].returned.size(), size_t {2});
        QCOMPARE(*all[0].overlap, .5);
        const auto c = memory.add(stepOf({1, 2, 3, 4}, 2), 3);
        QCOMPARE(c[0].returned,
            (Returned {
                {.roi = 2, .lossThen = 2, .lossNow = 3}, {.roi = 3, .lossThen = 1, .lossNow = 4}}));
    }

    void chosenByLotFromBelowTheCutHasNotReturned()
    {
        // Half of the quota by loss (cut 4), half by lot from the others.
        const auto mixed = stepOf({4, 3, 2, 1}, 2, 1, SamplerKind::HardEasyMix);
        QCOMPARE(*mixed.quotas[0].cut, 4.f);
        ChoiceMemory memory;
        memory.add(mixed, 1);
        const auto c = memory.add(mixed, 2);
        QVERIFY(c[0].returned.empty());
        QCOMPARE(*c[0].overlap, 1.); // the same key draws the same
    }

    void ignoredAndExcludedOnesAreNotEasy()
    {
        auto table = test::twoPairs();
        const MiningConfig mining {
            .picturesPerStep = 1, .roisPerStep = 1, .useNms = false, .backgroundLow = .15};
        table.labels[0] = ignoredLabel;
        ChoiceMemory memory;
        memory.add(test::recordOf(table, mining), 1); // cut 4; 0 is ignored, 3 has IoU .1
        table.labels[0] = 1;
        table.ious[3] = .3f;
        table.classLosses = {9, 0, 0, 9, 9};
        auto all = mining;
        all.roisPerStep = 3;
        const auto c = memory.add(test::recordOf(table, all), 2);
        QCOMPARE(c[0].returned.size(), size_t {1});
        QCOMPARE(c[0].returned[0].roi, 4);
    }

    void theOldestPicturesAreForgotten()
    {
        // Four losses and two picked proposals each.
        ChoiceMemory memory(13);
        memory.add(stepOf({4, 3, 2, 1}, 2, 1), 1);
        memory.add(stepOf({4, 3, 2, 1}, 2, 2), 2);
        QCOMPARE(memory.numbers(), size_t {12});
        memory.add(stepOf({4, 3, 2, 1}, 2, 1), 3);
        memory.add(stepOf({4, 3, 2, 1}, 2, 3), 4); // 2 is not seen for longest
        QCOMPARE(memory.pictures(), size_t {2});
        QCOMPARE(memory.numbers(), size_t {12});
        QCOMPARE(memory.add(stepOf({1, 2, 3, 4}, 2, 1), 5)[0].returned.size(), size_t {2});
        QCOMPARE(memory.add(stepOf({1, 2, 3, 4}, 2, 2), 6)[0].previousStep, int64_t {0});
        memory.clear();
        QCOMPARE(memory.pictures(), size_t {0});
        QCOMPARE(memory.numbers(), size_t {0});
        ChoiceMemory tiny(1);
        tiny.add(stepOf({4, 3, 2, 1}, 2), 1);
        QCOMPARE(tiny.pictures(), size_t {0});
    }
};

QTEST_GUILESS_MAIN(TestChoiceMemory)
#include "tst_choice_memory.moc"
