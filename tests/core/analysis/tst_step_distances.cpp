#include "core/analysis/isotonic.h"
#include "core/analysis/step_distances.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace hardlens;

namespace {

/// Two classes on the circle: 0° and 90°, 180° and 270°. Positives: √2 twice. Negatives: 0-180 and
/// 90-270 at 2, 0-270 and 90-180 at √2.
EmbeddingStep onCircle()
{
    return {.dimension = 2, .labels = {0, 0, 1, 1}, .embeddings = {1, 0, 0, 1, -1, 0, 0, -1}};
}

} // namespace

class tst_step_distances : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand();
    void areaIsOne();
    void pairs();
    void withoutDirection();
    void empty();
};

void tst_step_distances::byHand()
{
    const StepDistances d = distancesOf(onCircle());
    const size_t root2 = 70, two = 99; // 1.414 / 0.02 = 70.7; the last bin holds 2
    QCOMPARE(d.positives.mass[root2], 2.0);
    QCOMPARE(d.positives.total(), 2.0);
    QCOMPARE(d.negatives.mass[root2], 2.0);
    QCOMPARE(d.negatives.mass[two], 2.0);
    QVERIFY(std::abs(*d.medianPositive - std::sqrt(2)) < 1e-6);
    // Half of the mass in a bin of 0.02: 0.5 / 0.02.
    QCOMPARE(densityOf(d.negatives)[root2], 25.0);
    QCOMPARE(densityOf(d.positives)[root2], 50.0);
}

void tst_step_distances::areaIsOne()
{
    DistanceHistogram histogram;
    histogram.mass[3] = 0.25;
    histogram.mass[50] = 17;
    histogram.mass[99] = 4;
    const DistanceDensity density = densityOf(histogram);
    const double sum = std::accumulate(density.begin(), density.end(), 0.);
    QVERIFY(std::abs(sum * DistanceHistogram::binWidth - 1) < 1e-12);
    const DistanceDensity none = densityOf({});
    QCOMPARE(std::accumulate(none.begin(), none.end(), 0.), 0.0);
}

void tst_step_distances::pairs()
{
    const DistancePairs pairs = pairsOf(distancesOf(onCircle()));
    QCOMPARE(pairs.distances.size(), size_t(6));
    QCOMPARE(std::accumulate(pairs.same.begin(), pairs.same.end(), 0), 2);
    // At √2 two of four pairs are of one class, at 2 none of two.
    const auto curve = matchCurve(pairs.distances, pairs.same);
    QVERIFY(std::abs(matchProbability(curve, 1.414f) - 0.5) < 1e-9);
    QCOMPARE(matchProbability(curve, 2), 0.0);
}

void tst_step_distances::withoutDirection()
{
    EmbeddingStep step = onCircle();
    step.embeddings[0] = 0; // the first of the first class
    const StepDistances d = distancesOf(step);
    QCOMPARE(d.positives.total(), 1.0);
    QCOMPARE(d.negatives.total(), 2.0);
    QCOMPARE(pairsOf(d).distances.size(), size_t(3));
}

void tst_step_distances::empty()
{
    const StepDistances d = distancesOf({.dimension = 8});
    QCOMPARE(d.negatives.total(), 0.0);
    QVERIFY(!d.medianPositive);
    QVERIFY(pairsOf(d).distances.empty());
}

QTEST_GUILESS_MAIN(tst_step_distances)
#include "tst_step_distances.moc"
