#include "core/analysis/isotonic.h"
#include "core/basics/random.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace hardlens;

namespace {

using Values = std::vector<double>;

/// min over k >= i of max over j <= i of the mean of j … k: the closed form of the same fit.
Values closedForm(const Values& values, const Values& weights)
{
    Values fitted;
    for (size_t i = 0; i < values.size(); ++i) {
        double least = std::numeric_limits<double>::infinity();
        for (size_t k = i; k < values.size(); ++k) {
            double most = -std::numeric_limits<double>::infinity();
            for (size_t j = 0; j <= i; ++j) {
                double sum = 0, weight = 0;
                for (size_t m = j; m <= k; ++m) {
                    sum += values[m] * weights[m];
                    weight += weights[m];
                }
                most = std::max(most, sum / weight);
            }
            least = std::min(least, most);
        }
        fitted.push_back(least);
    }
    return fitted;
}

} // namespace

class TestIsotonic : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand_data()
    {
        QTest::addColumn<QVector<double>>("values");
        QTest::addColumn<QVector<double>>("weights");
        QTest::addColumn<QVector<double>>("fitted");
        using V = QVector<double>;
        QTest::newRow("none") << V {} << V {} << V {};
        QTest::newRow("rising") << V {1, 2, 5} << V {1, 1, 1} << V {1, 2, 5};
        QTest::newRow("falling") << V {3, 2, 1} << V {1, 1, 1} << V {2, 2, 2};
        // 4 and 1 make 2.5; with the 2 before 2.5 stays above.
        QTest::newRow("one pool") << V {2, 4, 1, 3} << V {1, 1, 1, 1} << V {2, 2.5, 2.5, 3};
        // (1·4 + 3·1) / 4 = 1.75, below the 2 before: (2 + 4 + 3·1) / 5 = 1.8.
        QTest::newRow("weights") << V {2, 4, 1} << V {1, 1, 3} << V {1.8, 1.8, 1.8};
    }

    void byHand()
    {
        QFETCH(QVector<double>, values);
        QFETCH(QVector<double>, weights);
        QFETCH(QVector<double>, fitted);
        const Values found = isotonicRegression(
            Values(values.begin(), values.end()), Values(weights.begin(), weights.end()));
        QCOMPARE(QVector<double>(found.begin(), found.end()), fitted);
    }

    void closedFormAgrees()
    {
        RandomStream random({.seed = 2});
        for (int round = 0; round < 50; ++round) {
            Values values, weights;
            for (int i = 0; i < 20; ++i) {
                values.push_back(double(random.below(8)));
                weights.push_back(1 + double(random.below(3)));
            }
            const Values found = isotonicRegression(values, weights);
            const Values expected = closedForm(values, weights);
            for (size_t i = 0; i < found.size(); ++i)
                QVERIFY(std::abs(found[i] - expected[i]) < 1e-12);
        }
    }

    /// Sorted: .1 same, .2 different, .3 same, .3 same, .5 different, .9 different. At .2 there is
    /// 0, at .3 all: pooled 2/3 of three pairs. Then 0 and 0: one step.
    void curve()
    {
        const std::vector<float> distances {.3f, .9f, .1f, .3f, .5f, .2f};
        const std::vector<uint8_t> same {1, 0, 1, 1, 0, 0};
        const auto steps = matchCurve(distances, same);
        QCOMPARE(steps.size(), size_t(3));
        QCOMPARE(steps[0].probability, 1.);
        QCOMPARE(steps[1].from, .2f);
        QCOMPARE(steps[1].to, .3f);
        QCOMPARE(steps[1].pairs, int64_t(3));
        QVERIFY(std::abs(steps[1].probability - 2. / 3) < 1e-15);
        QCOMPARE(steps[2].probability, 0.);
        QCOMPARE(steps[2].pairs, int64_t(2));
        QCOMPARE(matchProbability(steps, 0.f), 1.);
        QCOMPARE(matchProbability(steps, .25f), steps[1].probability);
        QCOMPARE(matchProbability(steps, .14f), 1.); // nearer to .1 than to .2
        QCOMPARE(matchProbability(steps, .16f), steps[1].probability);
        QCOMPARE(matchProbability(steps, 7.f), 0.);
    }

    void badCalls()
    {
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, isotonicRegression(Values {1}, Values {1, 1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, isotonicRegression(Values {1}, Values {0}));
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, isotonicRegression(Values {nan}, Values {1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
            matchCurve(std::vector<float> {float(nan)}, std::vector<uint8_t> {1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, matchCurve(std::vector<float> {1}, {}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, matchProbability({}, 1));
        QVERIFY(matchCurve({}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(TestIsotonic)
#include "tst_isotonic.moc"
