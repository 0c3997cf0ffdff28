#include "core/geometry/iou.h"
#include "core/mining/selection.h"
#include "tests/support/made_up_rois.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <set>

using namespace hardlens;
using test::RoiTable;

// What must hold of every choice by loss, whatever the RoIs.

namespace {

struct Given
{
    RoiTable table {};
    MiningConfig config {};
    Selection selection {};

    float loss(size_t i) const
    {
        return config.rankingLoss == RankingLoss::ClassOnly
            ? table.classLosses[i]
            : table.classLosses[i] + table.boxLosses[i];
    }

    size_t pictureOf(size_t i) const
    {
        const auto& first = table.firstOfPicture;
        return size_t(std::upper_bound(first.begin(), first.end(), int64_t(i)) - first.begin()) - 1;
    }

    /// Whether i comes before j by loss and tie rule.
    bool before(size_t i, size_t j) const
    {
        if (loss(i) != loss(j))
            return loss(i) > loss(j);
        return config.ties == TieOrder::LowerIndexFirst ? i < j : i > j;
    }

    bool mayTouch(size_t i, size_t j) const
    {
        return pictureOf(i) == pictureOf(j)
            && (config.grouping == NmsGrouping::Image || table.labels[i] == table.labels[j]);
    }

    bool eligible(size_t i) const
    {
        const Fate fate = selection.decisions[i].fate;
        return fate != Fate::Ignored && fate != Fate::Excluded;
    }
};

std::vector<Given> manyChoices()
{
    std::vector<Given> all;
    uint64_t seed = 100;
    for (const uint32_t levels : {0u, 6u})
        for (const auto scope : {SelectionScope::PerImage, SelectionScope::Pooled})
            for (const auto grouping : {NmsGrouping::Image, NmsGrouping::ImageAndLabel})
                for (const auto ties : {TieOrder::LowerIndexFirst, TieOrder::HigherIndexFirst})
                    for (const int64_t b : {1, 7, 64, 1000})
                        for (const auto ranking :
                            {RankingLoss::ClassAndBox, RankingLoss::ClassOnly}) {
                            Given g;
                            g.table = test::madeUpRois(++seed, {90, 0, 35, 120}, levels);
                            g.table.labels[3] = ignoredLabel;
                            g.table.classLosses[5] = std::numeric_limits<float>::quiet_NaN();
                            g.config = {.picturesPerStep = 4,
                                .roisPerStep = b,
                                .nmsIou = .5,
                                .grouping = grouping,
                                .scope = scope,
                                .rankingLoss = ranking,
                                .backgroundLow = .05,
                                .ties = ties};
                            g.selection
                                = selectRois(g.table.candidates(), g.config, {.seed = seed});
                            all.push_back(std::move(g));
                        }
    return all;
}

} // namespace

class TestMiningProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_choices = manyChoices(); }

    void ranksArePlacesAmongTheRoisOfThePicture()
    {
        for (const Given& g : m_choices)
            for (size_t i = 0; i < g.table.size(); ++i) {
                int32_t place = g.eligible(i) ? 1 : 0;
                for (size_t j = 0; g.eligible(i) && j < g.table.size(); ++j)
                    place += g.eligible(j) && g.pictureOf(i) == g.pictureOf(j) && g.before(j, i);
                QCOMPARE(g.selection.decisions[i].rank, place);
            }
    }

    void keptAreSurvivorsAndTheHardestOfThem()
    {
        for (const Given& g : m_choices) {
            const bool pooled = g.config.scope == SelectionScope::Pooled;
            const std::set<int32_t> kept(g.selection.selected.begin(), g.selection.selected.end());
            QCOMPARE(kept.size(), g.selection.selected.size());
            for (size_t i = 0; i < g.table.size(); ++i) {
                const RoiDecision& d = g.selection.decisions[i];
                QCOMPARE(kept.count(int32_t(i)) == 1, d.fate == Fate::Selected);
                QCOMPARE(d.survivorRank > 0, d.fate == Fate::Selected || d.fate == Fate::BelowCut);
                QCOMPARE(d.weight, d.fate == Fate::Selected ? 1.f : 0.f);
                for (size_t j = 0; d.fate == Fate::Selected && j < g.table.size(); ++j)
                    if (g.selection.decisions[j].fate == Fate::BelowCut
                        && (pooled || g.pictureOf(i) == g.pictureOf(j)))
                        QVERIFY(g.before(i, j));
            }
        }
    }

    void survivorsOfAGroupDoNotOverlap()
    {
        for (const Given& g : m_choices)
            for (size_t i = 0; i < g.table.size(); ++i)
                for (size_t j = i + 1; j < g.table.size(); ++j)
                    if (g.selection.decisions[i].survivorRank > 0
                        && g.selection.decisions[j].survivorRank > 0 && g.mayTouch(i, j))
                        QVERIFY(double(iou(g.table.boxes[i], g.table.boxes[j])) <= g.config.nmsIou);
    }

    void suppressorsAreHarderSurvivors()
    {
        int seen = 0;
        for (const Given& g : m_choices)
            for (size_t i = 0; i < g.table.size(); ++i) {
                const RoiDecision& d = g.selection.decisions[i];
                QCOMPARE(d.suppressedBy >= 0, d.fate == Fate::Suppressed);
                if (d.suppressedBy < 0)
                    continue;
                const size_t k = size_t(d.suppressedBy);
                QVERIFY(g.selection.decisions[k].survivorRank > 0);
                QVERIFY(g.mayTouch(i, k) && g.before(k, i));
                QCOMPARE(d.suppressedIou, iou(g.table.boxes[k], g.table.boxes[i]));
                QVERIFY(double(d.suppressedIou) > g.config.nmsIou);
                ++seen;
            }
        QVERIFY(seen > 1000);
    }

    void quotasAddUp()
    {
        for (const Given& g : m_choices) {
            const bool pooled = g.config.scope == SelectionScope::Pooled;
            QCOMPARE(g.selection.quotas.size(), pooled ? size_t {1} : g.table.pictures());
            int64_t sum = 0, kept = 0;
            for (size_t q = 0; q < g.selection.quotas.size(); ++q) {
                checkQuota(g, q, pooled);
                sum += g.selection.quotas[q].quota;
                kept += g.selection.quotas[q].kept;
            }
            QCOMPARE(sum, g.config.roisPerStep);
            QCOMPARE(kept, int64_t(g.selection.selected.size()));
        }
    }

    void everythingIsKeptWhereBIsLargeAndNmsOff()
    {
        const auto table = test::madeUpRois(7, {50, 60});
        auto chosen
            = selectRois(table.candidates(), {.roisPerStep = 120, .useNms = false}, {}).selected;
        QCOMPARE(chosen.size(), size_t {110});
    }

    void orderOfTheInputDoesNotMatter()
    {
        for (uint64_t seed = 0; seed < 10; ++seed) {
            const auto table = test::madeUpRois(200 + seed, {150});
            const auto order = permutation(150, RandomStream({.seed = seed}));
            RoiTable shuffled;
            for (const int64_t from : order) {
                const size_t i = size_t(from);
                shuffled.add(table.boxes[i], table.labels[i], table.ious[i], table.classLosses[i],
                    table.boxLosses[i], table.probabilities[i]);
            }
            shuffled.endPicture();
            const MiningConfig config {.picturesPerStep = 1, .roisPerStep = 40};
            const auto expected = selectRois(table.candidates(), config, {}).selected;
            auto chosen = selectRois(shuffled.candidates(), config, {}).selected;
            for (int32_t& i : chosen)
                i = int32_t(order[size_t(i)]);
            QCOMPARE(chosen, expected);
        }
    }

private:
    void checkQuota(const Given& g, size_t q, bool pooled)
    {
        const Quota& quota = g.selection.quotas[q];
        QCOMPARE(quota.quota,
            pooled ? g.config.roisPerStep
                   : quotaOf(int64_t(q), int64_t(g.table.pictures()), g.config.roisPerStep));
        Quota counted;
        float last = std::numeric_limits<float>::infinity();
        std::vector<size_t> byLoss;
        for (size_t i = 0; i < g.table.size(); ++i) {
            if (!g.eligible(i) || (!pooled && g.pictureOf(i) != q))
                continue;
            const RoiDecision& d = g.selection.decisions[i];
            byLoss.push_back(i);
            counted.survivors += d.survivorRank > 0;
            if (d.fate == Fate::Selected) {
                ++counted.kept;
                last = std::min(last, g.loss(i));
            }
        }
        counted.candidates = int64_t(byLoss.size());
        std::sort(byLoss.begin(), byLoss.end(), [&](size_t i, size_t j) { return g.before(i, j); });
        for (size_t k = 0; k < byLoss.size() && int64_t(k) < quota.quota; ++k)
            counted.duplicatesOfTop += g.selection.decisions[byLoss[k]].fate == Fate::Suppressed;
        QCOMPARE(quota.candidates, counted.candidates);
        QCOMPARE(quota.survivors, counted.survivors);
        QCOMPARE(quota.kept, counted.kept);
        QCOMPARE(quota.duplicatesOfTop, counted.duplicatesOfTop);
        QCOMPARE(quota.cut.has_value(), counted.kept > 0 && counted.survivors >= quota.quota);
        if (quota.cut)
            QCOMPARE(*quota.cut, last);
    }

    std::vector<Given> m_choices;
};

QTEST_GUILESS_MAIN(TestMiningProperties)
#include "tst_mining_properties.moc"
