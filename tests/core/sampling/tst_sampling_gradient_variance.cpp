#include "core/sampling/gradient_variance.h"
#include "core/sampling/sphere_draws.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

/// `count` anchors, each followed by a negative at the given distance in a random direction.
std::vector<float> pairsAt(double distance, int64_t n, int64_t count, uint64_t seed)
{
    const auto points = drawSpherePoints(2 * count, n, {.seed = seed});
    const double cosine = 1 - distance * distance / 2, sine = std::sqrt(1 - cosine * cosine);
    std::vector<float> out;
    for (int64_t i = 0; i < count; ++i) {
        const float* const a = points.data() + 2 * i * n;
        const float* const other = a + n;
        double along = 0, squares = 0;
        for (int64_t k = 0; k < n; ++k)
            along += double(a[k]) * double(other[k]);
        std::vector<double> across;
        for (int64_t k = 0; k < n; ++k) {
            across.push_back(double(other[k]) - along * double(a[k]));
            squares += across.back() * across.back();
        }
        out.insert(out.end(), a, a + n);
        for (int64_t k = 0; k < n; ++k)
            out.push_back(
                float(cosine * double(a[k]) + sine * across[size_t(k)] / std::sqrt(squares)));
    }
    return out;
}

std::vector<AnchorNegative> consecutive(int32_t count)
{
    std::vector<AnchorNegative> pairs;
    for (int32_t i = 0; i < count; ++i)
        pairs.push_back({2 * i, 2 * i + 1});
    return pairs;
}

} // namespace

class TestSamplingGradientVariance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // n = 128; a table of others (who print .2808 for .28070 = 1.28 / 4.56).
    void closedForm()
    {
        const double distances[] {0, .25, .5, 1, std::sqrt(2.), 2};
        const auto check = [&](double noise, const QList<double>& expected) {
            for (int i = 0; i < 6; ++i)
                QVERIFY2(std::fabs(gradientVariance(distances[i], noise, 128) - expected[i]) < 6e-5,
                    qPrintable(QString("noise %1 at %2").arg(noise).arg(distances[i])));
        };
        check(.01, {.9968, .1690, .0484, .0126, .0063, .0032});
        check(.03, {.9735, .6249, .3013, .0981, .0517, .0265});
        check(.05, {.9352, .7730, .5084, .2146, .1212, .0648});
        check(.10, {.8311, .7831, .6675, .4197, .2807, .1689});
    }

    // n noise² = 3: c = ½, V(1) = (3/4) / (1 + ½) = ½, and V(0) = ¾ falls to a half at d² = 2.
    void handWorked()
    {
        const double noise = std::sqrt(3. / 12);
        QVERIFY(std::fabs(gradientVariance(1, noise, 12) - .5) < 1e-12);
        QVERIFY(std::fabs(gradientVariance(0, noise, 12) - .75) < 1e-12);
        QVERIFY(std::fabs(gradientVariance(std::sqrt(2.), noise, 12) - .375) < 1e-12);
        QCOMPARE(gradientVariance(.3, 0, 64), 0.);
        QCOMPARE(gradientVariance(0, 0, 64), 1.);
        // To first order n noise² / d², with all digits.
        QVERIFY(std::fabs(gradientVariance(1, 1e-9, 100) / 1e-16 - 1) < 1e-9);
    }

    void simulationComesToTheClosedForm_data()
    {
        QTest::addColumn<double>("noise");
        QTest::addColumn<double>("distance");
        for (const double noise : {.01, .03, .05, .1})
            for (const double distance : {.25, .5, 1., 1.4, 2.})
                QTest::addRow("noise %g at %g", noise, distance) << noise << distance;
    }

    // Few samples of many pairs, so that the correction of the bias matters: without it V is 1/4
    // too small.
    void simulationComesToTheClosedForm()
    {
        QFETCH(double, noise);
        QFETCH(double, distance);
        constexpr int64_t n = 128, count = 400;
        const auto embeddings = pairsAt(distance, n, count, 3);
        const auto pairs = consecutive(count);
        const auto variances = simulatedGradientVariances(
            embeddings, n, pairs, {.noise = noise, .samples = 4, .key = {.seed = 1}});
        double mean = 0;
        for (const auto& v : variances)
            mean += v.value() / count;
        const double expected = gradientVariance(distance, noise, n);
        QVERIFY2(std::fabs(mean - expected) < .002 + .02 * expected,
            qPrintable(QString("%1, expected %2").arg(mean).arg(expected)));
    }

    void bins()
    {
        constexpr int64_t n = 64;
        auto embeddings = pairsAt(.5, n, 30, 4);
        const auto far = pairsAt(1.3, n, 20, 5);
        embeddings.insert(embeddings.end(), far.begin(), far.end());
        const GradientNoise noise {.noise = .05, .samples = 8, .key = {.seed = 2}};
        const auto pairs = consecutive(50);
        const auto variances = simulatedGradientVariances(embeddings, n, pairs, noise);
        const auto binned = binnedGradientVariance(embeddings, n, pairs, noise, 8);
        QCOMPARE(binned.size(), size_t {8});
        QCOMPARE(binned[5].from, 1.25);
        QCOMPARE(binned[5].to, 1.5);
        QCOMPARE(binned[1].pairs + binned[2].pairs, 30); // .5 is a bound: rounding decides
        QCOMPARE(binned[5].pairs, 20);
        double mean = 0;
        for (size_t i = 30; i < 50; ++i)
            mean += *variances[i] / 20;
        QVERIFY(std::fabs(*binned[5].mean - mean) < 1e-12);
        QVERIFY(!binned[7].mean && binned[7].pairs == 0);
        // Antipodes are in the last bin.
        const std::vector<float> opposite {1, 0, -1, 0};
        QCOMPARE(binnedGradientVariance(opposite, 2, consecutive(1), noise, 10)[9].pairs, 1);
    }

    // Each pair's numbers are its own: its place in the list decides, not who else is asked for.
    void pairsDoNotMoveEachOther()
    {
        const auto embeddings = pairsAt(.8, 16, 10, 6);
        const GradientNoise noise {.key = {.seed = 3}};
        const auto all = consecutive(10);
        const auto some = std::span(all).first(4);
        const auto a = simulatedGradientVariances(embeddings, 16, all, noise),
                   b = simulatedGradientVariances(embeddings, 16, some, noise);
        QVERIFY(std::equal(b.begin(), b.end(), a.begin()));
        QVERIFY(simulatedGradientVariances(embeddings, 16, all, {.key = {.seed = 4}}) != a);
    }

    void pairsWithoutValue()
    {
        const float notANumber = std::numeric_limits<float>::quiet_NaN();
        const std::vector<float> embeddings {1, 0, 0, notANumber, 1, 0};
        const std::vector<AnchorNegative> pairs {{0, 1}, {1, 0}, {0, 2}};
        const auto clean = simulatedGradientVariances(embeddings, 2, pairs, {.noise = 0});
        QVERIFY(!clean[0] && !clean[1] && !clean[2]); // the last falls on its anchor
        const auto noisy = simulatedGradientVariances(embeddings, 2, pairs, {.noise = .1});
        QVERIFY(!noisy[0] && !noisy[1] && noisy[2]);
        QVERIFY(binnedGradientVariance(embeddings, 2, {}, {}, 3)[0].pairs == 0);
    }

    void rejections()
    {
        const std::vector<float> two {1, 0, 0, 1};
        const std::vector<AnchorNegative> pairs {{0, 1}}, outside {{0, 2}};
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, gradientVariance(2.1, .1, 8));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, gradientVariance(1, -1, 8));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, gradientVariance(1, .1, 1));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, simulatedGradientVariances(two, 3, pairs, {}));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, simulatedGradientVariances(two, 2, outside, {}));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, simulatedGradientVariances(two, 2, pairs, {.noise = -1}));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, simulatedGradientVariances(two, 2, pairs, {.samples = 1}));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, binnedGradientVariance(two, 2, pairs, {}, 0));
    }
};

QTEST_GUILESS_MAIN(TestSamplingGradientVariance)
#include "tst_sampling_gradient_variance.moc"
