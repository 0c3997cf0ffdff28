#include "tests/core/sampling/made_up_batch.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace hardlens;
using test::circle;
using test::TripletRow;
using test::tripletsOf;

// Rules of choice, on points of a circle whose order of distances is the order of angles.

using Triplets = std::vector<TripletRow>;
Q_DECLARE_METATYPE(Triplets)
Q_DECLARE_METATYPE(SamplingConfig)

namespace {

/// 0, 20, …, 160 degrees with the labels of PML's tests of BatchHardMiner and BatchEasyHardMiner.
/// Class 2 has one member.
test::MadeUpBatch nine()
{
    return circle({0, 20, 40, 60, 80, 100, 120, 140, 160}, {0, 0, 1, 1, 0, 2, 1, 1, 1});
}

/// Anchor 0 with positives at 40 and 80 degrees; negatives at 30, 45, 60 and 120.
test::MadeUpBatch seven()
{
    return circle({0, 40, 80, 30, 45, 60, 120}, {7, 7, 7, 1, 2, 3, 4});
}

/// The negatives that a pair gets under many keys.
std::set<int32_t> everDrawn(
    const test::MadeUpBatch& batch, const SamplingConfig& config, int32_t anchor, int32_t positive)
{
    std::set<int32_t> drawn;
    const Cosines cosines = batch.cosines();
    for (uint64_t seed = 0; seed < 300; ++seed)
        for (const Draw& d : drawNegatives(cosines, batch.labels, config, {.seed = seed}).draws)
            if (d.anchor == anchor && d.positive == positive)
                drawn.insert(d.negative);
    return drawn;
}

const DrawRow& rowOf(const Draws& draws, int32_t anchor, int32_t positive)
{
    return *std::find_if(draws.rows.begin(), draws.rows.end(), [&](const DrawRow& r) {
        return r.anchor == anchor && (r.positive == -1 || r.positive == positive);
    });
}

} // namespace

class TestSamplingSamplers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threadsChangeNothing_data()
    {
        QTest::addColumn<SamplingConfig>("config");
        for (const NegativeSamplerEntry& entry : negativeSamplers())
            QTest::newRow(entry.name.data())
                << SamplingConfig {.negatives = entry.sampler, .withReplacement = false};
    }

    void threadsChangeNothing()
    {
        QFETCH(SamplingConfig, config);
        const test::MadeUpBatch batch
            = test::uniformBatch(101, 16, 4, 5); // the last class has one member
        const Cosines cosines = batch.cosines();
        const Draws one = drawNegatives(cosines, batch.labels, config, {.seed = 1});
        QVERIFY(one.rows.size() > 20);
        for (const int threads : {2, 3, 40})
            QVERIFY(drawNegatives(cosines, batch.labels, config, {.seed = 1}, threads) == one);
    }

    // PML's expected rows; between exact ties ({3 or 5}, {8|6}, …) float32 decides, so those
    // anchors are left out.
    void pairsOfNine_data()
    {
        QTest::addColumn<SamplingConfig>("config");
        QTest::addColumn<Triplets>("expected");
        SamplingConfig config = batchHardPreset();
        QTest::newRow("batch hard") << config
                                    << Triplets {{0, 4, 2}, {1, 4, 2}, {2, 8, 1}, {3, 8, 4},
                                           {6, 2, 5}, {7, 2, 5}, {8, 2, 5}};
        config.negatives = NegativeSampler::SemiHardOrDrop;
        QTest::newRow("hardest positive, semi-hard negative")
            << config << Triplets {{0, 4, 5}, {1, 4, 5}, {6, 2, 1}, {7, 2, 1}, {8, 2, 1}};
        config.positives = PositiveChoice::Easiest;
        QTest::newRow("easiest positive, semi-hard negative")
            << config << Triplets {{0, 1, 2}, {1, 0, 3}, {8, 7, 5}};
        config.negatives = NegativeSampler::Hardest;
        QTest::newRow("easiest positive, hardest negative")
            << config << Triplets {{0, 1, 2}, {1, 0, 2}, {2, 3, 1}, {3, 2, 4}, {8, 7, 5}};
    }

    void pairsOfNine()
    {
        QFETCH(SamplingConfig, config);
        QFETCH(Triplets, expected);
        const Draws draws = nine().draws(config);
        std::set<int32_t> anchors;
        for (const TripletRow& row : expected)
            anchors.insert(row[0]);
        Triplets actual;
        for (const TripletRow& row : tripletsOf(draws))
            if (anchors.count(row[0]))
                actual.push_back(row);
        QCOMPARE(actual, expected);
        QCOMPARE(draws.anchorsWithoutPositive, 1);
        for (const Draw& d : draws.draws)
            QVERIFY(d.anchor != 5 && d.probability == 1);
    }

    void eachPairOnce()
    {
        const auto batch = nine();
        SamplingConfig config;
        for (const NegativeSamplerEntry& entry : negativeSamplers()) {
            config.negatives = entry.sampler;
            config.emptyRow = EmptyRow::Nearest;
            const Draws draws = batch.draws(config);
            std::set<std::pair<int32_t, int32_t>> pairs;
            for (const Draw& d : draws.draws) {
                QVERIFY(pairs.insert({d.anchor, d.positive}).second);
                QVERIFY(d.anchor != d.positive);
                QCOMPARE(batch.labels[size_t(d.anchor)], batch.labels[size_t(d.positive)]);
                QVERIFY(batch.labels[size_t(d.anchor)] != batch.labels[size_t(d.negative)]);
                const DrawRow& row = draws.rows[size_t(d.row)];
                QCOMPARE(row.anchor, d.anchor);
                QCOMPARE(row.positive, entry.perPair ? d.positive : -1);
            }
            // 3 · 2 of class 0 and 5 · 4 of class 1, less what the rules drop.
            QCOMPARE(int64_t(pairs.size()), 26 - draws.droppedRows);
            QCOMPARE(draws.draws.size() == 26,
                entry.sampler != NegativeSampler::VggFace
                    && entry.sampler != NegativeSampler::SemiHardOrDrop);
        }
    }

    // Negatives of anchor 0 lie at 30, 45, 60, 120 degrees (3, 4, 5, 6); its positives at 40 (1)
    // and 80 (2).
    void semiHardPaper()
    {
        const Draws draws = seven().draws(
            {.negatives = NegativeSampler::SemiHardPaper, .emptyRow = EmptyRow::Drop});
        QCOMPARE(draws.draws[0].negative, 4);
        QCOMPARE(draws.draws[1].negative, 6);
        QCOMPARE(rowOf(draws, 0, 1).candidates, 1);
        QCOMPARE(rowOf(draws, 0, 1).effectiveSampleSize, 1.f);
    }

    // D²(40°) = .468, D²(45°) = .586, D²(60°) = 1, D²(30°) = .268, D²(80°) = 1.653, D²(120°) = 3.
    void bands()
    {
        SamplingConfig config {.negatives = NegativeSampler::SemiHardFaceNet,
            .margin = .2,
            .emptyRow = EmptyRow::Drop};
        QCOMPARE(everDrawn(seven(), config, 0, 1), (std::set<int32_t> {4}));
        QCOMPARE(everDrawn(seven(), config, 0, 2), std::set<int32_t> {});
        config.margin = .6;
        QCOMPARE(everDrawn(seven(), config, 0, 1), (std::set<int32_t> {4, 5}));
        config.negatives = NegativeSampler::VggFace;
        config.margin = .2;
        QCOMPARE(everDrawn(seven(), config, 0, 1), (std::set<int32_t> {3, 4}));
        QCOMPARE(everDrawn(seven(), config, 0, 2), (std::set<int32_t> {3, 4, 5}));
        // On D: .684 (40°), .765 (45°), 1 (60°), .518 (30°), 1.286 (80°), 1.732 (120°).
        config.negatives = NegativeSampler::SemiHardBand;
        config.margin = .3;
        QCOMPARE(everDrawn(seven(), config, 0, 1), (std::set<int32_t> {4}));
        config.margin = .32;
        QCOMPARE(everDrawn(seven(), config, 0, 1), (std::set<int32_t> {4, 5}));
        config.margin = 1.5; // beyond the sphere's diameter
        QCOMPARE(everDrawn(seven(), config, 0, 1), (std::set<int32_t> {4, 5, 6}));
        config.negatives = NegativeSampler::SoftHard; // the farthest positive is at 80 degrees
        QCOMPARE(everDrawn(seven(), config, 0, 1), (std::set<int32_t> {3, 4, 5}));
        const Draws draws = seven().draws(config);
        QCOMPARE(draws.draws[0].probability, 1.f / 3);
        QCOMPARE(rowOf(draws, 0, 1).effectiveSampleSize, 3.f);
        QCOMPARE(rowOf(draws, 0, 1).positive, -1);
    }

    // Positives at 90 and 170 degrees, negatives at 10 and 100: nothing lies beyond the second
    // pair.
    void emptyRows_data()
    {
        QTest::addColumn<SamplingConfig>("config");
        QTest::addColumn<QList<int>>("drawn");
        const auto row = [](const char* name, NegativeSampler sampler, EmptyRow empty,
                             const QList<int>& drawn) {
            QTest::newRow(name) << SamplingConfig {.negatives = sampler, .emptyRow = empty}
                                << drawn;
        };
        row("paper, drop", NegativeSampler::SemiHardPaper, EmptyRow::Drop, {});
        row("paper, uniform", NegativeSampler::SemiHardPaper, EmptyRow::UniformOtherClasses,
            {3, 4});
        row("paper, nearest", NegativeSampler::SemiHardPaper, EmptyRow::Nearest, {3});
        row("FaceNet, nearest", NegativeSampler::SemiHardFaceNet, EmptyRow::Nearest, {3});
        // These know themselves what to do.
        row("farthest", NegativeSampler::SemiHardOrFarthest, EmptyRow::Drop, {4});
        row("band", NegativeSampler::SemiHardBand, EmptyRow::Drop, {3, 4});
        row("or drop", NegativeSampler::SemiHardOrDrop, EmptyRow::Nearest, {});
    }

    void emptyRows()
    {
        QFETCH(SamplingConfig, config);
        QFETCH(QList<int>, drawn);
        const auto batch = circle({0, 90, 170, 10, 100}, {0, 0, 0, 1, 2});
        QCOMPARE(everDrawn(batch, config, 0, 2), std::set<int32_t>(drawn.begin(), drawn.end()));
        const Draws draws = batch.draws(config);
        const DrawRow& row = rowOf(draws, 0, 2);
        QCOMPARE(row.candidates, 0);
        QCOMPARE(row.effectiveSampleSize, float(drawn.size()));
        QVERIFY(row.treatment != RowTreatment::Candidates);
        QCOMPARE(row.treatment == RowTreatment::Dropped, drawn.isEmpty());
        QVERIFY(draws.emptyRows >= 1);
        QCOMPARE(draws.droppedRows, drawn.isEmpty() ? draws.emptyRows : 0);
    }

    // Nothing is hard: all negatives are farther than any positive.
    void emptyRowsOfRulesThatAskForHardOnes()
    {
        const auto batch = circle({0, 1, 90, 100}, {0, 0, 1, 2});
        Draws draws
            = batch.draws({.negatives = NegativeSampler::VggFace, .emptyRow = EmptyRow::Nearest});
        QVERIFY(draws.draws.empty());
        QCOMPARE(draws.droppedRows, 2);
        draws = batch.draws({.negatives = NegativeSampler::SoftHard, .emptyRow = EmptyRow::Drop});
        QCOMPARE(draws.draws.size(), size_t {2});
        QVERIFY(draws.rows[0].treatment == RowTreatment::UniformOtherClasses);
        draws = batch.draws({.negatives = NegativeSampler::NearestBeyondCutoff,
            .cutoff = 2,
            .emptyRow = EmptyRow::Nearest});
        QCOMPARE(tripletsOf(draws), (Triplets {{0, 1, 2}, {1, 0, 2}}));
        QCOMPARE(draws.emptyRows, 2);
        QCOMPARE(draws.droppedRows, 0);
    }

    // Anchor 0 has two pairs; at or beyond 50 degrees (D = .845) lie 60 and 120.
    void nearestBeyondCutoff()
    {
        SamplingConfig config {.negatives = NegativeSampler::NearestBeyondCutoff, .cutoff = .84};
        auto triplets = tripletsOf(seven().draws(config));
        QCOMPARE(triplets[0], (TripletRow {0, 1, 5}));
        QCOMPARE(triplets[1], (TripletRow {0, 2, 6}));
        config.cutoff = 1.5; // one is left: it serves both
        triplets = tripletsOf(seven().draws(config));
        QCOMPARE(triplets[0], (TripletRow {0, 1, 6}));
        QCOMPARE(triplets[1], (TripletRow {0, 2, 6}));
        config.cutoff = 0;
        triplets = tripletsOf(seven().draws(config));
        QCOMPARE(triplets[0], (TripletRow {0, 1, 3}));
        QCOMPARE(triplets[1], (TripletRow {0, 2, 4}));
    }

    void uniformDrawsAreUniform()
    {
        const auto batch = seven();
        const Cosines cosines = batch.cosines();
        const SamplingConfig config {.negatives = NegativeSampler::Uniform};
        std::array<int, 7> counts {};
        for (uint64_t step = 0; step < 4000; ++step)
            ++counts[size_t(drawNegatives(cosines, batch.labels, config, {.seed = 2, .step = step})
                                .draws[0]
                                .negative)];
        for (int j = 3; j < 7; ++j)
            QVERIFY(std::abs(counts[size_t(j)] - 1000) < 4 * std::sqrt(750)); // binomial
        const Draws draws = batch.draws(config);
        QCOMPARE(draws.draws[0].probability, .25f);
        QCOMPARE(draws.rows[0].candidates, 4);
        QCOMPARE(draws.rows[0].effectiveSampleSize, 4.f);
    }

    // Ties go to the lower index: 1 and 2 lie at the same place.
    void tiesGoToTheLowerIndex()
    {
        const auto batch = circle({0, 50, 50, 20, 50}, {0, 1, 2, 0, 3});
        QCOMPARE(batch.draws({.negatives = NegativeSampler::Hardest}).draws[0].negative, 1);
        QCOMPARE(batch.draws({.negatives = NegativeSampler::SemiHardPaper}).draws[0].negative, 1);
        QCOMPARE(
            batch.draws({.negatives = NegativeSampler::NearestBeyondCutoff}).draws[0].negative, 1);
    }
};

QTEST_GUILESS_MAIN(TestSamplingSamplers)
#include "tst_sampling_samplers.moc"
