#include "core/basics/error.h"
#include "core/mining/selection.h"
#include "tests/support/made_up_rois.h"

#include <QTest>

#include <limits>
#include <stdexcept>

using namespace hardlens;
using test::RoiTable;
using test::twoPairs;

// What may not be learned from, what there is nothing to choose from, and what is no input at all.

namespace {

using Indices = std::vector<int32_t>;

const float infinite = std::numeric_limits<float>::infinity();
const float notANumber = std::numeric_limits<float>::quiet_NaN();

Selection choose(const RoiTable& table, const MiningConfig& config)
{
    return selectRois(table.candidates(), config, {.seed = 1});
}

} // namespace

class TestMiningInputs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatMayNotBeLearned()
    {
        for (const auto sampler : {SamplerKind::Ohem, SamplerKind::Heuristic, SamplerKind::All,
                 SamplerKind::HardEasyMix, SamplerKind::Focal}) {
            RoiTable table;
            table.add({0, 0, 10, 10}, 0, 0, notANumber);
            table.add({50, 0, 60, 10}, 1, .9f, infinite);
            table.add({100, 0, 110, 10}, 1, .9f, 1, notANumber);
            table.add({150, 0, 160, 10}, 1, .9f, -infinite);
            table.add({200, 0, 210, 10}, ignoredLabel, .9f, 50);
            table.add({250, 0, 260, 10}, 0, .05f, 40);
            table.add({300, 0, 310, 10}, 0, .1f, 1);
            table.add({350, 0, 360, 10}, 1, .9f, 2);
            table.endPicture();
            const auto s = choose(table,
                {.sampler = sampler,
                    .picturesPerStep = 1,
                    .roisPerStep = 100,
                    .backgroundLow = .1,
                    .foregroundFraction = 1});
            for (size_t i = 0; i < 5; ++i) {
                QVERIFY(s.decisions[i].fate == Fate::Ignored);
                QCOMPARE(s.decisions[i].rank, 0);
                QCOMPARE(s.decisions[i].weight, 0.f);
            }
            QVERIFY(s.decisions[5].fate == Fate::Excluded);
            QVERIFY(s.decisions[6].fate == Fate::Selected); // .1 as a float is not below .1
            QVERIFY(s.decisions[7].fate == Fate::Selected);
            QCOMPARE(s.selected.size(), size_t {2});
            QCOMPARE(s.quotas[0].candidates, int64_t {2});
        }
    }

    void ignoredRoisDoNotSuppress()
    {
        auto table = twoPairs();
        table.labels[1] = ignoredLabel;
        const auto s = choose(table, {.picturesPerStep = 1, .roisPerStep = 1});
        QCOMPARE(s.selected, (Indices {0}));
        QCOMPARE(s.decisions[0].rank, 1);
    }

    void nothingToChooseFrom()
    {
        for (const auto sampler : {SamplerKind::Ohem, SamplerKind::Heuristic, SamplerKind::All,
                 SamplerKind::HardEasyMix, SamplerKind::Focal}) {
            RoiTable table;
            table.endPicture(); // without RoIs
            table.add({0, 0, 10, 10}, ignoredLabel, 0, 1);
            table.endPicture(); // without candidates
            const auto s = choose(table, {.sampler = sampler});
            QVERIFY(s.selected.empty());
            QCOMPARE(s.divisor, 0.);
            QCOMPARE(s.quotas.size(), size_t {2});
            for (const Quota& q : s.quotas) {
                QCOMPARE(q.kept, int64_t {0});
                QVERIFY(!q.cut);
            }
            RoiTable none;
            QVERIFY(choose(none, {.sampler = sampler}).decisions.empty());
        }
    }

    void wrongCalls_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<int>("sampler");
        QTest::addColumn<QString>("message");
        const int ohem = int(SamplerKind::Ohem), focal = int(SamplerKind::Focal),
                  heuristic = int(SamplerKind::Heuristic);
        const QString four = " has 4 values: must have 5";
        QTest::newRow("labels") << 0 << ohem << "selectRois: labels" + four;
        QTest::newRow("ious") << 1 << ohem << "selectRois: ious" + four;
        QTest::newRow("class losses") << 2 << ohem << "selectRois: classLosses" + four;
        QTest::newRow("box losses") << 3 << heuristic << "selectRois: boxLosses" + four;
        QTest::newRow("probabilities") << 4 << focal << "selectRois: probabilities" + four;
        QTest::newRow("no losses")
            << 5 << ohem << "selectRois: classLosses has 0 values: must have 5";
        QTest::newRow("half the losses")
            << 6 << heuristic << "selectRois: boxLosses has 0 values: must have 5";
        QTest::newRow("pictures end early")
            << 7 << ohem << "selectRois: firstOfPicture must run from 0 to 5, the number of RoIs";
        QTest::newRow("pictures fall") << 8 << ohem << "selectRois: firstOfPicture must not fall";
        QTest::newRow("no pictures at all")
            << 9 << ohem << "selectRois: firstOfPicture must run from 0 to 5, the number of RoIs";
    }

    void wrongCalls()
    {
        QFETCH(int, column);
        QFETCH(int, sampler);
        QFETCH(QString, message);
        const auto table = twoPairs();
        RoiCandidates c = table.candidates();
        const std::vector<int64_t> early {0, 4}, falling {0, 3, 2, 5};
        switch (column) {
        case 0:
            c.labels = c.labels.first(4);
            break;
        case 1:
            c.ious = c.ious.first(4);
            break;
        case 2:
            c.classLosses = c.classLosses.first(4);
            break;
        case 3:
            c.boxLosses = c.boxLosses.first(4);
            break;
        case 4:
            c.probabilities = c.probabilities.first(4);
            break;
        case 5:
            c.classLosses = {};
            break;
        case 6:
            c.boxLosses = {};
            break;
        case 7:
            c.firstOfPicture = early;
            break;
        case 8:
            c.firstOfPicture = falling;
            break;
        default:
            c.firstOfPicture = {};
        }
        try {
            selectRois(c, {.sampler = SamplerKind(sampler)}, {});
            QFAIL("was accepted");
        } catch (const std::invalid_argument& e) {
            QCOMPARE(QString(e.what()), message);
        }
    }

    void wrongSettings()
    {
        QVERIFY_THROWS_EXCEPTION(ConfigError, choose(twoPairs(), {.roisPerStep = 0}));
    }
};

QTEST_GUILESS_MAIN(TestMiningInputs)
#include "tst_mining_inputs.moc"
