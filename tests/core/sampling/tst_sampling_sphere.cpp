#include "core/sampling/incomplete_beta.h"
#include "core/sampling/sphere_density.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

using namespace hardlens;

namespace {

const double infinity = std::numeric_limits<double>::infinity();

/// Simpson's rule over [low, high].
template <typename Function> double integral(const Function& f, double low, double high, int pieces)
{
    const double h = (high - low) / pieces;
    double sum = 0;
    for (int i = 0; i < pieces; ++i)
        sum += f(low + i * h) + 4 * f(low + (i + .5) * h) + f(low + (i + 1) * h);
    return sum * h / 6;
}

bool near(double actual, double expected, double relative)
{
    return std::fabs(actual - expected) <= relative * std::fabs(expected);
}

#define COMPARE_NEAR(actual, expected, relative)                                                   \
    do {                                                                                           \
        const double a_ = (actual), e_ = (expected);                                               \
        QVERIFY2(near(a_, e_, relative),                                                           \
            qPrintable(QString("%1, expected %2").arg(a_, 0, 'g', 15).arg(e_, 0, 'g', 15)));       \
    } while (false)

} // namespace

class TestSamplingSphere : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Computed in double precision by others; digits as they gave them.
    void table_data()
    {
        QTest::addColumn<int>("n");
        QTest::addColumn<QList<double>>("values"); // ln C, mode, mean, sd, P(d < .5), 1, 1.2, 1.4
        const auto row
            = [](int n, const QList<double>& values) { QTest::addRow("n = %d", n) << n << values; };
        row(2, {-1.1447299, 2, 1.273239545, .615517, .160861, .333333, .409666, .493633});
        row(3, {-.6931472, 2, 1.333333333, .471405, .0625, .25, .36, .49});
        row(4, {-.4515827, 1.6329932, 1.358122181, .394340, .0260228, .195501, .324104, .487268});
        row(8, {.0184209, 1.4770979, 1.389327786, .264137, 1.00392e-3, .0852353, .232777, .479635});
        row(16, {.4184322, 1.4401646, 1.40249248, .181700, 2.14006e-6, .0204845, .138189, .469635});
        row(32,
            {.7899920, 1.4261481, 1.408524291, .126725, 1.37848e-11, 1.52365e-3, .0572584,
                .456017});
        row(64,
            {1.1486607, 1.4199508, 1.411410571, .0889955, 8.085e-22, 1.11376e-5, .0119409,
                .437176});
        row(128,
            {1.5011865, 1.4170279, 1.41282233, .0627141, 3.931e-42, 8.05368e-10, 6.55021e-4,
                .411002});
        row(256,
            {1.8507128, 1.4156076, 1.413520493, .0442698, 1.313e-82, 5.803e-18, 2.578e-6, .374828});
        row(512,
            {2.198757, 1.4149073, 1.413867662, .0312767, 2.07e-163, 4.20e-34, 5.38e-11, .32566});
        row(1024, {2.5460645, 1.4145596, 1.414040771, .0221065, 0, 3.09e-66, 3.2e-20, .261218});
    }

    void table()
    {
        QFETCH(int, n);
        QFETCH(QList<double>, values);
        QVERIFY(std::fabs(sphereLogNormaliser(n) - values[0]) < 1e-6);
        COMPARE_NEAR(sphereMode(n), values[1], 1e-7);
        const double mean = sphereMoment(1, n);
        COMPARE_NEAR(mean, values[2], 2e-9);
        COMPARE_NEAR(std::sqrt(2 - mean * mean), values[3], 1e-5);
        const double distances[] {.5, 1, 1.2, 1.4};
        for (int i = 0; i < 4; ++i)
            if (values[4 + i] > 0) // 7.3e-325 is no double
                COMPARE_NEAR(
                    sphereCdf(distances[i], n), values[4 + i], values[4 + i] < 3e-6 ? 6e-3 : 4e-6);
    }

    // n = 3: q = d/2, so P = d²/4. n = 2: the angle is uniform, so P = 2 asin(d/2) / π.
    void cdfWhereItIsElementary()
    {
        for (double d = 0; d <= 2; d += .125) {
            QVERIFY(std::fabs(sphereCdf(d, 3) - d * d / 4) < 1e-14);
            QVERIFY(std::fabs(sphereCdf(d, 2) - 2 * std::asin(d / 2) / std::numbers::pi) < 1e-14);
            // n = 5: q = (3/4) d³ (1 - d²/4), so P = (3/16) d⁴ - d⁶/32
            QVERIFY(std::fabs(sphereCdf(d, 5) - (3 * std::pow(d, 4) / 16 - std::pow(d, 6) / 32))
                < 1e-14);
        }
    }

    void cdfIsTheIntegralOfTheDensity_data()
    {
        QTest::addColumn<double>("n");
        for (const double n : {9., 10.5, 33., 128., 700.25, 2048., 4096.})
            QTest::addRow("n = %g", n) << n;
    }

    void cdfIsTheIntegralOfTheDensity()
    {
        QFETCH(double, n);
        const auto q = [n](double d) { return sphereDensity(d, n); };
        double sum = 0, last = 0;
        // Steps of whole deviations around the mode, where the mass lies.
        const double sd = std::sqrt(1 / (2 * n));
        for (double d = std::max(0., std::sqrt(2) - 12 * sd); last < 2; d = last) {
            last = std::min(2., d + sd / 2);
            sum += integral(q, d, last, 200);
            QVERIFY2(std::fabs(sphereCdf(last, n) - sum) < 1e-10,
                qPrintable(QString("at %1: %2, expected %3")
                               .arg(last)
                               .arg(sphereCdf(last, n), 0, 'g', 15)
                               .arg(sum, 0, 'g', 15)));
        }
        QVERIFY(std::fabs(sum - 1) < 1e-10);
    }

    // u and 1 - u have the same distribution.
    void cdfIsSymmetricInTheCosine()
    {
        for (const double n : {2., 3., 64., 777., 4096.})
            for (double cosine = 0; cosine <= 1; cosine += .01)
                QVERIFY(std::fabs(sphereCdf(std::sqrt(2 - 2 * cosine), n)
                            + sphereCdf(std::sqrt(2 + 2 * cosine), n) - 1)
                    < 1e-10);
    }

    // I_x(1, b) = 1 - (1-x)^b and I_x(a, 1) = x^a; I_x(2, 3) = x² (6 - 8x + 3x²).
    void incompleteBetaWhereItIsElementary()
    {
        for (double x = 0; x <= 1; x += .0625) {
            for (const double b : {.5, 1., 3.25, 2048.}) {
                QVERIFY(std::fabs(incompleteBeta(x, 1, b) - (1 - std::pow(1 - x, b))) < 1e-12);
                QVERIFY(std::fabs(incompleteBeta(x, b, 1) - std::pow(x, b)) < 1e-12);
            }
            QVERIFY(std::fabs(incompleteBeta(x, 2, 3) - x * x * (6 - 8 * x + 3 * x * x)) < 1e-14);
        }
    }

    // E[d²] = 2 and Var(d²) = E[d⁴] - 4 = 4/n; n = 3: E[d^k] = ∫ d^(k+1)/2 = 2^(k+1) / (k+2).
    void moments()
    {
        for (const double n : {2., 3., 17., 128., 1000.5, 4096.}) {
            COMPARE_NEAR(sphereMoment(0, n), 1, 1e-12);
            COMPARE_NEAR(sphereMoment(2, n), 2, 1e-10);
            QVERIFY(std::fabs(sphereMoment(4, n) - 4 - squaredDistanceVariance(n)) < 1e-9);
        }
        for (const double k : {1., 3., 2.5})
            COMPARE_NEAR(sphereMoment(k, 3), std::pow(2, k + 1) / (k + 2), 1e-13);
    }

    void peakDensities()
    {
        COMPARE_NEAR(sphereDensity(sphereMode(64), 64), std::exp(1.4972669), 1e-7);
        COMPARE_NEAR(sphereDensity(sphereMode(128), 128), std::exp(1.8487561), 1e-7);
        COMPARE_NEAR(sphereDensity(sphereMode(512), 512), std::exp(2.545576), 1e-6);
        for (const double n : {4., 5.5, 100., 4096.}) {
            const double mode = sphereMode(n), q = sphereDensity(mode, n);
            QVERIFY(sphereDensity(mode - 1e-4, n) < q && sphereDensity(mode + 1e-4, n) < q);
        }
    }

    void endsOfTheDensity()
    {
        QCOMPARE(sphereLogDensity(-.1, 8), -infinity);
        QCOMPARE(sphereLogDensity(2.1, 8), -infinity);
        QCOMPARE(sphereLogDensity(0, 8), -infinity);
        QCOMPARE(sphereLogDensity(2, 8), -infinity);
        QCOMPARE(sphereLogDensity(2, 2), infinity);
        COMPARE_NEAR(sphereDensity(0, 2), 1 / std::numbers::pi, 1e-14); // 1/(π √(1 - d²/4))
        COMPARE_NEAR(sphereDensity(2, 3), 1, 1e-14);
        QCOMPARE(sphereCdf(-1, 9), 0.);
        QCOMPARE(sphereCdf(3, 9), 1.);
    }

    // L(d) of the fact sheet's table, and -½ ln 2 at √2 for every n.
    void inverseDensityWeights()
    {
        struct Row
        {
            int n;
            double at05, at1, at12, at14, at19;
        };
        for (const Row& r : {Row {64, 44.9435501, 8.77430321, 2.30782011, -.324269796, 31.2060975},
                 Row {128, 91.3702023, 17.9801295, 4.92042776, -.311467235, 64.6203417},
                 Row {256, 184.223507, 36.3917822, 10.1456431, -.285862114, 131.44883},
                 Row {512, 369.930116, 73.2150874, 20.5960737, -.234651871, 265.105806}}) {
            COMPARE_NEAR(inverseDensityLogWeight(.5, r.n), r.at05, 1e-8);
            COMPARE_NEAR(inverseDensityLogWeight(1, r.n), r.at1, 1e-8);
            COMPARE_NEAR(inverseDensityLogWeight(1.2, r.n), r.at12, 1e-8);
            COMPARE_NEAR(inverseDensityLogWeight(1.4, r.n), r.at14, 1e-8);
            COMPARE_NEAR(inverseDensityLogWeight(1.9, r.n), r.at19, 1e-8);
        }
        for (const double n : {2., 3., 64., 511.5, 4096.})
            QVERIFY(
                std::fabs(inverseDensityLogWeight(std::numbers::sqrt2, n) + .5 * std::numbers::ln2)
                < 1e-11);
        COMPARE_NEAR(inverseDensityLogWeight(.8, 50) + sphereLogDensity(.8, 50),
            sphereLogNormaliser(50), 1e-12);
    }

    // Peaks read off the printed figure; n = 4 rises to the right edge; odd n are right in print.
    void printedFigure2()
    {
        const auto peak = [](int n) {
            double best = 0;
            for (double d = 0; d <= 2; d += 1e-4)
                if (printedFigure2Density(d, n) > printedFigure2Density(best, n))
                    best = d;
            return best;
        };
        QVERIFY(std::fabs(peak(8) - 1.549) < 1e-3);
        QVERIFY(std::fabs(peak(16) - 1.468) < 1e-3);
        QVERIFY(std::fabs(peak(32) - 1.438) < 1e-3);
        QVERIFY(peak(4) > 1.999);
        for (const int n : {3, 4, 8, 32, 128})
            QVERIFY(
                std::fabs(
                    integral([n](double d) { return printedFigure2Density(d, n); }, 0, 2, 2000) - 1)
                < 1e-9);
        for (const double d : {.3, 1., 1.9})
            COMPARE_NEAR(printedFigure2Density(d, 9), sphereDensity(d, 9), 1e-12);
        QCOMPARE(printedFigure2Density(2.5, 9), 0.);
    }

    void dimensionsOutOfRange()
    {
        for (const double n : {1.9, 4097., std::numeric_limits<double>::quiet_NaN()}) {
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument, sphereLogDensity(1, n));
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument, sphereCdf(1, n));
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument, sphereMode(n));
            QVERIFY_THROWS_EXCEPTION(std::invalid_argument, inverseDensityLogWeight(1, n));
        }
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, printedFigure2Density(1, 2));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, sphereMoment(-1, 5));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, incompleteBeta(1.5, 1, 1));
    }
};

QTEST_GUILESS_MAIN(TestSamplingSphere)
#include "tst_sampling_sphere.moc"
