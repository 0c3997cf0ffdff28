#include "core/analysis/label_missing.h"

#include <QTest>

#include <limits>

using namespace hardlens;

namespace {

/// A background RoI that believes in class `label` at `box`.
RoiRecord believer(float probability, const Box& box, int32_t label = 1)
{
    RoiRecord r;
    r.box = r.decoded = box;
    r.top
        = {ClassBelief {label, probability}, ClassBelief {0, 1 - probability}, ClassBelief {-1, 0}};
    return r;
}

/// An object in the corner, and a difficult one beside it.
PictureRecord pictureOf(std::vector<RoiRecord> rois)
{
    return {.groundTruth = {{.box = {0, 0, 10, 10}, .label = 1},
                {.box = {20, 0, 30, 10}, .label = 1, .ignored = true}},
        .rois = std::move(rois)};
}

bool looks(const RoiRecord& roi, const MissingLabelRule& rule = {})
{
    return looksUnlabelled(pictureOf({}), roi, rule);
}

} // namespace

class TestLabelMissing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePredicateByHand()
    {
        const Box far {50, 50, 60, 60};
        QVERIFY(looks(believer(.95f, far)));
        QVERIFY(looks(believer(.9f, far)));
        QVERIFY(!looks(believer(.89f, far)));
        QVERIFY(looks(believer(.89f, far), {.probability = .8f}));
        QVERIFY(!looks(believer(.95f, far, 0))); // background
        RoiRecord foreground = believer(.95f, far);
        foreground.label = 1;
        QVERIFY(!looks(foreground));
        foreground.label = ignoredLabel;
        QVERIFY(!looks(foreground));
    }

    void overlapsWithObjects()
    {
        // 10 x 1 of 10 x 10: IoU .1 with the object; one pixel lower it shares nothing.
        QVERIFY(!looks(believer(.95f, {0, 9, 10, 10})));
        QVERIFY(looks(believer(.95f, {0, 9, 10, 10}), {.roiIou = .2f}));
        QVERIFY(looks(believer(.95f, {0, 10, 10, 11})));
        QVERIFY(!looks(believer(.95f, {20, 0, 30, 10}))); // the difficult one
        // Small part of an object, whose box it predicts: the object is found, not missing.
        RoiRecord part = believer(.95f, {0, 0, 3, 3});
        QVERIFY(looks(part));
        part.decoded = {0, 0, 10, 9};
        QVERIFY(!looks(part));
        QVERIFY(looks(part, {.boxIou = .95f}));
    }

    void theMostProbableObjectClassCounts()
    {
        RoiRecord r = believer(.95f, {50, 50, 60, 60});
        r.top = {ClassBelief {0, .52f}, ClassBelief {3, .45f}, ClassBelief {1, .01f}};
        QVERIFY(!looks(r));
        QVERIFY(looks(r, {.probability = .4f}));
        DetectionStep step {.pictures = {pictureOf({r})}};
        const auto found = missingLabels(step, {.probability = .4f});
        QCOMPARE(found.size(), size_t {1});
        QCOMPARE(found[0].label, 3);
        QCOMPARE(found[0].probability, .45f);
    }

    void oneMissingObjectIsNamedOnce()
    {
        // Picture 0: three RoIs on one thing, of which the second believes most and the third in
        // another class; 8 / 12 and 9 / 11 overlap. Picture 1: another thing, more probable.
        const DetectionStep step {.pictures
            = {pictureOf({believer(.92f, {50, 50, 60, 60}), believer(.95f, {52, 50, 62, 60}),
                   believer(.93f, {53, 50, 63, 60}, 2), believer(.91f, {80, 50, 90, 60})}),
                pictureOf({believer(.99f, {50, 50, 60, 60}, 2)})}};
        const auto found = missingLabels(step);
        QCOMPARE(found.size(), size_t {3});
        QCOMPARE(found[0].at, (StepRoi {1, 0}));
        QCOMPARE(found[0].agreeing, int64_t {1});
        QCOMPARE(found[1].at, (StepRoi {0, 1}));
        QCOMPARE(found[1].label, 1);
        QCOMPARE(found[1].probability, .95f);
        QCOMPARE(found[1].box, (Box {52, 50, 62, 60}));
        QCOMPARE(found[1].agreeing, int64_t {3});
        QCOMPARE(found[2].at, (StepRoi {0, 3}));
        // With a stricter NMS they are three things.
        QCOMPARE(missingLabels(step, {.nmsIou = .9}).size(), size_t {5});
    }

    void predictedBoxesCountNotRois()
    {
        // Far apart, but both predict the same box.
        auto a = believer(.95f, {50, 50, 60, 60}), b = believer(.94f, {70, 70, 80, 80});
        b.decoded = a.decoded;
        const auto found = missingLabels({.pictures = {pictureOf({a, b})}});
        QCOMPARE(found.size(), size_t {1});
        QCOMPARE(found[0].agreeing, int64_t {2});
    }

    void brokenBoxesAndNothing()
    {
        auto broken = believer(.95f, {50, 50, 60, 60});
        broken.decoded.x2 = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(!looks(broken));
        broken = believer(std::numeric_limits<float>::quiet_NaN(), {50, 50, 60, 60});
        QVERIFY(!looks(broken));
        QVERIFY(missingLabels({}).empty());
        QVERIFY(missingLabels({.pictures = {pictureOf({})}}).empty());
    }
};

QTEST_GUILESS_MAIN(TestLabelMissing)
#include "tst_label_missing.moc"
