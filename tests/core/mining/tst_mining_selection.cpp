#include "core/mining/selection.h"
#include "tests/support/made_up_rois.h"

#include <QTest>

using namespace hardlens;
using test::RoiTable;
using test::twoPairs;

namespace {

using Indices = std::vector<int32_t>;

Selection choose(const RoiTable& table, const MiningConfig& config)
{
    return selectRois(table.candidates(), config, {.seed = 1});
}

} // namespace

class TestMiningSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand()
    {
        const auto s = choose(twoPairs(), {.picturesPerStep = 1, .roisPerStep = 2});
        // By loss: 1 (4), 0 (3), 4 (2), 2 (1), 3 (.5). NMS: 1 covers 0, 2 covers 3. Survivors 1, 4,
        // 2; two are taken.
        QCOMPARE(s.selected, (Indices {1, 4}));
        const Fate fates[] {
            Fate::Suppressed, Fate::Selected, Fate::BelowCut, Fate::Suppressed, Fate::Selected};
        const Indices ranks {2, 1, 4, 5, 3}, survivorRanks {0, 1, 3, 0, 2}, by {1, -1, -1, 2, -1};
        for (size_t i = 0; i < 5; ++i) {
            const RoiDecision& d = s.decisions[i];
            QVERIFY(d.fate == fates[i]);
            QCOMPARE(d.rank, ranks[i]);
            QCOMPARE(d.survivorRank, survivorRanks[i]);
            QCOMPARE(d.suppressedBy, by[i]);
            QCOMPARE(d.suppressedIou, by[i] < 0 ? 0.f : float(90. / 110));
            QCOMPARE(d.weight, fates[i] == Fate::Selected ? 1.f : 0.f);
        }
        // The cut is the loss of RoI 4. Of the raw top two (1, 0) one is a duplicate.
        const Quota expected {.quota = 2,
            .candidates = 5,
            .survivors = 3,
            .kept = 2,
            .cut = 2.f,
            .duplicatesOfTop = 1};
        QCOMPARE(s.quotas.size(), size_t {1});
        QVERIFY(s.quotas[0] == expected);
        QCOMPARE(s.divisor, 2.);
    }

    void rankingByClassLossAlone()
    {
        // By class loss: 1 (4), 0 (2), 2 (1), 3 (.5), 4 (.1)
        const auto s = choose(twoPairs(),
            {.picturesPerStep = 1, .roisPerStep = 2, .rankingLoss = RankingLoss::ClassOnly});
        QCOMPARE(s.selected, (Indices {1, 2}));
        QCOMPARE(s.decisions[4].rank, 5);
        QCOMPARE(*s.quotas[0].cut, 1.f);
    }

    void labelsThatDifferDoNotSuppress()
    {
        // RoI 0 is of class 1 and RoI 1 background: both stay; 2 and 3 are both background.
        const auto s = choose(twoPairs(),
            {.picturesPerStep = 1, .roisPerStep = 9, .grouping = NmsGrouping::ImageAndLabel});
        QCOMPARE(s.selected, (Indices {1, 0, 4, 2}));
        QCOMPARE(s.decisions[3].suppressedBy, 2);
        QVERIFY(!s.quotas[0].cut); // fewer survivors than the quota
        QCOMPARE(s.quotas[0].survivors, int64_t {4});
        QCOMPARE(s.quotas[0].duplicatesOfTop, int64_t {1});
    }

    void cutWhereTheQuotaIsJustMet()
    {
        const auto s = choose(twoPairs(), {.picturesPerStep = 1, .roisPerStep = 3});
        QCOMPARE(*s.quotas[0].cut, 1.f);
        QCOMPARE(s.selected, (Indices {1, 4, 2}));
    }

    void withoutNms()
    {
        const auto s
            = choose(twoPairs(), {.picturesPerStep = 1, .roisPerStep = 3, .useNms = false});
        QCOMPARE(s.selected, (Indices {1, 0, 4}));
        QCOMPARE(s.quotas[0].survivors, int64_t {5});
        QCOMPARE(s.quotas[0].duplicatesOfTop, int64_t {0});
    }

    void quotas()
    {
        // 10 = 4 + 3 + 3; 2 = 1 + 1 + 0
        for (const auto& [b, expected] :
            {std::pair {10, std::array {4, 3, 3}}, {2, {1, 1, 0}}, {12, {4, 4, 4}}})
            for (int64_t i = 0; i < 3; ++i)
                QCOMPARE(quotaOf(i, 3, b), int64_t {expected[size_t(i)]});
        const auto table = test::madeUpRois(1, {40, 40, 40});
        const auto s = choose(table, {.picturesPerStep = 3, .roisPerStep = 8});
        // 8 = 3 + 3 + 2, picture by picture in `selected`
        QCOMPARE(s.selected.size(), size_t {8});
        for (size_t k = 0; k < 8; ++k)
            QCOMPARE(s.selected[k] / 40, int(k / 3));
    }

    void fewerRoisThanPicturesInB()
    {
        const auto s
            = choose(test::madeUpRois(2, {5, 5, 5}), {.picturesPerStep = 3, .roisPerStep = 2});
        QCOMPARE(s.quotas[2].quota, int64_t {0});
        QCOMPARE(s.quotas[2].kept, int64_t {0});
        QVERIFY(!s.quotas[2].cut);
        QCOMPARE(s.selected.size(), size_t {2});
    }

    void picturesDoNotTouchEachOther()
    {
        // The same box in two pictures: neither suppresses the other.
        for (const auto scope : {SelectionScope::PerImage, SelectionScope::Pooled}) {
            RoiTable table;
            table.add({0, 0, 10, 10}, 0, 0, 1);
            table.endPicture();
            table.add({0, 0, 10, 10}, 0, 0, 2);
            table.endPicture();
            const auto s = choose(table, {.roisPerStep = 2, .scope = scope});
            QCOMPARE(s.selected.size(), size_t {2});
        }
    }

    void pooledTakesTheHardestOfAll()
    {
        RoiTable table;
        for (const float loss : {4.f, 3.5f, 3.f, 2.5f, 1.f, .9f, .8f, .7f}) {
            table.add({float(table.size()) * 50, 0, float(table.size()) * 50 + 10, 10}, 0, 0, loss);
            if (table.size() % 4 == 0)
                table.endPicture();
        }
        QCOMPARE(choose(table, {.roisPerStep = 4}).selected, (Indices {0, 1, 4, 5}));
        const auto pooled = choose(table, {.roisPerStep = 4, .scope = SelectionScope::Pooled});
        QCOMPARE(pooled.selected, (Indices {0, 1, 2, 3}));
        QCOMPARE(pooled.quotas.size(), size_t {1});
        QCOMPARE(*pooled.quotas[0].cut, 2.5f);
        QCOMPARE(pooled.quotas[0].candidates, int64_t {8});
        QCOMPARE(pooled.decisions[4].rank, 1);         // in its picture
        QCOMPARE(pooled.decisions[4].survivorRank, 5); // of all
    }

    void tiesGoByIndexInEveryScope()
    {
        RoiTable table;
        for (int i = 0; i < 6; ++i) {
            table.add({float(i) * 50, 0, float(i) * 50 + 10, 10}, i % 2, .6f, 1);
            if (i % 3 == 2)
                table.endPicture();
        }
        for (const bool useNms : {true, false})
            for (const auto grouping : {NmsGrouping::Image, NmsGrouping::ImageAndLabel}) {
                MiningConfig config {.roisPerStep = 4, .useNms = useNms, .grouping = grouping};
                QCOMPARE(choose(table, config).selected, (Indices {0, 1, 3, 4}));
                config.ties = TieOrder::HigherIndexFirst;
                QCOMPARE(choose(table, config).selected, (Indices {2, 1, 5, 4}));
                config.scope = SelectionScope::Pooled;
                QCOMPARE(choose(table, config).selected, (Indices {5, 4, 3, 2}));
                config.ties = TieOrder::LowerIndexFirst;
                QCOMPARE(choose(table, config).selected, (Indices {0, 1, 2, 3}));
            }
    }
};

QTEST_GUILESS_MAIN(TestMiningSelection)
#include "tst_mining_selection.moc"
