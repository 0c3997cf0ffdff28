#include "core/analysis/anchor_row.h"
#include "core/sampling/row_probabilities.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

/// Items on the circle: class 0 at 0 and 20 degrees, class 1 at 60 and 90, class 2 at 180.
/// Distance of two is 2 sin(half the angle between them).
EmbeddingStep onTheCircle()
{
    EmbeddingStep step;
    step.dimension = 2;
    step.labels = {0, 0, 1, 1, 2};
    step.pictures.resize(5);
    for (const double degrees : {0., 20., 60., 90., 180.}) {
        step.embeddings.push_back(float(std::cos(degrees * M_PI / 180)));
        step.embeddings.push_back(float(std::sin(degrees * M_PI / 180)));
    }
    return step;
}

float chord(double degrees)
{
    return float(2 * std::sin(degrees * M_PI / 360));
}

AnchorRow rowUnder(const EmbeddingStep& step, const SamplingConfig& sampling, int32_t anchor,
    int32_t positive = -1, std::span<const float> losses = {})
{
    const Cosines cosines = cosinesOf(step.embeddings, step.dimension);
    const Draws draws = drawAgain(step, cosines, sampling, step.key);
    return anchorRow({step, cosines, sampling, draws, losses}, anchor, positive);
}

} // namespace

class tst_anchor_row : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsOthersByDistance();
    void weighsCandidates();
    void countsDraws();
    void belongsToOnePositive();
    void hasNoTripletAlone();
    void rejects();
};

void tst_anchor_row::listsOthersByDistance()
{
    const AnchorRow row = rowUnder(onTheCircle(), {.negatives = NegativeSampler::Uniform}, 1);
    QCOMPARE(row.positives.size(), size_t(1));
    QCOMPARE(row.positives[0].item, 0);
    QVERIFY(std::abs(row.positives[0].distance - chord(20)) < 1e-5F);
    const std::vector<std::pair<int, double>> expected {{2, 40}, {3, 70}, {4, 160}};
    for (size_t i = 0; i < 3; ++i) {
        QCOMPARE(row.negatives[i].item, expected[i].first);
        QVERIFY(std::abs(row.negatives[i].distance - chord(expected[i].second)) < 1e-5F);
        QVERIFY(row.negatives[i].isCandidate);
        QCOMPARE(row.negatives[i].weight, 1.F);
        QCOMPARE(row.negatives[i].probability, 1.F / 3);
    }
    QCOMPARE(row.row.candidates, 3);
}

void tst_anchor_row::weighsCandidates()
{
    // n = 2: 1/q is in proportion to √(1 - d²/4), the cosine of half the angle. From 20 degrees:
    // cos 20 = .9397, cos 35 = .8192; the one at 160 is beyond the upper cutoff.
    const AnchorRow row = rowUnder(onTheCircle(), {.cutoff = 0.1}, 1);
    QCOMPARE(row.row.candidates, 2);
    QCOMPARE(row.negatives[0].weight, 1.F);
    QVERIFY(std::abs(row.negatives[1].weight - .8192F / .9397F) < 1e-3F);
    QVERIFY(std::abs(row.negatives[1].probability - .8192F / (.8192F + .9397F)) < 1e-3F);
    QVERIFY(!row.negatives[2].isCandidate);
    QCOMPARE(row.negatives[2].weight, 0.F);
    QCOMPARE(row.negatives[2].probability, 0.F);
}

void tst_anchor_row::countsDraws()
{
    const std::vector<float> losses {.5F, .25F, .75F, 1};
    const AnchorRow row
        = rowUnder(onTheCircle(), {.negatives = NegativeSampler::Hardest}, 2, -1, losses);
    // Four pairs in the batch: 0-1, 1-0, 2-3, 3-2. Nearest to 60 degrees is the one at 20.
    QCOMPARE(row.draws.size(), size_t(1));
    QCOMPARE(row.draws[0].positive, 3);
    QCOMPARE(row.draws[0].negative, 1);
    QCOMPARE(row.draws[0].loss, .75F);
    QCOMPARE(row.negatives[0].timesDrawn, 1);
    QCOMPARE(row.negatives[1].timesDrawn, 0);
    QVERIFY(std::isnan(
        rowUnder(onTheCircle(), {.negatives = NegativeSampler::Hardest}, 2).draws[0].loss));
}

void tst_anchor_row::belongsToOnePositive()
{
    EmbeddingStep step = onTheCircle();
    step.labels = {0, 0, 1, 0, 2}; // class 0 at 0, 20 and 90; others at 60 and 180
    const SamplingConfig semiHard {.negatives = NegativeSampler::SemiHardPaper};
    // Beyond the positive at 20 degrees the nearest is at 60, beyond that at 90 the one at 180.
    const AnchorRow near = rowUnder(step, semiHard, 0);
    QCOMPARE(near.positive, 1);
    QVERIFY(near.negatives[0].isCandidate && !near.negatives[1].isCandidate);
    const AnchorRow far = rowUnder(step, semiHard, 0, 3);
    QCOMPARE(far.positive, 3);
    QVERIFY(!far.negatives[0].isCandidate && far.negatives[1].isCandidate);
    QCOMPARE(far.negatives[1].timesDrawn, 1);
    QCOMPARE(far.draws.size(), size_t(2));           // those of both pairs
    QCOMPARE(rowUnder(step, {}, 0, 3).positive, -1); // a row for all pairs
}

void tst_anchor_row::hasNoTripletAlone()
{
    const AnchorRow alone = rowUnder(onTheCircle(), {}, 4);
    QCOMPARE(alone.row.treatment, RowTreatment::Dropped);
    QCOMPARE(alone.negatives.size(), size_t(4)); // seen, though not drawn from
    QVERIFY(!alone.negatives[0].isCandidate);
    EmbeddingStep broken = onTheCircle();
    broken.embeddings[0] = std::nanf("");
    QVERIFY(rowUnder(broken, {}, 0).negatives.empty());
    QCOMPARE(rowUnder(broken, {}, 2).negatives.size(), size_t(2)); // 1 and 4
}

void tst_anchor_row::rejects()
{
    const EmbeddingStep step = onTheCircle();
    QVERIFY_EXCEPTION_THROWN(rowUnder(step, {}, 5), std::invalid_argument);
    QVERIFY_EXCEPTION_THROWN(rowUnder(step, {}, -1), std::invalid_argument);
    const std::vector<float> losses {1};
    QVERIFY_EXCEPTION_THROWN(rowUnder(step, {}, 0, -1, losses), std::invalid_argument);
    const Cosines none;
    QVERIFY_EXCEPTION_THROWN(
        anchorRow({step, none, step.sampling, step.drawn}, 0), std::invalid_argument);
}

QTEST_GUILESS_MAIN(tst_anchor_row)
#include "tst_anchor_row.moc"
