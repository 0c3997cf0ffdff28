#include "core/analysis/neighbours.h"
#include "core/analysis/tsne.h"
#include "core/analysis/tsne_similarities.h"
#include "core/basics/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

using Values = std::vector<float>;

constexpr int64_t dimensions = 10;

/// Rows in turn around so many centres.
Values blobs(int rows, int centres)
{
    RandomStream random({.seed = 17});
    Values middle;
    for (int i = 0; i < centres * dimensions; ++i)
        middle.push_back(3 * random.normal());
    Values values;
    for (int i = 0; i < rows; ++i)
        for (int k = 0; k < dimensions; ++k)
            values.push_back(middle[size_t(i % centres * dimensions + k)] + random.normal());
    return values;
}

/// KL(P || Q) of a map, the slow obvious way.
double divergenceOf(const std::vector<float>& p, const Values& x, const Values& y, size_t n)
{
    double weights = 0, sum = 0;
    const auto w = [&](size_t i, size_t j) {
        return 1
            / (1 + std::pow(double(x[i]) - double(x[j]), 2)
                + std::pow(double(y[i]) - double(y[j]), 2));
    };
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j)
            if (i != j)
                weights += w(i, j);
    for (size_t i = 0; i < n; ++i)
        for (size_t j = 0; j < n; ++j)
            if (i != j)
                sum += double(p[i * 16 + j])
                    * std::log(double(p[i * 16 + j]) / (w(i, j) / weights));
    return sum;
}

} // namespace

class TestTsne : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Corners of a regular simplex are all equally near: 1 / (n (n - 1)) each.
    void similaritiesOfASimplex()
    {
        const Values corners {1, 0, 0, 0, 1, 0, 0, 0, 1};
        const auto p = tsneSimilarities({corners, 3}, 1.5, 16, 1);
        for (size_t i = 0; i < 3; ++i)
            for (size_t j = 0; j < 16; ++j)
                QVERIFY(std::abs(p[i * 16 + j] - (i != j && j < 3 ? 1 / 6.f : 0)) < 1e-7f);
    }

    /// Every row of p_j|i has two shares, a and 1 - a, with the entropy that the perplexity asks
    /// for: -a ln a - (1 - a) ln(1 - a) = ln 1.2.
    void perplexityHolds()
    {
        const Values line {0, 1, 3};
        const auto p = tsneSimilarities({line, 1}, 1.2, 3, 1);
        double sum = 0;
        for (const float value : p)
            sum += double(value);
        QVERIFY(std::abs(sum - 1) < 1e-6);
        // Item 0 prefers 1, item 1 prefers 0, item 2 prefers 1. p_01 = (a + a) / 6, p_12 = (1 - a +
        // a) / 6, p_02 = 2 (1 - a) / 6.
        QVERIFY(std::abs(p[1 * 3 + 2] - 1 / 6.f) < 1e-6f);
        const double a = double(p[1]) * 3;
        QVERIFY(std::abs(-(a * std::log(a) + (1 - a) * std::log(1 - a)) - std::log(1.2)) < 1e-5);
        QVERIFY(std::abs(double(p[2]) * 3 - (1 - a)) < 1e-6);
    }

    void kernelsAgree()
    {
        RandomStream random({.seed = 6});
        Values x, y, p;
        for (int i = 0; i < 64; ++i) {
            x.push_back(random.normal());
            y.push_back(random.normal());
            p.push_back(random.uniform());
        }
        const MapForces first
            = mapForcesKernel(instructionSets().front())(x.data(), y.data(), p.data(), 64, 3);
        QVERIFY(first.weights > 1);
        for (const InstructionSet set : instructionSets()) {
            const MapForces forces = mapForcesKernel(set)(x.data(), y.data(), p.data(), 64, 3);
            QCOMPARE(forces.pullX, first.pullX);
            QCOMPARE(forces.pullY, first.pullY);
            QCOMPARE(forces.pushX, first.pushX);
            QCOMPARE(forces.pushY, first.pushY);
            QCOMPARE(forces.weights, first.weights);
        }
    }

    /// 4 (pull - push / Σ w) is the slope of KL(P || Q), by differences.
    void slopeOfTheDivergence()
    {
        constexpr size_t n = 7;
        const Values values = blobs(n, 3);
        const auto p = tsneSimilarities({values, dimensions}, 2, 16, 1);
        RandomStream random({.seed = 6});
        Values x(16, 1e18f), y(16, 1e18f);
        for (size_t i = 0; i < n; ++i) {
            x[i] = random.normal();
            y[i] = random.normal();
        }
        std::vector<MapForces> all;
        double weights = 0;
        for (size_t i = 0; i < n; ++i) {
            all.push_back(mapForcesKernel(InstructionSet::Plain)(
                x.data(), y.data(), p.data() + i * 16, 16, int64_t(i)));
            weights += double(all.back().weights);
        }
        constexpr float h = 1e-3f;
        for (size_t i = 0; i < n; ++i) {
            Values up = x, down = x;
            up[i] += h;
            down[i] -= h;
            const double slope = (divergenceOf(p, up, y, n) - divergenceOf(p, down, y, n))
                / (double(up[i]) - double(down[i]));
            const double ours = 4 * (double(all[i].pullX) - double(all[i].pushX) / weights);
            QVERIFY2(std::abs(slope - ours) < 1e-4 * (1 + std::abs(slope)),
                qPrintable(QString("%1 %2").arg(slope).arg(ours)));
        }
    }

    void separatesClusters()
    {
        const Values values = blobs(300, 6);
        Tsne tsne({values, dimensions}, {.perplexity = 20});
        const double start = tsne.divergence();
        tsne.advance(250);
        const double clustered = tsne.divergence();
        tsne.advance(250);
        QCOMPARE(tsne.iteration(), int64_t(500));
        QVERIFY(tsne.divergence() < clustered && clustered < start);
        QVERIFY2(tsne.divergence() < 1, qPrintable(QString::number(tsne.divergence())));
        Values map;
        for (const PlanePoint& point : tsne.points())
            map.insert(map.end(), {point.x, point.y});
        const auto lists = nearestNeighbours({map, 2}, {map, 2}, {.count = 1, .excludeSelf = true});
        int right = 0;
        for (size_t i = 0; i < lists.size(); ++i)
            right += size_t(lists[i][0].index) % 6 == i % 6;
        QVERIFY2(right >= 297, qPrintable(QString::number(right)));
    }

    void repeatable()
    {
        const Values values = blobs(120, 4);
        const EmbeddingTable table {values, dimensions};
        Tsne whole(table, {.exaggerated = 15, .threads = 1});
        whole.advance(40);
        Tsne parts(table, {.exaggerated = 15, .threads = 3});
        for (int i = 0; i < 8; ++i)
            parts.advance(5);
        QCOMPARE(whole.points(), parts.points());
        Tsne other(table, {.exaggerated = 15, .seed = 1});
        other.advance(40);
        QVERIFY(whole.points() != other.points());
    }

    void fewRows_data()
    {
        QTest::addColumn<int>("rows");
        for (const int rows : {0, 1, 2, 3, 5, 17})
            QTest::addRow("%d", rows) << rows;
    }

    void fewRows()
    {
        QFETCH(int, rows);
        const Values values = blobs(rows, 2);
        Tsne tsne({values, dimensions});
        tsne.advance(100);
        QCOMPARE(tsne.points().size(), size_t(rows));
        for (const PlanePoint& point : tsne.points())
            QVERIFY(std::isfinite(point.x) && std::isfinite(point.y));
        QVERIFY(std::isfinite(tsne.divergence()));
    }

    void allAtOnePlace()
    {
        const Values values(40 * dimensions, .5f);
        Tsne tsne({values, dimensions});
        tsne.advance(60);
        for (const PlanePoint& point : tsne.points())
            QVERIFY(std::isfinite(point.x) && std::isfinite(point.y));
    }

    void badCalls()
    {
        const Values values = blobs(10, 2);
        const EmbeddingTable table {values, dimensions};
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY_THROWS_EXCEPTION(ConfigError, Tsne(table, {.perplexity = 1}));
        QVERIFY_THROWS_EXCEPTION(ConfigError, Tsne(table, {.perplexity = nan}));
        QVERIFY_THROWS_EXCEPTION(ConfigError, Tsne(table, {.rate = -1}));
        QVERIFY_THROWS_EXCEPTION(ConfigError, Tsne(table, {.exaggeration = 0}));
        QVERIFY_THROWS_EXCEPTION(ConfigError, Tsne(table, {.exaggerated = -1}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, Tsne(table).advance(-1));
        const Values many(size_t(Tsne::mostRows + 1), 0);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, Tsne({many, 1}));
        try {
            TsneOptions {.perplexity = 1}.validate();
        } catch (const ConfigError& error) {
            QCOMPARE(QString(error.what()), QString("tsne.perplexity = 1: must be in [2, 1000]"));
        }
    }
};

QTEST_GUILESS_MAIN(TestTsne)
#include "tst_tsne.moc"
