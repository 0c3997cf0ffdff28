#include "core/analysis/coco_average_precision.h"
#include "core/analysis/coco_matching.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

constexpr CocoAreas usualAreas {
    AreaRange {0, 1e10}, AreaRange {0, 1024}, AreaRange {1024, 9216}, AreaRange {9216, 1e10}};
constexpr uint16_t everyThreshold = (1u << cocoThresholdCount) - 1;
constexpr size_t all = 0, small = 1, medium = 2;

Detection found(float score, const Box& box, int64_t picture = 0, int32_t label = 1)
{
    return {.picture = picture, .label = label, .score = score, .box = box};
}

CocoMetrics evaluated(
    const std::vector<Detection>& detections, const std::vector<TestObject>& objects)
{
    return cocoAveragePrecision(detections, objects, {"background", "thing"}).mean;
}

bool close(double actual, double expected)
{
    return std::abs(actual - expected) < 1e-12;
}

} // namespace

class TestCocoAveragePrecision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // 10 x h inside 10 x 10: IoU h / 10, which is enough for the thresholds up to it.
    void thresholdsThatAnOverlapReaches()
    {
        const std::vector<TestObject> objects {{.label = 1, .box = {0, 0, 100, 100}}};
        const auto reached = [&](float height) {
            return matchCoco(std::vector<Box> {{0, 0, 100, height}}, objects, usualAreas)
                .front()
                .found[all];
        };
        QCOMPARE(reached(100), everyThreshold);
        QCOMPARE(reached(95), everyThreshold);
        QCOMPARE(reached(94), uint16_t(everyThreshold >> 1));
        QCOMPARE(reached(75), uint16_t(0b111111)); // .5 … .75
        QCOMPARE(reached(50), uint16_t(1));
        QCOMPARE(reached(49), uint16_t(0));
    }

    void aHitAtSixThresholds()
    {
        // IoU .75: found at .5 … .75.
        const CocoMetrics m
            = evaluated({found(.9f, {0, 0, 100, 75})}, {{.label = 1, .box = {0, 0, 100, 100}}});
        QVERIFY(close(m.ap, .6));
        QVERIFY(close(m.ap50, 1));
        QVERIFY(close(m.ap75, 1));
        QVERIFY(close(m.ar1, .6));
        QVERIFY(std::isnan(m.apSmall) && std::isnan(m.apMedium));
        QVERIFY(close(m.apLarge, .6)); // 100 * 100 >= 96 * 96
    }

    // Recall .5 with precision 1, recall 1 with precision 2/3: the recalls 0 … .50 have 1, the
    // other 50 have 2/3.
    void hundredAndOnePoints()
    {
        const std::vector<TestObject> objects {
            {.label = 1, .box = {0, 0, 50, 50}}, {.label = 1, .box = {100, 0, 150, 50}}};
        const CocoMetrics m = evaluated(
            {found(.9f, objects[0].box), found(.8f, {300, 0, 350, 50}), found(.7f, objects[1].box)},
            objects);
        QVERIFY(close(m.ap, (51 + 50 * 2. / 3) / 101));
        QVERIFY(close(m.apMedium, m.ap));
        QVERIFY(close(m.ar1, .5)); // the best of the picture alone
        QVERIFY(close(m.ar10, 1));
    }

    void crowdsTakeAnyNumberByTheirOwnArea()
    {
        // Both lie in the crowd entirely: their IoU with it is small, their own area's part 1.
        const std::vector<TestObject> objects {{.label = 1, .box = {0, 0, 200, 200}, .crowd = true},
            {.label = 1, .box = {300, 0, 350, 50}}};
        const std::vector<Box> boxes {{0, 0, 20, 20}, {0, 0, 20, 20}, {300, 0, 350, 50}};
        const auto verdicts = matchCoco(boxes, objects, usualAreas);
        QCOMPARE(verdicts[0].leftOut[all], everyThreshold);
        QCOMPARE(verdicts[1].leftOut[all], everyThreshold);
        QCOMPARE(verdicts[2].found[all], everyThreshold);
        const CocoMetrics m = evaluated(
            {found(.9f, boxes[0]), found(.8f, boxes[1]), found(.7f, boxes[2])}, objects);
        QVERIFY(close(m.ap, 1));
        QVERIFY(std::isnan(m.apLarge)); // the crowd is nothing to be found
    }

    void difficultObjectsTakeOne()
    {
        const std::vector<TestObject> objects {
            {.label = 1, .box = {0, 0, 20, 20}, .difficult = true}};
        const auto verdicts
            = matchCoco(std::vector<Box> {{0, 0, 20, 20}, {0, 0, 20, 20}}, objects, usualAreas);
        QCOMPARE(verdicts[0].leftOut[all], everyThreshold);
        QCOMPARE(verdicts[1].leftOut[all], uint16_t(0));
        QCOMPARE(verdicts[1].found[all], uint16_t(0));
    }

    void objectsThatCountGoFirst()
    {
        // A better overlap with a difficult object does not win over .8 with one that counts.
        const std::vector<TestObject> objects {
            {.label = 1, .box = {0, 0, 100, 100}, .difficult = true},
            {.label = 1, .box = {0, 0, 100, 80}}};
        const auto verdict
            = matchCoco(std::vector<Box> {{0, 0, 100, 100}}, objects, usualAreas).front();
        QCOMPARE(verdict.found[all], uint16_t(0b1111111)); // .5 … .8
        QCOMPARE(verdict.leftOut[all], uint16_t(everyThreshold & ~0b1111111));
    }

    void areasOfObjectsAndOfDetectionsOnNothing()
    {
        // The object's annotated area is small, its box is medium.
        const std::vector<TestObject> objects {{.label = 1, .box = {0, 0, 40, 40}, .area = 1000}};
        const std::vector<Box> boxes {{0, 0, 40, 40}, {100, 0, 120, 20}, {200, 0, 240, 40}};
        const auto verdicts = matchCoco(boxes, objects, usualAreas);
        QCOMPARE(verdicts[0].found[small], everyThreshold);
        QCOMPARE(verdicts[0].leftOut[medium], everyThreshold);
        // On nothing: 400 pixels are false among the small ones, 1600 among the medium ones.
        QCOMPARE(verdicts[1].leftOut[small], uint16_t(0));
        QCOMPARE(verdicts[1].leftOut[medium], everyThreshold);
        QCOMPARE(verdicts[2].leftOut[small], everyThreshold);
        QCOMPARE(verdicts[2].leftOut[medium], uint16_t(0));
        // Exactly 32 * 32 is both.
        const CocoMetrics both = evaluated({}, {{.label = 1, .box = {0, 0, 32, 32}}});
        QCOMPARE(both.apSmall, 0.);
        QCOMPARE(both.apMedium, 0.);
        QVERIFY(std::isnan(both.apLarge));
    }

    void onlyAHundredPerPictureAndClass()
    {
        const std::vector<TestObject> objects {{.label = 1, .box = {0, 0, 50, 50}}};
        std::vector<Detection> detections;
        for (int i = 0; i < 100; ++i)
            detections.push_back(found(.9f, {300, 0, 350, 50}));
        detections.push_back(found(.8f, objects[0].box));
        QCOMPARE(evaluated(detections, objects).ar100, 0.);
        detections.erase(detections.begin());
        QCOMPARE(evaluated(detections, objects).ar100, 1.);
        QVERIFY(close(evaluated(detections, objects).ap, .01));
        QCOMPARE(evaluated(detections, objects).ar10, 0.);
    }

    void equalScoresByPictureThenAsGiven()
    {
        const std::vector<TestObject> objects {{.picture = 1, .label = 1, .box = {0, 0, 50, 50}}};
        const Detection hit = found(.5f, objects[0].box, 1);
        // Picture 0 goes first whatever the order given: 1 of 2.
        QVERIFY(close(evaluated({hit, found(.5f, {0, 0, 9, 9}, 0)}, objects).ap, .5));
        QVERIFY(close(evaluated({hit, found(.5f, {0, 0, 9, 9}, 2)}, objects).ap, 1));
        QVERIFY(close(evaluated({hit, found(.5f, {90, 0, 99, 9}, 1)}, objects).ap, 1));
        QVERIFY(close(evaluated({found(.5f, {90, 0, 99, 9}, 1), hit}, objects).ap, .5));
    }

    void classesAndTheirMean()
    {
        const std::vector<TestObject> objects {{.label = 1, .box = {0, 0, 50, 50}},
            {.label = 2, .box = {0, 0, 50, 50}}, {.label = 9, .box = {0, 0, 50, 50}}};
        const auto e = cocoAveragePrecision(
            std::vector {found(.9f, {0, 0, 50, 50}), found(.9f, {0, 0, 50, 50}, 0, 3),
                found(.9f, {0, 0, 50, 50}, 0, 9)},
            objects, {"background", "a", "b", "c"});
        QCOMPARE(e.classes.size(), size_t {3});
        QCOMPARE(e.classes[1].name, std::string("b"));
        QCOMPARE(e.classes[0].objects, int64_t {1});
        QVERIFY(close(e.classes[0].metrics.ap, 1));
        QVERIFY(close(e.classes[1].metrics.ap, 0));
        QVERIFY(std::isnan(e.classes[2].metrics.ap)); // no object of it
        QVERIFY(close(e.mean.ap, .5));
    }

    void emptyAndBroken()
    {
        QVERIFY(std::isnan(evaluated({}, {}).ap));
        const std::vector<TestObject> objects {{.label = 1, .box = {0, 0, 50, 50}}};
        QCOMPARE(evaluated({}, objects).ap, 0.);
        const float nan = std::numeric_limits<float>::quiet_NaN();
        QVERIFY(close(
            evaluated({found(nan, {90, 0, 99, 9}), found(.1f, objects[0].box)}, objects).ap, 1));
    }
};

QTEST_GUILESS_MAIN(TestCocoAveragePrecision)
#include "tst_coco_average_precision.moc"
