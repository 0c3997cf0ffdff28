#include "core/analysis/loss_histogram.h"
#include "core/analysis/stable_upper.h"

#include <QTest>

#include <limits>
#include <stdexcept>

using namespace hardlens;

namespace {

RoiRecord roi(float classLoss, float boxLoss, Fate fate)
{
    RoiRecord r;
    r.classLoss = classLoss;
    r.boxLoss = boxLoss;
    r.decision.fate = fate;
    return r;
}

PictureRecord picture(const char* name, std::vector<RoiRecord> rois)
{
    PictureRecord p;
    p.picture.name = name;
    p.rois = std::move(rois);
    return p;
}

DetectionStep exampleStep()
{
    const float nan = std::numeric_limits<float>::quiet_NaN();
    DetectionStep step;
    step.hasLosses = true;
    step.pictures = {picture("a",
                         {roi(0, 0, Fate::BelowCut), roi(0.9f, 0.1f, Fate::Selected),
                             roi(1.0f, 0, Fate::Suppressed), roi(3.5f, 0.5f, Fate::Selected)}),
        picture("b",
            {roi(9, 0, Fate::Selected), roi(0.25f, 0, Fate::NotDrawn), roi(0.3f, 0, Fate::Excluded),
                roi(nan, nan, Fate::Ignored)})};
    step.quotas = {Quota {.quota = 2,
                       .candidates = 4,
                       .survivors = 3,
                       .kept = 2,
                       .cut = 1.f,
                       .duplicatesOfTop = 1},
        Quota {.quota = 2, .candidates = 3, .survivors = 1, .kept = 1}};
    return step;
}

} // namespace

class tst_loss_histogram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsByHand();
    void binEdges_data();
    void binEdges();
    void cutsByPicture();
    void pooledCutHasNoPicture();
    void randomSamplerHasNoCut();
    void classLossAloneWhereRanked();
    void reach();
    void rejects();
    void niceNumbers_data();
    void niceNumbers();
    void upperDoesNotDance();
};

void tst_loss_histogram::countsByHand()
{
    // upper 4, four equal bins of width 1 and the overflow bin.
    // a: 0 -> bin 0 other, 1.0 -> bin 1 selected, 1.0 -> bin 1 suppressed, 4.0 -> overflow selected
    // b: 9 -> overflow selected, 0.25 and 0.3 -> bin 0 other, NaN -> none
    const LossHistogram h = lossHistogram(exampleStep(), 4, 4);
    QCOMPARE(h.bins.size(), size_t(5));
    QVERIFY((h.bins[0] == LossBin {.selected = 0, .suppressed = 0, .other = 3}));
    QVERIFY((h.bins[1] == LossBin {.selected = 1, .suppressed = 1, .other = 0}));
    QVERIFY(h.bins[2] == LossBin {});
    QVERIFY(h.bins[3] == LossBin {});
    QVERIFY((h.bins[4] == LossBin {.selected = 2, .suppressed = 0, .other = 0}));
    QCOMPARE(h.rois, int64_t(8));
    QCOMPARE(h.withoutLoss, int64_t(1));
    QCOMPARE(h.largestCount, 3);
    QCOMPARE(h.binWidth(), 1.0);
}

void tst_loss_histogram::binEdges_data()
{
    QTest::addColumn<double>("loss");
    QTest::addColumn<int>("bin");
    // upper 2, eight bins of 0.25
    QTest::newRow("zero") << 0.0 << 0;
    QTest::newRow("inside") << 0.2 << 0;
    QTest::newRow("an edge belongs to the bin above it") << 0.25 << 1;
    QTest::newRow("just under the end") << std::nextafter(2.0, 0.0) << 7;
    QTest::newRow("the end overflows") << 2.0 << 8;
    QTest::newRow("far beyond") << 1e9 << 8;
}

void tst_loss_histogram::binEdges()
{
    QFETCH(double, loss);
    QFETCH(int, bin);
    LossHistogram h;
    h.upper = 2;
    h.bins.resize(9);
    QCOMPARE(int(h.binOf(loss)), bin);
}

void tst_loss_histogram::cutsByPicture()
{
    const LossHistogram h = lossHistogram(exampleStep(), 4, 4);
    QCOMPARE(h.cuts.size(), size_t(2));
    QCOMPARE(h.cuts[0].picture, std::string("a"));
    QCOMPARE(*h.cuts[0].cut, 1.f);
    QVERIFY(!h.cuts[1].cut);
    QCOMPARE(h.cuts[1].survivors, int64_t(1));
    QCOMPARE(h.cuts[1].quota, int64_t(2));
    QCOMPARE(h.duplicatesOfTop, int64_t(1));
    QCOMPARE(h.quota, int64_t(4));
}

void tst_loss_histogram::pooledCutHasNoPicture()
{
    DetectionStep step = exampleStep();
    step.mining.scope = SelectionScope::Pooled;
    step.quotas.resize(1);
    const LossHistogram h = lossHistogram(step, 4, 4);
    QCOMPARE(h.cuts.size(), size_t(1));
    QVERIFY(h.cuts[0].picture.empty());
}

void tst_loss_histogram::randomSamplerHasNoCut()
{
    DetectionStep step = exampleStep();
    step.mining.sampler = SamplerKind::Heuristic;
    QVERIFY(lossHistogram(step, 4, 4).cuts.empty());
}

void tst_loss_histogram::classLossAloneWhereRanked()
{
    // The RoI with 3.5 + 0.5 is at 3.5 and leaves the overflow bin.
    DetectionStep step = exampleStep();
    step.mining.rankingLoss = RankingLoss::ClassOnly;
    const LossHistogram h = lossHistogram(step, 4, 4);
    QCOMPARE(h.bins[3].selected, 1);
    QCOMPARE(h.bins[4].selected, 1);
}

void tst_loss_histogram::reach()
{
    // Seven losses: floor(7 * 0.002) = 0 lie beyond, so the largest, 9.
    QCOMPARE(lossReach(exampleStep()), 9.0);
    // 1000 losses 0 … 999: two lie beyond 997. A cut at 900 asks for 1.25 * 900.
    DetectionStep step;
    step.pictures.resize(1);
    for (int i = 0; i < 1000; ++i)
        step.pictures[0].rois.push_back(roi(float(i), 0, Fate::BelowCut));
    QCOMPARE(lossReach(step), 997.0);
    step.quotas = {Quota {.cut = 900.f}};
    QCOMPARE(lossReach(step), 1125.0);
    QCOMPARE(lossReach(DetectionStep {}), 0.0);
}

void tst_loss_histogram::rejects()
{
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, lossHistogram(exampleStep(), 0, 4));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, lossHistogram(exampleStep(), 1, 0));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
        lossHistogram(exampleStep(), std::numeric_limits<double>::quiet_NaN(), 4));
}

void tst_loss_histogram::niceNumbers_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("nice");
    QTest::newRow("between") << 3.2 << 4.0;
    QTest::newRow("on a rung") << 0.3 << 0.3;
    QTest::newRow("above the last mantissa") << 8.1 << 10.0;
    QTest::newRow("small") << 0.0012 << 0.0015;
    QTest::newRow("nothing") << 0.0 << 1.0;
    QTest::newRow("NaN") << std::numeric_limits<double>::quiet_NaN() << 1.0;
}

void tst_loss_histogram::niceNumbers()
{
    QFETCH(double, value);
    QFETCH(double, nice);
    QVERIFY(qFuzzyCompare(niceCeiling(value, {1, 1.5, 2, 3, 4, 5, 6, 8}), nice));
}

void tst_loss_histogram::upperDoesNotDance()
{
    StableUpper upper({.growAfter = 3, .shrinkAfter = 5});
    QCOMPARE(upper.update(3.5), 4.0);
    QCOMPARE(upper.update(4.5), 4.0); // one step beyond the end is no reason
    QCOMPARE(upper.update(3.5), 4.0);
    QCOMPARE(upper.update(4.5), 4.0);
    QCOMPARE(upper.update(4.5), 4.0);
    QCOMPARE(upper.update(4.5), 5.0); // the third in a row is
    for (int i = 0; i < 4; ++i)
        QCOMPARE(upper.update(2.0), 5.0);
    QCOMPARE(upper.update(1.0), 3.0); // the largest of the five, 2.0 · 1.1, needs 3
    QCOMPARE(upper.update(7.0), 8.0); // more than twice: at once
    QCOMPARE(upper.update(std::numeric_limits<double>::infinity()), 8.0);
    // 7.9 would fit 8 only without the tenth to spare: it never shrinks to where it must grow
    // again.
    for (int i = 0; i < 20; ++i)
        QCOMPARE(upper.update(5.9), 8.0);
}

QTEST_GUILESS_MAIN(tst_loss_histogram)
#include "tst_loss_histogram.moc"
