#include "core/sampling/distance_weighted_negatives.h"
#include "core/sampling/sphere_density.h"
#include "core/sampling/weights_kernel.h"
#include "tests/core/sampling/made_up_batch.h"

#include <QTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace hardlens;

// The kernels of distance-weighted sampling, against double precision and each other.

namespace {

constexpr float almostOne = 1 - 0x1p-24f;

struct Weighed
{
    WeightExtent extent {};
    WeightSums sums {};
    std::vector<float> logWeights {};
    std::vector<float> weights {};

    bool operator==(const Weighed& o) const
    {
        const auto same
            = [](const auto& a, const auto& b) { return std::memcmp(&a, &b, sizeof(a)) == 0; };
        return same(extent, o.extent) && same(sums, o.sums) && logWeights == o.logWeights
            && weights == o.weights;
    }
};

Weighed weigh(InstructionSet set, const std::vector<float>& cosines,
    const std::vector<int32_t>& classes, const WeightRule& rule)
{
    Weighed w;
    w.logWeights.resize(cosines.size());
    w.weights.resize(cosines.size());
    const WeightKernels kernels = weightKernels(set);
    const auto count = int64_t(cosines.size());
    w.extent
        = kernels.logWeights({cosines.data(), classes.data(), count, 0}, rule, w.logWeights.data());
    w.sums = kernels.weights(w.logWeights.data(), w.extent.largest, count, w.weights.data());
    return w;
}

} // namespace

class TestSamplingWeights : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // log₂ of (1-s²)^factor / √(2 (1-s)), s at all scales of its distance from either end: the
    // stated bound.
    void logarithm_data()
    {
        QTest::addColumn<float>("factor");
        for (const float n : {2.f, 3.f, 5.f, 128.f, 2048.f})
            QTest::addRow("n = %g", double(n)) << (3 - n) / 2;
    }

    void logarithm()
    {
        QFETCH(float, factor);
        std::vector<float> cosines;
        RandomStream random({.seed = 1});
        for (int i = 0; i < 400000; ++i) {
            const float small = std::ldexp(random.uniform(.5f, 1), -int(random.below(24)));
            cosines.push_back(std::clamp(i % 2 ? 1 - small : small - 1, -almostOne, almostOne));
        }
        for (int k = -100; k <= 100; ++k) {
            cosines.push_back(.5f + float(k) * 0x1p-22f); // the logarithm of 2 (1-s) goes through 0
            cosines.push_back(float(k) * 0x1p-9f);        // and that of 1-s²
        }
        cosines.resize(cosines.size() / 16 * 16);
        const std::vector<int32_t> classes(cosines.size(), 1);
        const WeightRule rule {.lowest = -almostOne, .highest = almostOne, .factor = factor};
        const Weighed w = weigh(instructionSets().front(), cosines, classes, rule);
        double worst = 0;
        for (size_t j = 0; j < cosines.size(); ++j) {
            const double s = double(cosines[j]), log = std::log2((1 - s) * (1 + s));
            const double expected = double(factor) * log - std::log2(2 * (1 - s)) / 2;
            const double bound = 8e-7 + 2e-7 * std::fabs(double(factor)) * (1 + std::fabs(log));
            worst = std::max(worst, std::fabs(double(w.logWeights[j]) - expected) / bound);
        }
        QVERIFY2(worst < 1, qPrintable(QString::number(worst)));
        QVERIFY2(worst > .1, "the bound says nothing");
    }

    void power()
    {
        std::vector<float> x {
            0, -124, -124.5f, -125, -1e4f, -std::numeric_limits<float>::infinity()};
        for (int i = 0; x.size() % 16 != 0 || i < 200000; ++i)
            x.push_back(-124 * float(i % 200000) / 200000);
        std::vector<float> y(x.size());
        const WeightSums sums = weightKernels(instructionSets().front())
                                    .weights(x.data(), 0, int64_t(x.size()), y.data());
        QCOMPARE(y[0], 1.f);
        double worst = 0, total = 0;
        for (size_t j = 0; j < x.size(); ++j) {
            const double expected = x[j] < -124 ? 0 : std::exp2(double(x[j]));
            worst = std::max(
                worst, expected == 0 ? double(y[j]) : std::fabs(double(y[j]) / expected - 1));
            total += double(y[j]);
        }
        QVERIFY2(worst < 2e-7, qPrintable(QString::number(worst)));
        double summed = 0;
        for (const float lane : sums.weights)
            summed += double(lane);
        QVERIFY(std::fabs(summed / total - 1) < 1e-5);
    }

    // Random rows with all that can be in one: own class, NaN, both ends, both thresholds.
    void allInstructionSetsAgree()
    {
        RandomStream random({.seed = 2});
        for (const size_t count : {16u, 32u, 96u, 512u}) {
            std::vector<float> cosines;
            std::vector<int32_t> classes;
            for (size_t j = 0; j < count; ++j) {
                cosines.push_back(random.uniform(-1, 1));
                classes.push_back(int32_t(random.below(4)));
            }
            cosines[3] = std::numeric_limits<float>::quiet_NaN();
            cosines[5] = 1;
            cosines[7] = -1;
            for (const float n : {2.f, 3.f, 64.f, 2048.f}) {
                const WeightRule rule {.above = -.9f,
                    .upTo = .99f,
                    .lowest = -almostOne,
                    .highest = .875f,
                    .factor = (3 - n) / 2};
                const Weighed plain = weigh(InstructionSet::Plain, cosines, classes, rule);
                QVERIFY(plain.extent.candidates > int32_t(count / 2));
                for (const InstructionSet set : instructionSets())
                    QVERIFY(weigh(set, cosines, classes, rule) == plain);
                int32_t candidates = 0;
                for (size_t j = 0; j < count; ++j) {
                    const bool is
                        = classes[j] != 0 && cosines[j] > rule.above && cosines[j] <= rule.upTo;
                    QCOMPARE(std::isfinite(plain.logWeights[j]), is);
                    QCOMPARE(plain.weights[j] > 0,
                        is && plain.logWeights[j] - plain.extent.largest >= -124);
                    candidates += is;
                }
                QCOMPARE(plain.extent.candidates, candidates);
            }
        }
    }

    void nearestOfAllInstructionSetsAgree()
    {
        RandomStream random({.seed = 3});
        for (int trial = 0; trial < 300; ++trial) {
            std::vector<float> cosines;
            std::vector<int32_t> classes;
            for (size_t j = 0; j < 48; ++j) { // eight different values: many ties
                cosines.push_back(float(random.below(8)) / 8 - .5f);
                classes.push_back(int32_t(random.below(3)));
            }
            cosines[9] = std::numeric_limits<float>::quiet_NaN();
            const float below = float(random.below(10)) / 8 - .5f;
            NearestNegative expected;
            for (int32_t j = 0; j < 48; ++j)
                if (classes[size_t(j)] != 2 && cosines[size_t(j)] < below
                    && cosines[size_t(j)] > expected.cosine)
                    expected = {j, cosines[size_t(j)]};
            for (const InstructionSet set : instructionSets()) {
                const auto nearest
                    = nearestKernel(set)({cosines.data(), classes.data(), 48, 2}, below);
                QCOMPARE(nearest.index, expected.index);
                QCOMPARE(nearest.cosine, expected.cosine);
            }
        }
    }

    // L of the fact sheet's table, through float32 cosines. An error of 1e-7 of the cosine moves L
    // by dL/ds times as much.
    void logWeightsAreThoseOfTheDensity_data()
    {
        QTest::addColumn<int>("n");
        for (const int n : {2, 3, 16, 64, 128, 256, 512, 2048})
            QTest::addRow("n = %d", n) << n;
    }

    void logWeightsAreThoseOfTheDensity()
    {
        QFETCH(int, n);
        const std::vector<double> distances {
            0, .5, .6, .7, .8, .9, 1., 1.1, 1.2, 1.3, 1.4, std::sqrt(2.), 1.5, 1.7, 1.9};
        std::vector<int64_t> labels;
        for (size_t k = 0; k < distances.size(); ++k)
            labels.push_back(int64_t(k));
        const auto batch = test::atDistances(distances, labels, 16);
        const Cosines cosines = batch.cosines();
        const SamplingConfig config {.cutoff = 0,
            .upperCutoff = {},
            .dimension = DensityDimension::Given,
            .densityDimension = double(n)};
        const BatchClasses classes = batchClasses(cosines, labels);
        DistanceWeights weights(
            {cosines, classes, config}, densityDimensionOf(cosines, labels, config));
        weights.turnTo(0);
        QCOMPARE(weights.candidates(), int32_t(distances.size()) - 1);
        for (size_t k = 1; k < distances.size(); ++k) {
            const double expected = inverseDensityLogWeight(distances[k], n);
            const double slope
                = n / 2. * (1 / (1 - cosineAt(distances[k])) + 1 / (1 + cosineAt(distances[k])));
            const double error = std::fabs(double(weights.logWeight(int32_t(k))) - expected);
            QVERIFY2(error < 1.5e-7 * slope + 4e-7 * (1 + n),
                qPrintable(QString("at %1: off by %2").arg(distances[k]).arg(error)));
        }
    }

    // At and within the cutoff the weight is that at the cutoff, or there is no candidate; the
    // upper cutoff is strict.
    void cutoffs()
    {
        const auto batch
            = test::atDistances({0, .3, .5, .7, 1.3, 1.4, 1.41}, {0, 1, 2, 3, 4, 5, 6}, 8);
        const Cosines cosines = batch.cosines();
        const BatchClasses classes = batchClasses(cosines, batch.labels);
        SamplingConfig config {.cutoff = .6};
        const auto row = [&] {
            DistanceWeights weights({cosines, classes, config}, 8);
            weights.turnTo(0);
            return weights;
        };
        QCOMPARE(row().logWeight(1), row().logWeight(2));
        QVERIFY(std::fabs(double(row().logWeight(1)) - inverseDensityLogWeight(.6, 8)) < 1e-5);
        QVERIFY(row().logWeight(3) < row().logWeight(2) && std::isfinite(row().logWeight(4)));
        QVERIFY(std::isinf(row().logWeight(6)));
        config.cutoffMode = CutoffMode::Exclude;
        QVERIFY(std::isinf(row().logWeight(1)) && std::isinf(row().logWeight(2)));
        QVERIFY(std::isfinite(row().logWeight(3)));
        // Between floats: 1 - s is exact in these planes.
        const auto exact = test::circle({0, 60, 90}, {0, 1, 2}); // s = ½, 0: D = 1, √2
        const Cosines c = exact.cosines();
        const BatchClasses of = batchClasses(c, exact.labels);
        const auto candidates = [&](double cutoff, double upper) {
            const SamplingConfig both {
                .cutoff = cutoff, .cutoffMode = CutoffMode::Exclude, .upperCutoff = upper};
            DistanceWeights weights({c, of, both}, 8);
            weights.turnTo(0);
            return weights.candidates();
        };
        QCOMPARE(candidates(0, 1.5), 2);
        QCOMPARE(candidates(.999999, 1.5), 2);
        QCOMPARE(candidates(1.000001, 1.5), 1);
        QCOMPARE(candidates(0, 1.414214), 2);
        QCOMPARE(candidates(0, 1.414213), 1);
        QCOMPARE(candidates(1.4143, 2), 0);
    }
};

QTEST_GUILESS_MAIN(TestSamplingWeights)
#include "tst_sampling_weights.moc"
