#include "core/analysis/gradient_noise.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

/// Random unit vectors in 64 dimensions, two of each class: all pairs are about √2 apart.
EmbeddingStep onTheSphere(int items)
{
    constexpr int64_t n = 64;
    EmbeddingStep step;
    step.dimension = n;
    step.key = {.seed = 3, .step = 7};
    RandomStream random({.seed = 11, .purpose = Purpose::Scene});
    for (int i = 0; i < items; ++i) {
        std::vector<float> point;
        double square = 0;
        for (int64_t j = 0; j < n; ++j) {
            point.push_back(random.normal());
            square += double(point.back()) * double(point.back());
        }
        for (const float x : point)
            step.embeddings.push_back(float(double(x) / std::sqrt(square)));
        step.labels.push_back(i / 2);
        step.pictures.push_back({.index = i});
    }
    return step;
}

} // namespace

class TestGradientNoise : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What is simulated on a batch is what the closed form says at its distances.
    void agreesWithTheClosedForm()
    {
        const EmbeddingStep step = onTheSphere(80);
        const Cosines cosines = cosinesOf(step.embeddings, step.dimension);
        const BatchGradientNoise found = batchGradientNoise(step, cosines, {}, .1);
        QCOMPARE(found.bins.size(), size_t {40});
        int filled = 0;
        for (const GradientVarianceBin& bin : found.bins) {
            QCOMPARE(bin.mean.has_value(), bin.pairs > 0);
            QVERIFY(bin.pairs <= BatchGradientNoise::mostPairsOfBin);
            if (bin.pairs < BatchGradientNoise::mostPairsOfBin)
                continue;
            ++filled;
            const double expected = gradientVariance((bin.from + bin.to) / 2, .1, 64);
            QVERIFY2(std::abs(*bin.mean - expected) < .03,
                qPrintable(
                    QString("%1: %2, expected %3").arg(bin.from).arg(*bin.mean).arg(expected)));
        }
        QVERIFY(filled >= 4);
        for (const auto& sampler : found.samplers) {
            QVERIFY(sampler.distance && sampler.simulated);
            QVERIFY(
                std::abs(*sampler.simulated - gradientVariance(*sampler.distance, .1, 64)) < .03);
        }
        // The hardest are the nearest, and the noisiest.
        QVERIFY(*found.samplers[1].distance < *found.samplers[0].distance);
        QVERIFY(*found.samplers[1].simulated > *found.samplers[0].simulated);
    }

    void theSameStepTheSameFigures()
    {
        const EmbeddingStep step = onTheSphere(20);
        const Cosines cosines = cosinesOf(step.embeddings, step.dimension);
        const BatchGradientNoise a = batchGradientNoise(step, cosines, {}),
                                 b = batchGradientNoise(step, cosines, {});
        for (size_t i = 0; i < a.bins.size(); ++i)
            QVERIFY(a.bins[i].mean == b.bins[i].mean);
        for (size_t i = 0; i < a.samplers.size(); ++i)
            QVERIFY(a.samplers[i].simulated == b.samplers[i].simulated);
    }

    // One class: there are no negatives, and nothing is said of any.
    void nothingWithoutNegatives()
    {
        EmbeddingStep step = onTheSphere(6);
        step.labels.assign(6, 0);
        const BatchGradientNoise found
            = batchGradientNoise(step, cosinesOf(step.embeddings, step.dimension), {});
        for (const GradientVarianceBin& bin : found.bins)
            QVERIFY(!bin.mean && bin.pairs == 0);
        for (const auto& sampler : found.samplers)
            QVERIFY(!sampler.distance && !sampler.simulated);
    }
};

QTEST_GUILESS_MAIN(TestGradientNoise)
#include "tst_gradient_noise.moc"
