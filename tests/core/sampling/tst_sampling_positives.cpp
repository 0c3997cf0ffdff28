#include "tests/core/sampling/made_up_batch.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace hardlens;

namespace {

/// Three classes of five, one and three; class 0 at 0, 20, 50, 90 and 140 degrees.
test::MadeUpBatch nine()
{
    return test::circle({0, 30, 20, 50, 160, 90, 120, 140, 35}, {0, 1, 0, 0, 2, 0, 2, 0, 2});
}

/// The positives that an anchor is paired with under many keys.
std::set<int32_t> everPaired(const test::MadeUpBatch& batch, PositiveChoice choice, int32_t anchor)
{
    std::set<int32_t> positives;
    const Cosines cosines = batch.cosines();
    const SamplingConfig config {.negatives = NegativeSampler::Uniform, .positives = choice};
    for (uint64_t seed = 0; seed < 200; ++seed)
        for (const Draw& d : drawNegatives(cosines, batch.labels, config, {.seed = seed}).draws)
            if (d.anchor == anchor)
                positives.insert(d.positive);
    return positives;
}

size_t pairs(PositiveChoice choice)
{
    return nine().draws({.negatives = NegativeSampler::Uniform, .positives = choice}).draws.size();
}

} // namespace

class TestSamplingPositives : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersOfPairs()
    {
        QCOMPARE(pairs(PositiveChoice::All), size_t {5 * 4 + 3 * 2});
        QCOMPARE(pairs(PositiveChoice::Later), size_t {10 + 3});
        for (const auto one : {PositiveChoice::Hardest, PositiveChoice::Easiest,
                 PositiveChoice::Random, PositiveChoice::SoftHard})
            QCOMPARE(pairs(one), size_t {8});
    }

    // Item 3 at 50 degrees; its class: 0, 2, 5 and 7 at 0, 20, 90 and 140.
    void whoIsPaired()
    {
        using Items = std::set<int32_t>;
        QCOMPARE(everPaired(nine(), PositiveChoice::All, 3), (Items {0, 2, 5, 7}));
        QCOMPARE(everPaired(nine(), PositiveChoice::Later, 3), (Items {5, 7}));
        QCOMPARE(everPaired(nine(), PositiveChoice::Hardest, 3), (Items {7}));
        QCOMPARE(everPaired(nine(), PositiveChoice::Easiest, 3), (Items {2}));
        QCOMPARE(everPaired(nine(), PositiveChoice::Random, 3), (Items {0, 2, 5, 7}));
        QCOMPARE(everPaired(nine(), PositiveChoice::All, 1), Items {});
    }

    // From 0 degrees the nearest negative lies at 30: of 20, 50, 90 and 140 the last three are
    // farther.
    void softHard()
    {
        QCOMPARE(everPaired(nine(), PositiveChoice::SoftHard, 0), (std::set<int32_t> {3, 5, 7}));
        // Nobody is farther than a negative: all are drawn from.
        const auto apart = test::circle({0, 10, 20, 120, 130}, {0, 0, 0, 1, 1});
        QCOMPARE(everPaired(apart, PositiveChoice::SoftHard, 0), (std::set<int32_t> {1, 2}));
    }

    // The number that a pair's negative is drawn by belongs to the pair, however many others there
    // are.
    void choiceOfPositivesMovesNoNegative()
    {
        const auto batch = test::uniformBatch(60, 16, 5, 3);
        const auto all = batch.draws({}).draws;
        for (const auto choice :
            {PositiveChoice::Later, PositiveChoice::Hardest, PositiveChoice::Random}) {
            const auto some = batch.draws({.positives = choice}).draws;
            QVERIFY(!some.empty());
            for (const Draw& d : some) {
                const auto same = std::find_if(all.begin(), all.end(), [&](const Draw& o) {
                    return o.anchor == d.anchor && o.positive == d.positive;
                });
                QVERIFY(same != all.end());
                QCOMPARE(d.negative, same->negative);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestSamplingPositives)
#include "tst_sampling_positives.moc"
