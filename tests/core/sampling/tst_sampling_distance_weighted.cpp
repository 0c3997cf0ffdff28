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

struct Spread
{
    double mean = 0, sd = 0, ess = 0; // ess: mean over rows
};

/// Of the distances drawn from `batches` batches of 80 uniform points, five per class: 75 negatives
/// each.
Spread drawnSpread(int64_t dimension, const SamplingConfig& config, int batches)
{
    double sum = 0, squares = 0, count = 0, ess = 0, rows = 0;
    for (int b = 0; b < batches; ++b) {
        const auto batch = test::uniformBatch(80, dimension, 5, uint64_t(100 + b));
        const Cosines cosines = batch.cosines();
        const Draws draws
            = drawNegatives(cosines, batch.labels, config, {.seed = 3, .step = uint64_t(b)});
        for (const Draw& d : draws.draws) {
            const double distance = distanceOf(cosines(d.anchor, d.negative));
            sum += distance;
            squares += distance * distance;
            ++count;
        }
        for (const DrawRow& row : draws.rows) {
            ess += double(row.effectiveSampleSize);
            ++rows;
        }
    }
    const double mean = sum / count;
    return {mean, std::sqrt(squares / count - mean * mean), ess / rows};
}

/// Gaussian coordinates of variance 1/k^power, normalised.
test::MadeUpBatch withSpectrum(int64_t count, int64_t dimension, double power, uint64_t seed)
{
    test::MadeUpBatch batch = test::uniformBatch(count, dimension, 5, seed);
    RandomStream random({.seed = seed});
    for (int64_t i = 0; i < count; ++i) {
        float* const row = batch.embeddings.data() + i * dimension;
        double squares = 0;
        for (int64_t k = 0; k < dimension; ++k) {
            row[k] = random.normal() * float(std::pow(double(k + 1), -power / 2));
            squares += double(row[k]) * double(row[k]);
        }
        for (int64_t k = 0; k < dimension; ++k)
            row[k] = float(double(row[k]) / std::sqrt(squares));
    }
    return batch;
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

    // What others measured on 20,000 anchors of the uniform sphere with 75 negatives.
    void uniformSphere_data()
    {
        QTest::addColumn<int>("n");
        QTest::addColumn<QList<double>>("table"); // mean and sd: uniform, hardest, weighted; ESS;
                                                  // mean and sd without upper cutoff
        const auto row
            = [](int n, const QList<double>& table) { QTest::addRow("n = %d", n) << n << table; };
        row(2, {1.274, .615, .042, .042, .705, .405, 36.7, 1.006, .578});
        row(3, {1.334, .471, .203, .106, .820, .347, 32.5, 1.120, .515});
        row(8, {1.389, .264, .689, .123, .962, .265, 14.6, 1.227, .429});
        row(32, {1.409, .127, 1.082, .064, 1.197, .127, 13.2, 1.365, .234});
        row(64, {1.411, .089, 1.186, .044, 1.263, .086, 12.8, 1.387, .167});
        row(128, {1.413, .063, 1.256, .030, 1.307, .059, 12.2, 1.403, .120});
        row(512, {1.414, .031, 1.337, .015, 1.359, .026, 10.4, 1.412, .060});
    }

    void uniformSphere()
    {
        QFETCH(int, n);
        QFETCH(QList<double>, table);
        const auto check = [&](const char* what, const SamplingConfig& config, double mean,
                               double sd, double ess) {
            const Spread s = drawnSpread(n, config, 40); // 3,200 anchors
            QVERIFY2(std::fabs(s.mean - mean) < .06 * sd + .001
                    && std::fabs(s.sd - sd) < .06 * sd + .001
                    && (ess == 0 || std::fabs(s.ess / ess - 1) < .06),
                qPrintable(QString("%1: %2, %3, %4").arg(what).arg(s.mean).arg(s.sd).arg(s.ess)));
        };
        check("uniform", {.negatives = NegativeSampler::Uniform}, table[0], table[1], 75);
        check("hardest", {.negatives = NegativeSampler::Hardest}, table[2], table[3], 1);
        check("weighted", {}, table[4], table[5], table[6]);
        check("no upper cutoff", {.upperCutoff = {}}, table[7], table[8], 0);
    }

    // A spectrum 1/k in 128 dimensions spreads like 23: with the nominal n the nearest of 75 is
    // taken three times in four.
    void lowEffectiveDimension()
    {
        double nominal = 0, effective = 0, dimension = 0, largest = 0;
        constexpr int batches = 30;
        for (int b = 0; b < batches; ++b) {
            const auto batch = withSpectrum(80, 128, 1, uint64_t(b));
            const Draws asNominal = batch.draws({});
            QCOMPARE(asNominal.densityDimension, 128.);
            const Draws asEffective = batch.draws({.dimension = DensityDimension::Effective});
            dimension += *asEffective.densityDimension / batches;
            for (const DrawRow& row : asNominal.rows) {
                nominal += double(row.effectiveSampleSize) / (80 * batches);
                largest += double(row.largestProbability) / (80 * batches);
            }
            for (const DrawRow& row : asEffective.rows)
                effective += double(row.effectiveSampleSize) / (80 * batches);
        }
        const auto text = QString("n %1, ESS %2 and %3, largest %4")
                              .arg(dimension)
                              .arg(nominal)
                              .arg(effective)
                              .arg(largest);
        QVERIFY2(std::fabs(dimension - 23) < 2 && std::fabs(nominal - 2.1) < .3
                && std::fabs(effective - 19) < 2 && std::fabs(largest - .75) < .05,
            qPrintable(text));
        // Before it is spread, the batch is weighted with the nominal dimension.
        const auto bundled = test::circle({0, 1, 2, 3}, {0, 0, 1, 1});
        QCOMPARE(bundled.draws({.dimension = DensityDimension::Effective}).densityDimension, 2.);
    }

    // PML's test: 256 unit vectors at 0 … 255 degrees with random labels of two classes. In two
    // dimensions the drawn distance is uniform on [min, upper].
    void uniformInDistanceOnTheCircle()
    {
        std::vector<double> degrees;
        std::vector<int64_t> labels;
        RandomStream random({.seed = 10});
        for (int i = 0; i < 256; ++i) {
            degrees.push_back(i);
            labels.push_back(random.below(2));
        }
        const auto batch = test::circle(degrees, labels);
        const Cosines cosines = batch.cosines();
        for (int tenths = 5; tenths < 15; ++tenths) {
            const double upper = tenths / 10. - .01;
            double sum = 0, squares = 0, count = 0;
            for (const Draw& d :
                drawNegatives(cosines, labels, {.cutoff = 0, .upperCutoff = upper}, {.seed = 2})
                    .draws) {
                const double distance = distanceOf(cosines(d.anchor, d.negative));
                QVERIFY(distance < upper);
                sum += distance;
                squares += distance * distance;
                ++count;
            }
            const double mean = sum / count, variance = squares / count - mean * mean;
            QVERIFY(std::fabs(mean / (upper / 2) - 1) < .1);
            QVERIFY(std::fabs(variance / (upper * upper / 12) - 1) < .1);
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
