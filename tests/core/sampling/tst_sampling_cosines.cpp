#include "core/sampling/cosines.h"
#include "core/sampling/effective_dimension.h"
#include "core/sampling/sphere_draws.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>

using namespace hardlens;

namespace {

const float notANumber = std::numeric_limits<float>::quiet_NaN();

bool sameBits(const Cosines& a, const Cosines& b)
{
    if (a.size() != b.size())
        return false;
    for (int64_t i = 0; i < a.size(); ++i)
        if (std::memcmp(a.row(i).data(), b.row(i).data(), a.row(i).size_bytes()) != 0)
            return false;
    return true;
}

std::vector<int64_t> allDifferent(int64_t n)
{
    std::vector<int64_t> labels(size_t(n), 0);
    std::iota(labels.begin(), labels.end(), 0);
    return labels;
}

} // namespace

class TestSamplingCosines : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Rows of fifths: 25 times their dot products are whole numbers.
    void handWorkedRows()
    {
        std::vector<float> fifths {
            3, 4, 0, 0, 4, 3, 0, 0, 0, 3, 4, 0, 0, 0, 3, 4, 4, 0, 0, 3, 3, 0, 4, 0};
        for (float& v : fifths)
            v /= 5;
        const int gram[6][6] {{25, 24, 12, 0, 12, 9}, {24, 25, 9, 0, 16, 12},
            {12, 9, 25, 12, 0, 16}, {0, 0, 12, 25, 12, 12}, {12, 16, 0, 12, 25, 12},
            {9, 12, 16, 12, 12, 25}};
        const Cosines c = cosinesOf(fifths, 4);
        QCOMPARE(c.size(), 6);
        QCOMPARE(c.dimension(), 4);
        for (int64_t i = 0; i < 6; ++i)
            for (int64_t j = 0; j < 6; ++j)
                QVERIFY(std::fabs(c(i, j) - float(gram[i][j]) / 25) < 2e-7f);
        QVERIFY(std::fabs(distanceOf(c(0, 2)) - 1.019803902718557) < 1e-6); // √(2 - 24/25)
        QCOMPARE(cosineAt(.5), .875);
    }

    void equalsTheObviousSum_data()
    {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("dimension");
        for (const int n : {1, 2, 31, 32, 33, 100})
            for (const int dimension : {2, 3, 64, 127, 128, 129, 300})
                QTest::addRow("%d x %d", n, dimension) << n << dimension;
        QTest::newRow("40 x 4096") << 40 << 4096;
    }

    // The stated order: coordinate after coordinate within parts of 128, then the parts.
    void equalsTheObviousSum()
    {
        QFETCH(int, n);
        QFETCH(int, dimension);
        const auto points = drawSpherePoints(n, dimension, {.seed = 1});
        const Cosines c = cosinesOf(points, dimension);
        for (int64_t i = 0; i < n; ++i)
            for (int64_t j = 0; j < n; ++j) {
                float sum = 0;
                double precise = 0;
                for (int64_t first = 0; first < dimension; first += 128) {
                    float part = 0;
                    for (int64_t k = first; k < std::min<int64_t>(first + 128, dimension); ++k) {
                        const float a = points[size_t(i * dimension + k)],
                                    b = points[size_t(j * dimension + k)];
                        part += a * b;
                        precise += double(a) * double(b);
                    }
                    sum = first == 0 ? part : sum + part;
                }
                QCOMPARE(c(i, j), std::clamp(sum, -1.f, 1.f));
                QVERIFY(std::fabs(double(c(i, j)) - precise) < 1e-6);
                QVERIFY(std::memcmp(&c.row(i)[size_t(j)], &c.row(j)[size_t(i)], 4) == 0);
            }
    }

    void allInstructionSetsAgree()
    {
        for (const int64_t dimension : {2, 100, 513}) {
            auto points = drawSpherePoints(77, dimension, {.seed = 3});
            points[size_t(5 * dimension)] = notANumber;
            const Cosines plain = cosinesOf(points, dimension, 1, InstructionSet::Plain);
            for (const InstructionSet set : instructionSets())
                QVERIFY(sameBits(cosinesOf(points, dimension, 1, set), plain));
        }
    }

    void threadsAgree()
    {
        const auto points = drawSpherePoints(333, 64, {.seed = 4});
        const Cosines one = cosinesOf(points, 64);
        for (const int threads : {2, 3, 7, 100})
            QVERIFY(sameBits(cosinesOf(points, 64, threads), one));
    }

    // A cosine does not depend on where in the batch its embeddings stand.
    void orderOfTheBatchDoesNotMatter()
    {
        const auto points = drawSpherePoints(90, 50, {.seed = 5});
        const auto order = permutation(90, RandomStream({.seed = 6}));
        std::vector<float> shuffled;
        for (const int64_t from : order)
            shuffled.insert(
                shuffled.end(), points.begin() + from * 50, points.begin() + (from + 1) * 50);
        const Cosines before = cosinesOf(points, 50), after = cosinesOf(shuffled, 50);
        for (int64_t i = 0; i < 90; ++i)
            for (int64_t j = 0; j < 90; ++j)
                QCOMPARE(after(i, j), before(order[size_t(i)], order[size_t(j)]));
    }

    void duplicatesAndAntipodes()
    {
        auto points = drawSpherePoints(2, 128, {.seed = 7});
        for (int k = 0; k < 128; ++k) {
            points[size_t(128 + k)] = points[size_t(k)];
            points.push_back(-points[size_t(k)]);
        }
        const Cosines c = cosinesOf(points, 128);
        QVERIFY(distanceOf(c(0, 1)) < 1e-3);
        QVERIFY(c(0, 1) <= 1.f && c(0, 2) >= -1.f);
        QVERIFY(std::fabs(distanceOf(c(0, 2)) - 2) < 1e-6);
        QCOMPARE(distanceOf(1.f), 0.);
        QCOMPARE(distanceOf(-1.f), 2.);
    }

    // NaN, infinity and zeros: the row and the column, and nothing else.
    void embeddingsWithoutDirection()
    {
        const float inf = std::numeric_limits<float>::infinity();
        auto points = drawSpherePoints(40, 3, {.seed = 8});
        points[4 * 3 + 1] = notANumber;
        points[33 * 3 + 2] = inf;
        std::fill_n(points.begin() + 17 * 3, 3, 0.f);
        const Cosines c = cosinesOf(points, 3);
        for (int64_t i = 0; i < 40; ++i) {
            const bool odd = i == 4 || i == 33 || i == 17;
            QCOMPARE(c.usable(i), !odd);
            for (int64_t j = 0; j < 40; ++j)
                QCOMPARE(std::isnan(c(i, j)), odd || j == 4 || j == 33 || j == 17);
        }
        QVERIFY(std::isnan(c.paddedRow(0)[40]));
    }

    void emptyBatch()
    {
        const Cosines c = cosinesOf({}, 64, 4);
        QCOMPARE(c.size(), 0);
        QCOMPARE(c.dimension(), 64);
    }

    void rejections()
    {
        const std::vector<float> two {1, 0, 0, 1};
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, cosinesOf(two, 0));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, cosinesOf(two, 4097));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, cosinesOf(two, 3));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, cosinesOf(two, 2, 0));
        const std::vector<float> longRow {1, 0, 3, 4};
        try {
            cosinesOf(longRow, 2);
            QFAIL("was accepted");
        } catch (const std::invalid_argument& e) {
            QCOMPARE(QString(e.what()), "cosinesOf: embedding 1 has length 5: must be 1");
        }
    }

    void effectiveDimensionOfTheUniformSphere_data()
    {
        QTest::addColumn<int>("n");
        for (const int n : {3, 16, 64, 256})
            QTest::addRow("n = %d", n) << n;
    }

    void effectiveDimensionOfTheUniformSphere()
    {
        QFETCH(int, n);
        const Cosines c = cosinesOf(drawSpherePoints(800, n, {.seed = 9}), n);
        const DistanceSpread spread = distanceSpread(c, allDifferent(800));
        QCOMPARE(spread.pairs, 800 * 799 / 2);
        QVERIFY(std::fabs(spread.meanSquare - 2) < .02);
        QVERIFY(spread.effectiveDimension && std::fabs(*spread.effectiveDimension / n - 1) < .03);
    }

    // Points of a three-dimensional sphere inside 64 dimensions.
    void effectiveDimensionIsThatOfTheSpread()
    {
        const auto points = drawSpherePoints(600, 3, {.seed = 10});
        std::vector<float> inside(600 * 64, 0.f);
        for (size_t i = 0; i < 600; ++i)
            std::copy_n(
                points.begin() + ptrdiff_t(3 * i), 3, inside.begin() + ptrdiff_t(64 * i + 7));
        const auto spread = distanceSpread(cosinesOf(inside, 64), allDifferent(600));
        QVERIFY(spread.effectiveDimension && std::fabs(*spread.effectiveDimension - 3) < .1);
    }

    // A common direction with the share w of the squared length: E[d²] = 2 - 2w.
    void noEffectiveDimensionUntilSpread()
    {
        const auto shifted = [](float w) {
            auto points = drawSpherePoints(500, 63, {.seed = 11});
            std::vector<float> out;
            for (size_t i = 0; i < 500; ++i) {
                for (size_t k = 0; k < 63; ++k)
                    out.push_back(std::sqrt(1 - w) * points[i * 63 + k]);
                out.push_back(std::sqrt(w));
            }
            return distanceSpread(cosinesOf(out, 64), allDifferent(500));
        };
        QVERIFY(std::fabs(shifted(.7f).meanSquare - .6) < .01);
        QVERIFY(!shifted(.7f).effectiveDimension);
        QVERIFY(!shifted(.12f).effectiveDimension);
        QVERIFY(shifted(.09f).effectiveDimension.value() < 63 / (.91 * .91) * 1.03);
        const std::vector<float> collapsed {1, 0, 1, 0, 1, 0};
        QVERIFY(!distanceSpread(cosinesOf(collapsed, 2), allDifferent(3)).effectiveDimension);
    }

    // Pairs of one class and embeddings without direction do not count. Circle: cosines 0 and -1
    // remain, so E[d²] = 3 and Var(d²) = 1.
    void pairsThatCount()
    {
        const std::vector<float> circle {1, 0, 0, 1, -1, 0, notANumber, 0};
        const auto spread
            = distanceSpread(cosinesOf(circle, 2), std::vector<int64_t> {5, 5, -2, 9});
        QCOMPARE(spread.pairs, 2);
        QCOMPARE(spread.meanSquare, 3.);
        QCOMPARE(spread.variance, 1.);
        QVERIFY(!spread.effectiveDimension);
        QCOMPARE(distanceSpread(cosinesOf({}, 2), {}).pairs, 0);
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, distanceSpread(cosinesOf(circle, 2), std::vector<int64_t> {1}));
    }
};

QTEST_GUILESS_MAIN(TestSamplingCosines)
#include "tst_sampling_cosines.moc"
