#include "core/basics/error.h"
#include "core/sampling/distance_histogram.h"
#include "core/sampling/row_probabilities.h"
#include "core/sampling/triplet_lists.h"
#include "tests/core/sampling/made_up_batch.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace hardlens;

// Odd batches, and what must hold of any, for every sampler.

Q_DECLARE_METATYPE(SamplingConfig)

namespace {

void rowForEverySampler()
{
    QTest::addColumn<SamplingConfig>("config");
    for (const auto& entry : negativeSamplers())
        QTest::addRow("%s", entry.name.data())
            << SamplingConfig {.negatives = entry.sampler, .emptyRow = EmptyRow::Nearest};
    QTest::newRow("without replacement") << SamplingConfig {.withReplacement = false};
    QTest::newRow("effective") << SamplingConfig {.dimension = DensityDimension::Effective};
    QTest::newRow("soft positives") << SamplingConfig {
        .negatives = NegativeSampler::SoftHard, .positives = PositiveChoice::SoftHard};
}

} // namespace

class TestSamplingInputs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyBatchAndSingle_data() { rowForEverySampler(); }
    void emptyBatchAndSingle()
    {
        QFETCH(SamplingConfig, config);
        QCOMPARE(drawNegatives(cosinesOf({}, 8), {}, config, {}).draws, std::vector<Draw> {});
        const auto one = test::circle({0}, {4});
        const Draws draws = one.draws(config);
        QVERIFY(draws.draws.empty() && draws.rows.empty());
        QCOMPARE(draws.anchorsWithoutPositive, 1);
        QCOMPARE(draws.anchorsWithoutNegative, 0);
        QCOMPARE(expectedDraws(one.cosines(), one.labels, config, {}).total(), 0.);
        QVERIFY(listTriplets(one.cosines(), one.labels, TripletKind::Active, 4).size() == 0);
    }

    void oneClass_data() { rowForEverySampler(); }
    void oneClass()
    {
        QFETCH(SamplingConfig, config);
        const auto batch = test::circle({0, 40, 90}, {-5, -5, -5});
        const Draws draws = batch.draws(config);
        QVERIFY(draws.draws.empty() && draws.rows.empty());
        QCOMPARE(draws.anchorsWithoutNegative, 3);
        QCOMPARE(draws.anchorsWithoutPositive, 0);
        const bool perPair = entryOf(config.negatives).perPair;
        const auto row
            = rowProbabilities(batch.cosines(), batch.labels, config, 0, perPair ? 1 : -1);
        QVERIFY(row.candidates.empty() && row.row.treatment == RowTreatment::Dropped);
    }

    void allAlone_data() { rowForEverySampler(); }
    void allAlone()
    {
        QFETCH(SamplingConfig, config);
        const Draws draws = test::circle({0, 40, 90}, {1, 2, 3}).draws(config);
        QVERIFY(draws.draws.empty() && draws.rows.empty());
        QCOMPARE(draws.anchorsWithoutPositive, 3);
        QCOMPARE(draws.anchorsWithoutNegative, 0);
    }

    // An embedding of NaN is in no triplet; the others draw as if it were not there, but for its
    // place.
    void embeddingsWithoutDirection_data() { rowForEverySampler(); }
    void embeddingsWithoutDirection()
    {
        QFETCH(SamplingConfig, config);
        auto batch = test::uniformBatch(40, 6, 4, 11);
        std::fill_n(batch.embeddings.begin() + 6 * 9, 6, std::numeric_limits<float>::quiet_NaN());
        std::fill_n(batch.embeddings.begin() + 6 * 38, 6, 0.f);
        const Draws draws = batch.draws(config);
        QCOMPARE(draws.unusable, 2);
        QVERIFY(draws.draws.size() > 25);
        for (const Draw& d : draws.draws)
            for (const int32_t i : {d.anchor, d.positive, d.negative})
                QVERIFY(i != 9 && i != 38);
        for (const Draw& d : draws.draws)
            QVERIFY(d.probability > 0 && d.probability <= 1 && std::isfinite(d.logWeight));
        QCOMPARE(rowProbabilities(batch.cosines(), batch.labels, config, 9).candidates.size(),
            size_t {0});
    }

    // A class that only NaN shares with its member leaves that member alone.
    void partnerWithoutDirection()
    {
        auto batch = test::circle({0, 10, 100, 110}, {0, 0, 1, 1});
        batch.embeddings[2] = std::numeric_limits<float>::infinity();
        const Draws draws = batch.draws({});
        QCOMPARE(draws.unusable, 1);
        QCOMPARE(draws.anchorsWithoutPositive, 1);
        QCOMPARE(draws.draws.size(), size_t {2});
        QCOMPARE(draws.draws[0].negative, 0);
    }

    // Duplicates at distance 0 and antipodes at 2, in the row of a weighted draw without cutoffs.
    void duplicatesAndAntipodes()
    {
        const auto batch = test::circle({0, 0, 180, 60, 0}, {0, 1, 2, 0, 0});
        const SamplingConfig all {.cutoff = 0,
            .upperCutoff = {},
            .dimension = DensityDimension::Given,
            .densityDimension = 64};
        for (const auto& c : rowProbabilities(batch.cosines(), batch.labels, all, 0).candidates) {
            QVERIFY(std::isfinite(c.logWeight) && std::isfinite(c.probability));
            if (c.item == 1) // d^-62 against (1 - d²/4)^-30.5 at float32's resolution of both ends:
                             // the near one wins
                QVERIFY(c.distance < 1e-3f && c.probability > .99f);
            if (c.item == 2)
                QVERIFY(std::fabs(c.distance - 2) < 1e-6f);
        }
        // A duplicate of the anchor in its own class is a positive, and semi-hard then means
        // farther than 0.
        const Draws draws = batch.draws(
            {.negatives = NegativeSampler::SemiHardPaper, .emptyRow = EmptyRow::Drop});
        const auto pair = std::find_if(draws.draws.begin(), draws.draws.end(),
            [](const Draw& d) { return d.anchor == 0 && d.positive == 4; });
        QVERIFY(pair != draws.draws.end() && pair->negative == 2);
    }

    // Labels are names, not numbers.
    void labelsMayBeAnything_data() { rowForEverySampler(); }
    void labelsMayBeAnything()
    {
        QFETCH(SamplingConfig, config);
        auto batch = test::uniformBatch(12, 5, 3, 12);
        const Draws before = batch.draws(config);
        const int64_t names[] {
            std::numeric_limits<int64_t>::min(), -1, std::numeric_limits<int64_t>::max(), 0};
        for (int64_t& label : batch.labels)
            label = names[label];
        QCOMPARE(batch.draws(config), before);
    }

    // Rules without chance choose the same images however the batch is ordered.
    void orderOfTheBatch_data()
    {
        QTest::addColumn<SamplingConfig>("config");
        for (const auto s : {NegativeSampler::Hardest, NegativeSampler::SemiHardPaper,
                 NegativeSampler::SemiHardOrFarthest, NegativeSampler::SemiHardOrDrop})
            for (const auto p :
                {PositiveChoice::All, PositiveChoice::Hardest, PositiveChoice::Easiest})
                QTest::addRow("%s %d", entryOf(s).name.data(), int(p)) << SamplingConfig {
                    .negatives = s, .positives = p, .emptyRow = EmptyRow::Nearest};
    }

    void orderOfTheBatch()
    {
        QFETCH(SamplingConfig, config);
        const auto batch = test::uniformBatch(60, 8, 4, 13);
        const auto order = permutation(60, RandomStream({.seed = 14}));
        test::MadeUpBatch shuffled {.dimension = 8};
        for (const int64_t from : order) {
            shuffled.embeddings.insert(shuffled.embeddings.end(),
                batch.embeddings.begin() + from * 8, batch.embeddings.begin() + (from + 1) * 8);
            shuffled.labels.push_back(batch.labels[size_t(from)]);
        }
        auto before = test::tripletsOf(batch.draws(config)),
             after = test::tripletsOf(shuffled.draws(config));
        for (auto& triplet : after)
            for (int32_t& i : triplet)
                i = int32_t(order[size_t(i)]);
        std::sort(after.begin(), after.end());
        QCOMPARE(after, before);
    }

    void rejections()
    {
        const auto batch = test::circle({0, 90, 180}, {0, 0, 1});
        const Cosines cosines = batch.cosines();
        const std::vector<int64_t> two {0, 1};
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, drawNegatives(cosines, two, {}, {}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, expectedDraws(cosines, two, {}, {}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, negativeDistances(cosines, two));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, listTriplets(cosines, two, TripletKind::Hard, .2));
        QVERIFY_THROWS_EXCEPTION(
            ConfigError, drawNegatives(cosines, batch.labels, {.margin = 0}, {}));
    }
};

QTEST_GUILESS_MAIN(TestSamplingInputs)
#include "tst_sampling_inputs.moc"
