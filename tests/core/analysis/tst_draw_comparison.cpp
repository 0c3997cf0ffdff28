#include "core/analysis/draw_comparison.h"
#include "tests/core/analysis/on_the_circle.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

/// Of which the hardest negatives were drawn.
EmbeddingStep hardestOnTheCircle()
{
    EmbeddingStep step = test::onTheCircle();
    step.sampling.negatives = NegativeSampler::Hardest;
    step.drawn
        = shortenedDraws(drawAgain(step, cosinesOf(step.embeddings, 2), step.sampling, step.key));
    return step;
}

} // namespace

class TestDrawComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingChanges()
    {
        const EmbeddingStep step = hardestOnTheCircle();
        const Cosines cosines = cosinesOf(step.embeddings, 2);
        const DrawComparison same
            = compareDraws(step, cosines, drawAgain(step, cosines, step.sampling, step.key));
        QCOMPARE(same.gained, 0);
        QCOMPARE(same.lost, 0);
        QCOMPARE(same.before.triplets, same.now.triplets);
        QCOMPARE(same.now.triplets, 2); // 0 with 1 and 1 with 0
        // From 0 degrees the one at 90, d = √2; from 30 that one too, d = 1.
        QVERIFY(std::abs(same.now.negativeDistance - (std::sqrt(2.) + 1) / 2) < 1e-6);
        QCOMPARE(same.now.effectiveSampleSize, 1.);
    }

    void anotherNegative()
    {
        const EmbeddingStep step = hardestOnTheCircle();
        const Cosines cosines = cosinesOf(step.embeddings, 2);
        Draws now = step.drawn;
        now.draws[0].negative = 3; // at 150 degrees from 0: d = 2 sin 75°
        now.emptyRows = 1;
        const DrawComparison other = compareDraws(step, cosines, now);
        QCOMPARE(other.gained, 1);
        QCOMPARE(other.lost, 1);
        QCOMPARE(other.before.emptyRows, 0);
        QCOMPARE(other.now.emptyRows, 1);
        QVERIFY(
            std::abs(other.now.negativeDistance - (2 * std::sin(75 * M_PI / 180) + 1) / 2) < 1e-6);
    }

    void nothingIsLeft()
    {
        const EmbeddingStep step = hardestOnTheCircle();
        const DrawComparison none = compareDraws(step, cosinesOf(step.embeddings, 2), {});
        QCOMPARE(none.gained, 0);
        QCOMPARE(none.lost, 2);
        QVERIFY(std::isnan(none.now.negativeDistance) && std::isnan(none.now.effectiveSampleSize));
    }
};

QTEST_GUILESS_MAIN(TestDrawComparison)
#include "tst_draw_comparison.moc"
