#include "core/analysis/principal_components.h"
#include "core/basics/random.h"

#include <QTest>

#include <numeric>

using namespace hardlens;

namespace {

using Values = std::vector<float>;

} // namespace

class TestPrincipalComponents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// (±2, ±2)·(1, 1)/… : points (2, 2), (-2, -2), (1, -1), (-1, 1) around (10, 20). Along (1,
    /// 1)/√2 squares 8 + 8 of n - 1 = 3; along (1, -1)/√2 2 + 2. The signs: largest coordinate
    /// positive, of equal ones the first.
    void byHand()
    {
        const Values values {12, 22, 8, 18, 11, 19, 9, 21};
        const auto found = principalComponents({values, 2}, 2);
        const float h = std::sqrt(.5f);
        const Values axes {h, h, h, -h};
        for (size_t i = 0; i < 4; ++i)
            QVERIFY(std::abs(found.directions[i] - axes[i]) < 1e-6f);
        QCOMPARE(found.mean, (Values {10, 20}));
        QVERIFY(std::abs(found.variances[0] - 16. / 3) < 1e-12);
        QVERIFY(std::abs(found.variances[1] - 4. / 3) < 1e-12);
        QVERIFY(std::abs(found.totalVariance - 20. / 3) < 1e-12);
        const auto coordinates = found.project({values, 2});
        const float s = std::sqrt(8.f), t = std::sqrt(2.f);
        const Values expected {s, 0, -s, 0, 0, t, 0, -t};
        for (size_t i = 0; i < expected.size(); ++i)
            QVERIFY(std::abs(coordinates[i] - expected[i]) < 1e-5f);
    }

    /// Coordinates along the directions have the variances, and are uncorrelated; the directions
    /// are orthonormal; of mirrored data the signs are the same.
    void properties()
    {
        constexpr int64_t rows = 300, dimensions = 12;
        RandomStream random({.seed = 8});
        Values values, mirrored;
        for (int64_t i = 0; i < rows; ++i)
            for (int64_t k = 0; k < dimensions; ++k) {
                values.push_back(random.normal() * float(1 + k) + (k > 0 ? values.back() : 0));
                mirrored.push_back(-values.back());
            }
        const auto found = principalComponents({values, dimensions}, 4);
        const auto other = principalComponents({mirrored, dimensions}, 4);
        const auto coordinates = found.project({values, dimensions});
        for (size_t a = 0; a < 4; ++a)
            for (size_t b = 0; b <= a; ++b) {
                double dot = 0, covariance = 0;
                for (size_t k = 0; k < size_t(dimensions); ++k)
                    dot += double(found.directions[a * dimensions + k])
                        * double(found.directions[b * dimensions + k]);
                for (size_t i = 0; i < size_t(rows); ++i)
                    covariance += double(coordinates[i * 4 + a]) * double(coordinates[i * 4 + b])
                        / double(rows - 1);
                QVERIFY(std::abs(dot - (a == b)) < 1e-5);
                QVERIFY(std::abs(covariance - (a == b ? found.variances[a] : 0))
                    < 1e-4 * found.variances[0]);
            }
        for (size_t i = 0; i < found.directions.size(); ++i)
            QVERIFY(std::abs(found.directions[i] - other.directions[i]) < 1e-4f);
        QVERIFY(found.variances[0] >= found.variances[1]);
        QVERIFY(found.totalVariance > found.variances[0] + found.variances[1]);
    }

    void fewRows()
    {
        const Values one {3, 4, 5};
        const auto found = principalComponents({one, 3}, 2);
        QCOMPARE(found.variances, (std::vector<double> {0, 0}));
        QCOMPARE(found.project({one, 3}), (Values {0, 0}));
    }

    void badCalls()
    {
        const Values values {1, 2, 3, 4};
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, principalComponents({values, 2}, 0));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, principalComponents({values, 2}, 3));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, principalComponents({{}, 2}, 1));
        const auto found = principalComponents({values, 2}, 1);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, found.project({values, 4}));
    }
};

QTEST_GUILESS_MAIN(TestPrincipalComponents)
#include "tst_principal_components.moc"
