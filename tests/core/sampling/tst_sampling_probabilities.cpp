#include "core/basics/error.h"
#include "core/sampling/distance_histogram.h"
#include "core/sampling/effective_sample_size.h"
#include "core/sampling/row_probabilities.h"
#include "tests/core/sampling/made_up_batch.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hardlens;

Q_DECLARE_METATYPE(SamplingConfig)

namespace {

/// One anchor with positives at .4 and .6, negatives at .5, .9, 1.3 and 1.41.
test::MadeUpBatch sevenInARow()
{
    return test::atDistances({0, .4, .6, .5, .9, 1.3, 1.41}, {0, 0, 0, 1, 2, 3, 4}, 16);
}

} // namespace

class TestSamplingProbabilities : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsOfEachSampler()
    {
        const auto batch = sevenInARow();
        const Cosines cosines = batch.cosines();
        const auto row = [&](const SamplingConfig& config, int32_t positive = -1) {
            return rowProbabilities(cosines, batch.labels, config, 0, positive);
        };
        const auto items = [](const RowProbabilities& r) {
            std::vector<int32_t> list;
            for (const auto& c : r.candidates)
                list.push_back(c.item);
            return list;
        };
        using Items = std::vector<int32_t>;
        auto r = row({.negatives = NegativeSampler::Uniform});
        QCOMPARE(items(r), (Items {3, 4, 5, 6}));
        QCOMPARE(r.candidates[1].probability, .25f);
        QVERIFY(std::fabs(r.candidates[1].distance - .9f) < 1e-6f);
        QVERIFY(r.row.byLot && r.row.positive == -1);
        r = row({.negatives = NegativeSampler::SemiHardPaper}, 2);
        QCOMPARE(items(r), Items {4});
        QCOMPARE(r.candidates[0].probability, 1.f);
        QVERIFY(!r.row.byLot && r.row.positive == 2);
        QCOMPARE(items(row({.negatives = NegativeSampler::SemiHardBand, .margin = 1}, 1)),
            (Items {3, 4, 5}));
        QCOMPARE(items(row({.negatives = NegativeSampler::SemiHardOrDrop}, 1)), Items {3});
        // Two pairs, three candidates beyond .8: the nearest two, half of the pairs each.
        r = row({.negatives = NegativeSampler::NearestBeyondCutoff, .cutoff = .8});
        QCOMPARE(items(r), (Items {4, 5}));
        QCOMPARE(r.candidates[0].probability, .5f);
        // One candidate serves both.
        r = row({.negatives = NegativeSampler::NearestBeyondCutoff, .cutoff = 1.4});
        QCOMPARE(items(r), Items {6});
        QCOMPARE(r.candidates[0].probability, 1.f);
        r = row({});
        QCOMPARE(items(r), (Items {3, 4, 5}));
        QCOMPARE(r.row.candidates, 3);
        QVERIFY(r.candidates[0].logWeight > r.candidates[1].logWeight);
    }

    // Class of three pairs on two candidates: the first of them serves two pairs of three.
    void sharesOfThoseThatComeAgain()
    {
        const auto batch = test::atDistances({0, .1, .2, .3, 1, 1.2}, {0, 0, 0, 0, 1, 2}, 8);
        const auto r = rowProbabilities(
            batch.cosines(), batch.labels, {.negatives = NegativeSampler::NearestBeyondCutoff}, 0);
        QCOMPARE(r.candidates.size(), size_t {2});
        QCOMPARE(r.candidates[0].probability, 2.f / 3);
        QCOMPARE(r.candidates[1].probability, 1.f / 3);
    }

    // Every triplet's probability and row are those that rowProbabilities gives.
    void agreesWithTheDraws_data()
    {
        QTest::addColumn<SamplingConfig>("config");
        for (const auto& entry : negativeSamplers())
            QTest::addRow("%s", entry.name.data())
                << SamplingConfig {.negatives = entry.sampler, .margin = .05, .upperCutoff = 1.2};
    }

    void agreesWithTheDraws()
    {
        QFETCH(SamplingConfig, config);
        const auto batch = test::uniformBatch(40, 6, 4, 3);
        const Cosines cosines = batch.cosines();
        const Draws draws = drawNegatives(cosines, batch.labels, config, {.seed = 6});
        QVERIFY(!draws.draws.empty());
        for (const Draw& d : draws.draws) {
            const bool perPair = entryOf(config.negatives).perPair;
            const auto r = rowProbabilities(
                cosines, batch.labels, config, d.anchor, perPair ? d.positive : -1);
            QCOMPARE(r.row, draws.rows[size_t(d.row)]);
            const auto c = std::find_if(r.candidates.begin(), r.candidates.end(),
                [&](const auto& x) { return x.item == d.negative; });
            QVERIFY(c != r.candidates.end());
            QCOMPARE(c->logWeight, d.logWeight);
            if (r.row.byLot)
                QCOMPARE(c->probability, d.probability);
            double total = 0, squares = 0;
            for (const auto& x : r.candidates) {
                total += double(x.probability);
                squares += double(x.probability) * double(x.probability);
            }
            QVERIFY(std::fabs(total - 1) < 1e-5);
            if (r.row.byLot)
                QVERIFY(std::fabs(double(r.row.effectiveSampleSize) * squares - 1) < 1e-5);
        }
        QCOMPARE(drawnDistances(cosines, draws).total(), double(draws.draws.size()));
        QVERIFY(std::fabs(expectedDraws(cosines, batch.labels, config, {}).total()
                    - double(draws.draws.size()))
            < 1e-3);
    }

    // The average over many keys comes to the expected histogram: binomial, 4.5 deviations.
    void averageOfTheDraws_data()
    {
        QTest::addColumn<SamplingConfig>("config");
        for (const auto sampler : {NegativeSampler::Uniform, NegativeSampler::SoftHard,
                 NegativeSampler::SemiHardBand, NegativeSampler::DistanceWeighted})
            QTest::addRow("%s", entryOf(sampler).name.data())
                << SamplingConfig {.negatives = sampler};
    }

    void averageOfTheDraws()
    {
        QFETCH(SamplingConfig, config);
        const auto batch = test::uniformBatch(40, 6, 4, 4);
        const Cosines cosines = batch.cosines();
        const DistanceHistogram expected = expectedDraws(cosines, batch.labels, config, {});
        DistanceHistogram sum;
        constexpr int trials = 400;
        for (uint64_t step = 0; step < trials; ++step) {
            const auto one = drawnDistances(
                cosines, drawNegatives(cosines, batch.labels, config, {.step = step}));
            for (size_t k = 0; k < sum.mass.size(); ++k)
                sum.mass[k] += one.mass[k];
        }
        for (size_t k = 0; k < sum.mass.size(); ++k)
            QVERIFY(std::fabs(sum.mass[k] - trials * expected.mass[k])
                <= 4.5 * std::sqrt(trials * expected.mass[k]) + 1e-6);
    }

    void bins()
    {
        QCOMPARE(DistanceHistogram::binOf(0), size_t {0});
        QCOMPARE(DistanceHistogram::binOf(.0199), size_t {0});
        QCOMPARE(DistanceHistogram::binOf(.5), size_t {25});
        QCOMPARE(DistanceHistogram::binOf(1.999), size_t {99});
        QCOMPARE(DistanceHistogram::binOf(2), size_t {99});
        // D(0, 60°) = 1, D(0, 90°) = √2 twice; 0 and 0 are of one class.
        const auto batch = test::circle({0, 60, -90, 90}, {0, 1, 2, 0});
        const auto histogram = negativeDistances(batch.cosines(), batch.labels);
        QCOMPARE(histogram.total(), 5.);
        QCOMPARE(histogram.mass[70], 1.); // 0 and -90
        QCOMPARE(histogram.mass[99], 1.); // -90 and 90
        QCOMPARE(histogram.mass[25], 1.); // 60 and 90: .5176
    }

    // The medians of a list of cutoffs are those of drawing at each.
    void effectiveSampleSizesByCutoff()
    {
        const auto batch = test::uniformBatch(81, 16, 3, 5);
        const Cosines cosines = batch.cosines();
        for (const CutoffMode mode : {CutoffMode::Clamp, CutoffMode::Exclude}) {
            SamplingConfig config {.cutoffMode = mode, .emptyRow = EmptyRow::Drop};
            const std::vector<double> cutoffs {0, .3, .5, .8, 1, 1.2, 1.39, 1.6};
            const auto medians = medianEffectiveSampleSizes(cosines, batch.labels, config, cutoffs);
            QCOMPARE(medians.size(), cutoffs.size());
            for (size_t i = 0; i < cutoffs.size(); ++i) {
                config.cutoff = cutoffs[i];
                const Draws draws = drawNegatives(cosines, batch.labels, config, {});
                QCOMPARE(medians[i], medianEffectiveSampleSize(draws));
            }
            QCOMPARE(medians.back().has_value(), mode == CutoffMode::Clamp);
            QVERIFY(medians[5] > medians[2]);
        }
        QVERIFY_THROWS_EXCEPTION(ConfigError,
            medianEffectiveSampleSizes(cosines, batch.labels, {}, std::vector<double> {.5, 3}));
    }

    // Odd and even counts; rows under one candidate's rule; rows in order do not count.
    void summaries()
    {
        const auto row = [](float ess, float largest, bool byLot = true) {
            return DrawRow {.candidates = 5,
                .byLot = byLot,
                .effectiveSampleSize = ess,
                .largestProbability = largest};
        };
        Draws draws;
        draws.rows = {row(1, .995f), row(4, .3f), row(2, .6f), row(0, 0)};
        QCOMPARE(medianEffectiveSampleSize(draws), 2.);
        draws.rows.push_back(row(1, 1, false));
        QCOMPARE(medianEffectiveSampleSize(draws), 1.5);
        QCOMPARE(dominatedRows(draws), 1);
        QVERIFY(!medianEffectiveSampleSize({}));
    }

    void rejections()
    {
        const auto batch = sevenInARow();
        const Cosines cosines = batch.cosines();
        const auto row = [&](const SamplingConfig& config, int32_t anchor, int32_t positive) {
            return rowProbabilities(cosines, batch.labels, config, anchor, positive);
        };
        const SamplingConfig perPair {.negatives = NegativeSampler::SemiHardPaper};
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, row({}, 7, -1));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, row({}, -1, -1));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, row(perPair, 0, -1));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, row(perPair, 0, 0));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, row(perPair, 0, 3));
        QVERIFY_THROWS_EXCEPTION(ConfigError, row({.cutoff = 3}, 0, -1));
    }
};

QTEST_GUILESS_MAIN(TestSamplingProbabilities)
#include "tst_sampling_probabilities.moc"
