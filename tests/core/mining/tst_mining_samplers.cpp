#include "core/mining/selection.h"
#include "tests/support/made_up_rois.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

using namespace hardlens;
using test::RoiTable;

namespace {

using Indices = std::vector<int32_t>;

/// One picture with so many foreground and background RoIs that do not overlap, and bg RoIs under
/// .1 IoU.
RoiTable rois(int foreground, int background, int below = 0)
{
    RoiTable table;
    const auto add = [&](int32_t label, float iou) {
        const float x = float(table.size()) * 50;
        table.add({x, 0, x + 10, 10}, label, iou, 1.f + float(table.size()) * .01f);
    };
    for (int i = 0; i < foreground; ++i)
        add(1 + i % 3, .7f);
    for (int i = 0; i < background; ++i)
        add(0, .3f);
    for (int i = 0; i < below; ++i)
        add(0, .05f);
    table.endPicture();
    return table;
}

std::pair<int, int> foregroundAndBackground(const RoiTable& table, const Selection& s)
{
    int foreground = 0;
    for (const int32_t i : s.selected)
        foreground += table.labels[size_t(i)] > 0;
    return {foreground, int(s.selected.size()) - foreground};
}

} // namespace

class TestMiningSamplers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void heuristicCounts_data()
    {
        QTest::addColumn<int>("b");
        QTest::addColumn<double>("fraction");
        QTest::addColumn<int>("foreground");
        QTest::addColumn<int>("background");
        QTest::addColumn<int>("takenForeground");
        QTest::addColumn<int>("takenBackground");
        QTest::newRow("the paper's quarter of 64") << 64 << .25 << 40 << 100 << 16 << 48;
        // .25 * 9 = 2.25, .25 * 11 = 2.75
        QTest::newRow("rounds down") << 9 << .25 << 40 << 100 << 2 << 7;
        QTest::newRow("rounds up") << 11 << .25 << 40 << 100 << 3 << 8;
        QTest::newRow("too few foreground: filled") << 64 << .25 << 5 << 100 << 5 << 59;
        QTest::newRow("too few background: smaller") << 64 << .25 << 40 << 10 << 16 << 10;
        QTest::newRow("no foreground") << 64 << .25 << 0 << 100 << 0 << 64;
        QTest::newRow("no background") << 64 << .25 << 40 << 0 << 16 << 0;
        QTest::newRow("too few of both") << 64 << .25 << 3 << 4 << 3 << 4;
        QTest::newRow("all foreground") << 20 << 1. << 40 << 100 << 20 << 0;
        QTest::newRow("none") << 20 << 0. << 40 << 100 << 0 << 20;
    }

    void heuristicCounts()
    {
        QFETCH(int, b);
        QFETCH(double, fraction);
        QFETCH(int, foreground);
        QFETCH(int, background);
        QFETCH(int, takenForeground);
        QFETCH(int, takenBackground);
        const RoiTable table = rois(foreground, background, 7);
        const MiningConfig config {.sampler = SamplerKind::Heuristic,
            .picturesPerStep = 1,
            .roisPerStep = b,
            .backgroundLow = .1,
            .foregroundFraction = fraction};
        for (const auto& columns : {table.candidates(), table.withoutLosses()}) {
            const auto s = selectRois(columns, config, {.seed = 4});
            QCOMPARE(
                foregroundAndBackground(table, s), std::pair(takenForeground, takenBackground));
            QCOMPARE(std::set(s.selected.begin(), s.selected.end()).size(), s.selected.size());
            QCOMPARE(s.quotas[0].kept, int64_t(takenForeground + takenBackground));
            QCOMPARE(s.quotas[0].candidates, int64_t(foreground + background));
            QVERIFY(!s.quotas[0].cut);
            for (size_t i = 0; i < table.size(); ++i) {
                const bool taken
                    = std::count(s.selected.begin(), s.selected.end(), int32_t(i)) == 1;
                const Fate expected = taken               ? Fate::Selected
                    : i < size_t(foreground + background) ? Fate::NotDrawn
                                                          : Fate::Excluded;
                QVERIFY(s.decisions[i].fate == expected);
                QCOMPARE(s.decisions[i].rank > 0,
                    !columns.classLosses.empty() && expected != Fate::Excluded);
            }
        }
    }

    void lossesDoNotChangeTheHeuristicDraw()
    {
        const RoiTable table = test::madeUpRois(3, {80, 90});
        const MiningConfig config {.sampler = SamplerKind::Heuristic, .roisPerStep = 31};
        const RandomKey key {.seed = 2, .step = 17};
        QCOMPARE(selectRois(table.candidates(), config, key).selected,
            selectRois(table.withoutLosses(), config, key).selected);
    }

    void heuristicDrawsUniformly()
    {
        // 4 of 8 foreground and 4 of 20 background in each of 4000 draws: expected 2000 and 800
        // each.
        const RoiTable table = rois(8, 20);
        const MiningConfig config {.sampler = SamplerKind::Heuristic,
            .picturesPerStep = 1,
            .roisPerStep = 8,
            .foregroundFraction = .5};
        std::vector<int> counts(28, 0);
        for (uint64_t step = 0; step < 4000; ++step)
            for (const int32_t i :
                selectRois(table.withoutLosses(), config, {.step = step}).selected)
                ++counts[size_t(i)];
        // Five standard deviations of Bin(4000, 1/2) and Bin(4000, 1/5): 158 and 126.
        for (size_t i = 0; i < 28; ++i)
            QVERIFY(std::abs(counts[i] - (i < 8 ? 2000 : 800)) < (i < 8 ? 158 : 126));
    }

    void drawsFollowTheKey()
    {
        const RoiTable table = test::madeUpRois(5, {100, 100});
        for (const auto sampler : {SamplerKind::Heuristic, SamplerKind::HardEasyMix}) {
            const MiningConfig config {
                .sampler = sampler, .roisPerStep = 20, .useNms = false, .hardFraction = 0};
            const auto draw
                = [&](const RandomKey& key) { return selectRois(table.candidates(), config, key); };
            QVERIFY(draw({.seed = 1, .step = 2}) == draw({.seed = 1, .step = 2}));
            QVERIFY(draw({.seed = 1, .step = 2}).selected != draw({.seed = 1, .step = 3}).selected);
            QVERIFY(draw({.seed = 1, .step = 2}).selected != draw({.seed = 2, .step = 2}).selected);
        }
    }

    void picturesAreDrawnIndependently()
    {
        // Two equal pictures: the same draw in both would be a key used twice.
        RoiTable table = rois(10, 60);
        const RoiTable second = rois(10, 60);
        for (size_t i = 0; i < second.size(); ++i)
            table.add(second.boxes[i], second.labels[i], second.ious[i], second.classLosses[i]);
        table.endPicture();
        for (const auto sampler : {SamplerKind::Heuristic, SamplerKind::HardEasyMix}) {
            const auto s = selectRois(table.candidates(),
                {.sampler = sampler, .roisPerStep = 32, .useNms = false, .hardFraction = 0}, {});
            std::set<int32_t> first, other;
            for (const int32_t i : s.selected)
                (i < 70 ? first : other).insert(i % 70);
            QCOMPARE(first.size(), size_t {16});
            QCOMPARE(other.size(), size_t {16});
            QVERIFY(first != other);
        }
    }

    void hardEasyMix()
    {
        // Quota 10, hard fraction .3: the three hardest, seven by lot of the other 27.
        const RoiTable table = rois(0, 30);
        MiningConfig config {.sampler = SamplerKind::HardEasyMix,
            .picturesPerStep = 1,
            .roisPerStep = 10,
            .hardFraction = .3};
        std::map<int32_t, int> counts;
        for (uint64_t step = 0; step < 2700; ++step) {
            const auto s = selectRois(table.candidates(), config, {.step = step});
            QCOMPARE(Indices(s.selected.begin(), s.selected.begin() + 3), (Indices {29, 28, 27}));
            QCOMPARE(s.selected.size(), size_t {10});
            QCOMPARE(*s.quotas[0].cut, table.classLosses[27]);
            for (const int32_t i : s.selected)
                ++counts[i];
        }
        // 7 / 27 of 2700: 700 each, five standard deviations of Bin(2700, 7/27): 114.
        for (int32_t i = 0; i < 27; ++i)
            QVERIFY(std::abs(counts[i] - 700) < 114);
        config.hardFraction = 1;
        auto ohem = config;
        ohem.sampler = SamplerKind::Ohem;
        QVERIFY(
            selectRois(table.candidates(), config, {}) == selectRois(table.candidates(), ohem, {}));
        config.hardFraction = 0;
        QVERIFY(!selectRois(table.candidates(), config, {}).quotas[0].cut);
    }

    void allTakesEverything()
    {
        const RoiTable table = test::madeUpRois(6, {30, 0, 40});
        const auto s = selectRois(table.withoutLosses(),
            {.sampler = SamplerKind::All, .picturesPerStep = 3, .roisPerStep = 4}, {});
        QCOMPARE(s.selected.size(), size_t {70});
        QCOMPARE(s.divisor, 70.);
        QCOMPARE(s.quotas[2].quota, int64_t {40});
        for (const RoiDecision& d : s.decisions)
            QCOMPARE(d.weight, 1.f);
    }

    void focalWeights()
    {
        RoiTable table = rois(3, 1);
        table.probabilities = {.5f, 1, 0, .9f};
        MiningConfig config {.sampler = SamplerKind::Focal, .picturesPerStep = 1};
        const auto s = selectRois(table.candidates(), config, {});
        // (1 - p)²: .25, 0, 1, .01; they sum to 1.26
        const std::vector<double> expected {.25, 0, 1, .01};
        for (size_t i = 0; i < 4; ++i) {
            QVERIFY(s.decisions[i].fate == Fate::Selected);
            QVERIFY(std::abs(double(s.decisions[i].weight) - expected[i]) < 1e-7);
        }
        QVERIFY(std::abs(s.divisor - 1.26) < 1e-6);
        config.focalGamma = 0;
        for (const RoiDecision& d : selectRois(table.candidates(), config, {}).decisions)
            QCOMPARE(d.weight, 1.f);
    }

    void divisors_data()
    {
        QTest::addColumn<int>("sampler");
        QTest::addColumn<int>("divisor");
        QTest::addColumn<double>("expected");
        const auto row
            = [](const char* name, SamplerKind sampler, LossDivisor divisor, double value) {
                  QTest::newRow(name) << int(sampler) << int(divisor) << value;
              };
        // 30 RoIs, of which two are ignored; B = 64; all weights of Focal are (1 - .5)² = .25.
        row("ohem kept", SamplerKind::Ohem, LossDivisor::Kept, 28);
        row("ohem B", SamplerKind::Ohem, LossDivisor::RoisPerStep, 64);
        row("ohem R", SamplerKind::Ohem, LossDivisor::AllRois, 30);
        row("heuristic kept", SamplerKind::Heuristic, LossDivisor::Kept, 28);
        row("all kept", SamplerKind::All, LossDivisor::Kept, 28);
        row("focal kept", SamplerKind::Focal, LossDivisor::Kept, 7);
        row("focal B", SamplerKind::Focal, LossDivisor::RoisPerStep, 64);
        row("focal R", SamplerKind::Focal, LossDivisor::AllRois, 30);
    }

    void divisors()
    {
        QFETCH(int, sampler);
        QFETCH(int, divisor);
        QFETCH(double, expected);
        RoiTable table = rois(10, 20);
        table.labels[0] = table.labels[29] = ignoredLabel;
        const auto s = selectRois(table.candidates(),
            {.sampler = SamplerKind(sampler),
                .picturesPerStep = 1,
                .roisPerStep = 64,
                .divisor = LossDivisor(divisor)},
            {});
        QCOMPARE(s.divisor, expected);
    }
};

QTEST_GUILESS_MAIN(TestMiningSamplers)
#include "tst_mining_samplers.moc"
