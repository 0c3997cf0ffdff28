#include "core/sampling/sphere_density.h"
#include "core/sampling/sphere_draws.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hardlens;

class TestSamplingSphereDraws : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The largest distance of the drawn distribution function from the true one (Kolmogorov) stays
    // under the 0.1 % point, 1.95 / √count.
    void drawnDistancesFollowTheDensity_data()
    {
        QTest::addColumn<double>("n");
        for (const double n : {2., 2.5, 3., 8., 64., 1024.})
            QTest::addRow("n = %g", n) << n;
    }

    void drawnDistancesFollowTheDensity()
    {
        QFETCH(double, n);
        constexpr int count = 20000;
        RandomStream random({.seed = 5, .step = uint64_t(n * 2)});
        std::vector<double> drawn;
        for (int i = 0; i < count; ++i)
            drawn.push_back(drawSphereDistance(n, random));
        std::sort(drawn.begin(), drawn.end());
        double worst = 0;
        for (int i = 0; i < count; ++i)
            worst = std::max(worst, std::fabs(sphereCdf(drawn[size_t(i)], n) - (i + .5) / count));
        QVERIFY2(worst < 1.95 / std::sqrt(count), qPrintable(QString::number(worst)));
    }

    void pointsLieOnTheSphere()
    {
        constexpr int64_t n = 12, count = 4000;
        const auto points = drawSpherePoints(count, n, {.seed = 2});
        QCOMPARE(points.size(), size_t(n * count));
        double squaredSum = 0;
        std::vector<double> mean(size_t(n), 0);
        for (int64_t i = 0; i < count; ++i) {
            double squares = 0;
            for (int64_t k = 0; k < n; ++k) {
                const double v = double(points[size_t(i * n + k)]);
                squares += v * v;
                mean[size_t(k)] += v / count;
            }
            QVERIFY(std::fabs(squares - 1) < 1e-6);
        }
        for (const double m : mean)
            squaredSum += m * m;
        // E‖mean‖² = 1 / count, and n·count·‖mean‖² is chi-squared: sd √(2/n) of it.
        QVERIFY(std::fabs(squaredSum * count - 1) < 4 * std::sqrt(2. / n));
        const auto more = drawSpherePoints(count + 5, n, {.seed = 2, .item = 9});
        QVERIFY(std::equal(points.begin(), points.end(), more.begin()));
    }

    void rejections()
    {
        RandomStream random({});
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, drawSphereDistance(1.9, random));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, drawSphereDistance(4097, random));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, drawSpherePoints(-1, 3, {}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, drawSpherePoints(3, 1, {}));
    }
};

QTEST_GUILESS_MAIN(TestSamplingSphereDraws)
#include "tst_sampling_sphere_draws.moc"
