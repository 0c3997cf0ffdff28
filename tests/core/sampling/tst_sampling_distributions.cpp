#include "tests/core/sampling/made_up_batch.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

// The distances at which negatives are drawn, statistically: seeded, so always the same draws.

namespace {

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

class TestSamplingDistributions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(TestSamplingDistributions)
#include "tst_sampling_distributions.moc"
