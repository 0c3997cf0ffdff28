#include "core/basics/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

using namespace hardlens;

namespace {

using Words = std::array<uint32_t, 4>;

/// Sum of (seen - expected)² / expected.
template <typename Counts> double chiSquare(const Counts& counts, double expected)
{
    double sum = 0;
    for (const auto& [value, seen] : counts)
        sum += (double(seen) - expected) * (double(seen) - expected) / expected;
    return sum;
}

} // namespace

class TestRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Known answers of the Random123 library, file kat_vectors, rows "philox4x32 10".
    void philoxKnownAnswers()
    {
        QCOMPARE(philox4x32({0, 0, 0, 0}, {0, 0}),
            (Words {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
        QCOMPARE(philox4x32({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}),
            (Words {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
        QCOMPARE(
            philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
            (Words {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
    }

    void streamIsThePhiloxBlocksOfItsKey()
    {
        // counter = {block, step low, step high, purpose << 24 | item}, key = {seed low, seed high}
        RandomStream stream({.seed = 0x1122334455667788,
            .purpose = Purpose::Flip,
            .step = 0xAABBCCDD00000005,
            .item = 9});
        for (uint32_t block = 0; block < 3; ++block) {
            const Words expected
                = philox4x32({block, 5, 0xAABBCCDD, (2u << 24) | 9}, {0x55667788, 0x11223344});
            for (const uint32_t word : expected)
                QCOMPARE(stream.next(), word);
        }
    }

    void everyPartOfTheKeyMatters()
    {
        const RandomKey base {.seed = 7, .purpose = Purpose::Sampling, .step = 3, .item = 2};
        std::vector<RandomKey> keys(9, base);
        keys[1].seed = 8;
        keys[2].seed = 7 + (uint64_t {1} << 32);
        keys[3].purpose = Purpose::Flip;
        keys[4].purpose = Purpose::Initialisation;
        keys[5].step = 4;
        keys[6].step = 3 + (uint64_t {1} << 32);
        keys[7].item = 3;
        keys[8].item = (1u << 24) - 1;
        std::set<uint32_t> words;
        for (const RandomKey& key : keys) {
            RandomStream stream(key);
            for (int i = 0; i < 64; ++i)
                words.insert(stream.next());
        }
        // 576 words of 2^32: a repetition by chance has probability 4e-5.
        QCOMPARE(words.size(), keys.size() * 64);
    }

    void copyKeepsItsPlace()
    {
        RandomStream a({.seed = 1});
        for (int i = 0; i < 5; ++i)
            a.next();
        RandomStream b = a;
        for (int i = 0; i < 9; ++i)
            QCOMPARE(b.next(), a.next());
    }

    void itemMustFitItsBits()
    {
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, RandomStream({.seed = 1, .item = 1u << 24}));
    }

    void uniformMoments()
    {
        RandomStream stream({.seed = 11});
        const int n = 1000000;
        double sum = 0, squares = 0;
        for (int i = 0; i < n; ++i) {
            const double u = double(stream.uniform());
            QVERIFY(u >= 0 && u < 1);
            sum += u;
            squares += u * u;
        }
        // Standard errors: mean sqrt(1/12 / n) = 2.9e-4, mean square sqrt(4/45 / n) = 3.0e-4; five
        // of them.
        QVERIFY(std::abs(sum / n - .5) < 1.5e-3);
        QVERIFY(std::abs(squares / n - 1. / 3) < 1.5e-3);
    }

    void upperBoundIsExcluded()
    {
        // The largest uniform() is 1 - 2^-24. 1 + (2 - 1)(1 - 2^-24) lies half-way between 2 -
        // 2^-23 and 2 and rounds to 2.
        RandomStream stream({.seed = 5});
        RandomStream before = stream;
        while (before = stream, (stream.next() >> 8) != 0xFFFFFF) { }
        RandomStream again = before;
        QCOMPARE(again.uniform(), 1 - 0x1p-24f);
        again = before;
        QVERIFY(again.uniform(1.f, 2.f) < 2.f);
        again = before;
        QCOMPARE(again.uniform(3.f, 3.f), 3.f);
    }

    void normalMoments()
    {
        RandomStream stream({.seed = 12});
        const int n = 400000;
        double sum = 0, squares = 0, fourth = 0;
        for (int i = 0; i < n; ++i) {
            const double x = double(stream.normal());
            sum += x;
            squares += x * x;
            fourth += x * x * x * x;
        }
        // Standard errors: 1/sqrt(n) = 1.6e-3, sqrt(2/n) = 2.2e-3, sqrt(96/n) = 1.5e-2; five of
        // them.
        QVERIFY(std::abs(sum / n) < 8e-3);
        QVERIFY(std::abs(squares / n - 1) < 1.2e-2);
        QVERIFY(std::abs(fourth / n - 3) < 8e-2);
    }

    void belowIsUniform_data()
    {
        QTest::addColumn<uint32_t>("bound");
        QTest::addColumn<uint32_t>("classes");
        QTest::newRow("2") << 2u << 2u;
        QTest::newRow("7") << 7u << 7u;
        QTest::newRow("1000") << 1000u << 10u;
        // Without rejection every third value of this bound would come twice as often.
        QTest::newRow("3 * 2^30") << (3u << 30) << 3u;
    }

    void belowIsUniform()
    {
        QFETCH(uint32_t, bound);
        QFETCH(uint32_t, classes);
        RandomStream stream({.seed = 21});
        std::map<uint32_t, int> counts;
        const int n = 100000;
        for (int i = 0; i < n; ++i) {
            const uint32_t value = stream.below(bound);
            QVERIFY(value < bound);
            ++counts[value % classes];
        }
        QCOMPARE(counts.size(), size_t(classes));
        // 0.9999 quantile of chi-square with at most 9 degrees of freedom: 33.7.
        QVERIFY(chiSquare(counts, double(n) / classes) < 33.7);
    }

    void belowOneAndZero()
    {
        RandomStream stream({.seed = 22});
        for (int i = 0; i < 10; ++i)
            QCOMPARE(stream.below(1), 0u);
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, stream.below(0));
    }

    void permutationHoldsEveryNumberOnce()
    {
        for (const int64_t n : {-1, 0, 1, 2, 3, 100, 4321}) {
            auto order = permutation(n, RandomStream({.seed = 31}));
            QCOMPARE(order, permutation(n, RandomStream({.seed = 31})));
            QCOMPARE(int64_t(order.size()), std::max<int64_t>(n, 0));
            if (n >= 100)
                QVERIFY(order != permutation(n, RandomStream({.seed = 32})));
            std::sort(order.begin(), order.end());
            for (int64_t i = 0; i < n; ++i)
                QCOMPARE(order[size_t(i)], i);
        }
    }

    void permutationsAreEquallyLikely()
    {
        std::map<std::vector<int64_t>, int> counts;
        const int perOrder = 1000;
        for (uint64_t step = 0; step < 24 * perOrder; ++step)
            ++counts[permutation(4, RandomStream({.seed = 33, .step = step}))];
        QCOMPARE(counts.size(), size_t {24});
        // 0.9999 quantile of chi-square with 23 degrees of freedom: 58.6.
        QVERIFY(chiSquare(counts, perOrder) < 58.6);
    }
};

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
