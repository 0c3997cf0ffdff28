#include "core/analysis/sampler_comparison.h"
#include "core/sampling/gradient_variance.h"
#include "tests/core/analysis/on_the_circle.h"

#include <QTest>

#include <cmath>

using namespace hardlens;
using test::onTheCircle;

class tst_sampler_comparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asDrawnAlone();
    void knownOnTheCircle();
    void nothingWithoutPairs();
};

void tst_sampler_comparison::asDrawnAlone()
{
    const EmbeddingStep step = onTheCircle();
    const Cosines cosines = cosinesOf(step.embeddings, 2);
    SamplingConfig config {.positives = PositiveChoice::Later};
    const auto outcomes = compareSamplers(step, cosines, config);
    for (size_t i = 0; i < outcomes.size(); ++i) {
        QCOMPARE(outcomes[i].sampler, comparedSamplers[i]);
        config.negatives = comparedSamplers[i];
        QVERIFY(outcomes[i].draws == drawAgain(step, cosines, config, step.key));
        QCOMPARE(outcomes[i].distances.total(), 1.); // item 0 with 1, and no other pair
    }
}

void tst_sampler_comparison::knownOnTheCircle()
{
    const EmbeddingStep step = onTheCircle();
    const Cosines cosines = cosinesOf(step.embeddings, 2);
    const auto outcomes = compareSamplers(step, cosines, {}, 0.1);
    // Hardest: from 0 degrees the one at 90, d = √2; from 30 the one at 90 too, d = 1.
    QCOMPARE(outcomes[1].distances.mass[DistanceHistogram::binOf(1.41)], 1.);
    QVERIFY(std::abs(*outcomes[1].gradientNoise
                - (gradientVariance(M_SQRT2, 0.1, 2) + gradientVariance(1, 0.1, 2)) / 2)
        < 1e-6);
    QCOMPARE(*outcomes[1].effectiveSampleSize, 1.);
    // Uniform: of two candidates each.
    QCOMPARE(*outcomes[0].effectiveSampleSize, 2.);
}

void tst_sampler_comparison::nothingWithoutPairs()
{
    EmbeddingStep step = onTheCircle();
    step.labels = {0, 1, 2, 3};
    for (const SamplerOutcome& outcome : compareSamplers(step, cosinesOf(step.embeddings, 2), {})) {
        QVERIFY(outcome.draws.draws.empty());
        QVERIFY(!outcome.gradientNoise && !outcome.effectiveSampleSize);
        QCOMPARE(outcome.distances.total(), 0.);
    }
}

QTEST_GUILESS_MAIN(tst_sampler_comparison)
#include "tst_sampler_comparison.moc"
