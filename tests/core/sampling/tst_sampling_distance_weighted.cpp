#include "core/sampling/effective_sample_size.h"
#include "core/sampling/row_probabilities.h"
#include "tests/core/sampling/made_up_batch.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

using namespace hardlens;
using test::tripletsOf;

namespace {

std::vector<float> probabilities(
    const test::MadeUpBatch& batch, const SamplingConfig& config, int32_t anchor)
{
    std::vector<float> row(batch.labels.size(), 0.f);
    for (const auto& c : rowProbabilities(batch.cosines(), batch.labels, config, anchor).candidates)
        row[size_t(c.item)] = c.probability;
    return row;
}

} // namespace

class TestSamplingDistanceWeighted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // n = 4: a weight is 1 / (d² √(1 - d²/4)). Negatives at d² = 1 and 3/2, one at 2 beyond the
    // cutoff: 1 / √(3/4) = 1.154701 and 1 / (3/2 √(5/8)) = .843274, so p = .577936 and .422064.
    void handWorkedRow()
    {
        const auto batch
            = test::atDistances({0, .4, 1, std::sqrt(1.5), std::sqrt(2.)}, {0, 0, 1, 2, 3}, 8);
        SamplingConfig config {.dimension = DensityDimension::Given, .densityDimension = 4};
        const auto p = probabilities(batch, config, 0);
        QVERIFY(std::fabs(p[2] - .577936f) < 2e-6f && std::fabs(p[3] - .422064f) < 2e-6f);
        QVERIFY(p[0] == 0 && p[1] == 0 && p[4] == 0);
        const Draws draws = batch.draws(config);
        QCOMPARE(draws.densityDimension, 4.);
        QCOMPARE(draws.rows[0].candidates, 2);
        // 1 / (.577936² + .422064²) = 1.952561
        QVERIFY(std::fabs(draws.rows[0].effectiveSampleSize - 1.952561f) < 1e-5f);
        QVERIFY(std::fabs(draws.rows[0].largestProbability - .577936f) < 2e-6f);
        QCOMPARE(draws.draws[0].probability, p[size_t(draws.draws[0].negative)]);
    }

    // Each candidate as often as its probability says: binomial, 4.5 deviations.
    void drawsFollowTheProbabilities_data()
    {
        QTest::addColumn<bool>("withReplacement");
        QTest::newRow("with replacement") << true;
        QTest::newRow("without, the first pair") << false;
    }

    void drawsFollowTheProbabilities()
    {
        QFETCH(bool, withReplacement);
        const auto batch = test::uniformBatch(40, 12, 4, 5);
        const Cosines cosines = batch.cosines();
        const SamplingConfig config {.withReplacement = withReplacement};
        const auto p = probabilities(batch, config, 6);
        QVERIFY(std::fabs(std::accumulate(p.begin(), p.end(), 0.f) - 1) < 1e-6f);
        std::vector<int> counts(40, 0);
        constexpr int trials = 20000;
        for (uint64_t step = 0; step < trials; ++step)
            for (const Draw& d :
                drawNegatives(cosines, batch.labels, config, {.seed = 4, .step = step}).draws)
                if (d.anchor == 6 && d.positive == 4)
                    ++counts[size_t(d.negative)];
        for (size_t j = 0; j < 40; ++j) {
            const double expected = double(p[j]) * trials;
            QVERIFY2(std::fabs(counts[j] - expected) <= 4.5 * std::sqrt(expected) + (expected > 0),
                qPrintable(
                    QString("item %1: %2, expected %3").arg(j).arg(counts[j]).arg(expected)));
        }
    }

    void withoutReplacementNothingComesTwice()
    {
        const auto batch = test::uniformBatch(60, 32, 6, 6);
        const Draws draws = batch.draws({.withReplacement = false});
        std::set<std::pair<int32_t, int32_t>> seen;
        for (const Draw& d : draws.draws)
            QVERIFY(seen.insert({d.anchor, d.negative}).second);
        QCOMPARE(seen.size(), size_t {60 * 5});
        // Two candidates for three pairs: the third begins again.
        const auto few = test::atDistances({0, .1, .2, .3, 1, 1.1, 1.41}, {0, 0, 0, 0, 1, 2, 3}, 8);
        const auto triplets = tripletsOf(few.draws({.withReplacement = false}));
        QVERIFY(triplets[0][2] != triplets[1][2]);
        QCOMPARE(triplets[2][2], triplets[0][2]);
    }

    // What is not drawn may go without moving any other draw: with another cutoff, an anchor whose
    // negative stays gets it again.
    void anotherCutoffMovesNoNumber()
    {
        const auto batch = test::uniformBatch(80, 8, 2, 7);
        const Cosines cosines = batch.cosines();
        const SamplingConfig wide {.cutoff = 0,
            .cutoffMode = CutoffMode::Exclude,
            .upperCutoff = {},
            .withReplacement = false};
        SamplingConfig narrow = wide;
        narrow.cutoff = .8;
        narrow.upperCutoff = 1.3;
        const auto before = drawNegatives(cosines, batch.labels, wide, {}).draws;
        const auto after = drawNegatives(cosines, batch.labels, narrow, {}).draws;
        QCOMPARE(before.size(), after.size());
        int stayed = 0;
        for (size_t i = 0; i < before.size(); ++i) {
            const double d = distanceOf(cosines(before[i].anchor, before[i].negative));
            if (d >= .8 && d < 1.3) {
                QCOMPARE(after[i].negative, before[i].negative);
                ++stayed;
            }
        }
        QVERIFY(stayed > 5 && stayed < int(before.size()));
        // With replacement: a cutoff below all candidates changes nothing at all.
        const auto far = test::uniformBatch(80, 128, 5, 8);
        QCOMPARE(far.draws({.cutoff = .5}).draws, far.draws({.cutoff = .1}).draws);
        QVERIFY(far.draws({}, {.seed = 1}).draws != far.draws({}, {.seed = 2}).draws);
        QVERIFY(far.draws({}, {.seed = 1, .item = 5}).draws == far.draws({}, {.seed = 1}).draws);
    }

    // Two tight classes in 2048 dimensions, and one foreign near-duplicate of the anchor: float32
    // weights scaled by the matrix would all be 0.
    void nothingUnderflows()
    {
        for (const int64_t n : {64, 256, 2048}) {
            auto batch = test::uniformBatch(40, n, 5, 9);
            for (int64_t i = 0; i < 40; ++i) {
                // Members of a class lie close together; item 1 of class 3 is beside item 0 of
                // class 0.
                const int64_t to = i / 5 * 5, from = i == 16 ? 0 : to;
                double squares = 0;
                std::vector<double> row(size_t(n), 0);
                for (int64_t k = 0; k < n; ++k) {
                    row[size_t(k)] = double(batch.embeddings[size_t(from * n + k)])
                        + (i == from ? 0 : .05) * double(batch.embeddings[size_t(i * n + k)]);
                    squares += row[size_t(k)] * row[size_t(k)];
                }
                for (int64_t k = 0; k < n && i != to; ++k)
                    batch.embeddings[size_t(i * n + k)]
                        = float(row[size_t(k)] / std::sqrt(squares));
            }
            const Draws draws = batch.draws({.upperCutoff = {}});
            QCOMPARE(draws.emptyRows, 0);
            QCOMPARE(draws.rows.size(), size_t {40});
            for (const DrawRow& row : draws.rows)
                QVERIFY(row.effectiveSampleSize >= 1
                    && row.effectiveSampleSize <= float(row.candidates));
            for (const Draw& d : draws.draws)
                QVERIFY(std::isfinite(d.logWeight) && d.probability > 0 && d.probability <= 1);
            for (int32_t anchor = 0; anchor < 40; ++anchor) {
                const auto p = probabilities(batch, {.upperCutoff = {}}, anchor);
                QVERIFY(std::fabs(std::accumulate(p.begin(), p.end(), 0.) - 1) < 1e-5);
            }
            QCOMPARE(draws.draws[0].negative, 16);
        }
    }

    void rowsWithoutCandidates()
    {
        const auto batch = test::circle({0, 5, 170, 175}, {0, 0, 1, 1}); // all negatives are far
        Draws draws = batch.draws({.emptyRow = EmptyRow::Drop});
        QVERIFY(draws.draws.empty());
        QCOMPARE(draws.emptyRows, 4);
        QCOMPARE(draws.droppedRows, 4);
        QVERIFY(!medianEffectiveSampleSize(draws));
        draws = batch.draws({.emptyRow = EmptyRow::Nearest});
        QCOMPARE(tripletsOf(draws),
            (std::vector<test::TripletRow> {{0, 1, 2}, {1, 0, 2}, {2, 3, 1}, {3, 2, 1}}));
        draws = batch.draws({});
        QCOMPARE(draws.draws.size(), size_t {4});
        QCOMPARE(draws.draws[0].probability, .5f);
        QCOMPARE(draws.rows[0].candidates, 0);
        QCOMPARE(draws.rows[0].effectiveSampleSize, 2.f);
        QVERIFY(draws.rows[0].treatment == RowTreatment::UniformOtherClasses);
        QCOMPARE(draws.droppedRows, 0);
    }
};

QTEST_GUILESS_MAIN(TestSamplingDistanceWeighted)
#include "tst_sampling_distance_weighted.moc"
