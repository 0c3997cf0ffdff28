#include "core/analysis/average_precision.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

const AveragePrecisionOptions strict {};

Detection found(float score, const Box& box, int64_t picture = 0, int32_t label = 1)
{
    return {.picture = picture, .label = label, .score = score, .box = box};
}

TestObject object(const Box& box, bool difficult = false, int64_t picture = 0, int32_t label = 1)
{
    return {.picture = picture, .label = label, .box = box, .difficult = difficult};
}

bool close(double actual, double expected)
{
    return std::abs(actual - expected) < 1e-9;
}

} // namespace

class TestAveragePrecision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // chainercv's test_eval_detection_voc, one picture: the lowest of three scores is the hit.
    void onePicture()
    {
        std::vector<TestObject> objects {object({0, 0, .9f, 1})};
        const std::vector<Detection> detections {
            found(.8f, {0, 0, 1, 1}), found(.9f, {0, 0, 2, 2}), found(1, {.3f, .3f, .5f, .5f})};
        for (const bool withDifficult : {false, true}) {
            if (withDifficult)
                objects.push_back(object({1, 1, 2, 2}, true));
            const auto c = averagePrecision(detections, objects, 1, strict);
            QCOMPARE(c.recall, (std::vector<float> {0, 0, 1}));
            QCOMPARE(c.precision, (std::vector<float> {0, 0, float(1. / 3)}));
            QCOMPARE(c.objects, int64_t {1});
            QCOMPARE(c.detections, int64_t {3});
            QVERIFY(close(c.averagePrecision, 1. / 3));
            QVERIFY(close(c.elevenPoint, 1. / 3));
        }
    }

    // The same file, two pictures and classes, IoU .4; its coordinates are y, x, y, x.
    void twoPictures()
    {
        const std::vector<Detection> detections {found(1, {4, 0, 5, 1}), found(.9f, {0, 0, 1, 1}),
            found(.7f, {0, 0, 2, 2}, 1), found(.6f, {2, 2, 3, 3}, 1, 2),
            found(.8f, {5, 5, 7, 7}, 1, 2)};
        const std::vector<TestObject> objects {
            object({0, 0, 1, 1}), object({0, 1, 4, 4}), object({2, 2, 3, 3}, false, 1, 2)};
        const auto e = evaluateDetections(
            detections, objects, {"background", "first", "second", "third"}, {.iouThreshold = .4});
        QCOMPARE(e.iouThreshold, .4);
        QCOMPARE(e.classes.size(), size_t {3});
        QCOMPARE(e.classes[1].name, std::string("second"));
        // Hit at the second of two objects: .5 recall at precision .5.
        QVERIFY(close(e.classes[0].averagePrecision, .25));
        QVERIFY(close(e.classes[0].elevenPoint, .5 / 11 * 6));
        QVERIFY(close(e.classes[1].averagePrecision, .5));
        QVERIFY(std::isnan(e.classes[2].averagePrecision));
        // The third class has no objects and does not count.
        QVERIFY(close(e.meanAveragePrecision, .375));
        QVERIFY(close(e.meanElevenPoint, (.5 / 11 * 6 + .5) / 2));
    }

    void envelopeByHand()
    {
        // Hits at places 1, 3, 4 of 4 with 4 objects: precision 1, 1/2, 2/3, 3/4; recall 1/4, 1/4,
        // 1/2, 3/4. Envelope 1, 3/4, 3/4, 3/4: 1/4 + 1/4 * 3/4 + 1/4 * 3/4 = .625 11 points: 0, .1,
        // .2 -> 1; .3 … .7 -> .75; .8 … 1 -> 0: (3 + 3.75) / 11
        std::vector<TestObject> objects;
        for (int i = 0; i < 4; ++i)
            objects.push_back(object({float(i) * 20, 0, float(i) * 20 + 10, 10}));
        const std::vector<Detection> detections {found(.9f, objects[0].box),
            found(.8f, {500, 0, 510, 10}), found(.7f, objects[1].box), found(.6f, objects[2].box)};
        const auto c = averagePrecision(detections, objects, 1, strict);
        QVERIFY(close(c.averagePrecision, .625));
        QVERIFY(close(c.elevenPoint, 6.75 / 11));
    }

    void recallOfWholeTenths()
    {
        // So many of ten found, all hits: recall h / 10 reaches h + 1 thresholds; 3 * .1, 6 * .1
        // and 7 * .1 lie above 3/10, 6/10 and 7/10 and are not reached.
        for (const auto& [hits, reached] :
            {std::pair {2, 3}, {3, 3}, {4, 5}, {5, 6}, {6, 6}, {7, 7}, {8, 9}, {9, 10}, {10, 11}}) {
            std::vector<TestObject> objects;
            std::vector<Detection> detections;
            for (int i = 0; i < 10; ++i) {
                objects.push_back(object({float(i) * 20, 0, float(i) * 20 + 10, 10}));
                if (i < hits)
                    detections.push_back(found(1.f - float(i) * .01f, objects.back().box));
            }
            QVERIFY(
                close(averagePrecision(detections, objects, 1, strict).elevenPoint, reached / 11.));
        }
    }

    void secondHitOfAnObjectIsFalse()
    {
        const auto c
            = averagePrecision(std::vector {found(.9f, {0, 0, 10, 10}), found(.8f, {0, 0, 10, 9})},
                std::vector {object({0, 0, 10, 10})}, 1, strict);
        QCOMPARE(c.precision, (std::vector<float> {1, .5f}));
    }

    void onlyTheNearestObjectIsLookedUp()
    {
        // Both detections are nearest to the first object (1 and .9); the second one's other
        // overlap of .6 is not used.
        const std::vector<TestObject> objects {object({0, 0, 10, 10}), object({0, 0, 10, 6})};
        const std::vector<Detection> detections {
            found(.9f, {0, 0, 10, 10}), found(.8f, {0, 0, 10, 9})};
        QCOMPARE(averagePrecision(detections, objects, 1, strict).precision,
            (std::vector<float> {1, .5f}));
    }

    void difficultObjectsLeaveTheirDetectionsOut()
    {
        const std::vector<TestObject> objects {
            object({0, 0, 10, 10}), object({50, 0, 60, 10}, true)};
        const std::vector<Detection> detections {
            found(.9f, {50, 0, 60, 10}), found(.8f, {50, 0, 60, 9}), found(.7f, {0, 0, 10, 10})};
        const auto c = averagePrecision(detections, objects, 1, strict);
        QCOMPARE(c.objects, int64_t {1});
        QCOMPARE(c.detections, int64_t {1});
        QCOMPARE(c.averagePrecision, 1.);
    }

    void emptyInputs()
    {
        const std::vector<Detection> detections {found(.9f, {0, 0, 10, 10})};
        const std::vector<TestObject> objects {object({0, 0, 10, 10})};
        const auto noObjects = averagePrecision(detections, {}, 1, strict);
        QVERIFY(std::isnan(noObjects.averagePrecision) && std::isnan(noObjects.elevenPoint));
        const auto onlyDifficult
            = averagePrecision(detections, std::vector {object({0, 0, 10, 10}, true)}, 1, strict);
        QVERIFY(std::isnan(onlyDifficult.averagePrecision));
        const auto noDetections = averagePrecision({}, objects, 1, strict);
        QCOMPARE(noDetections.averagePrecision, 0.);
        QCOMPARE(noDetections.elevenPoint, 0.);
        QVERIFY(std::isnan(
            evaluateDetections(detections, {}, {"background", "a"}, strict).meanAveragePrecision));
        QCOMPARE(
            evaluateDetections({}, objects, {"background", "a"}, strict).meanAveragePrecision, 0.);
    }

    void otherClassesAndPicturesDoNotMatch()
    {
        const std::vector<TestObject> objects {object({0, 0, 10, 10})};
        QCOMPARE(averagePrecision(std::vector {found(1, objects[0].box, 3)}, objects, 1, strict)
                     .averagePrecision,
            0.);
        QCOMPARE(averagePrecision(std::vector {found(1, objects[0].box, 0, 2)}, objects, 1, strict)
                     .detections,
            int64_t {0});
    }

    void scoresThatAreNoNumberAreLeftOut()
    {
        const std::vector<TestObject> objects {object({0, 0, 10, 10})};
        const float nan = std::numeric_limits<float>::quiet_NaN();
        const auto c = averagePrecision(
            std::vector {found(nan, {50, 50, 60, 60}), found(.1f, objects[0].box)}, objects, 1,
            strict);
        QCOMPARE(c.averagePrecision, 1.);
    }

    void overlapOfExactlyTheThreshold_data()
    {
        QTest::addColumn<double>("threshold");
        QTest::addColumn<float>("height");
        for (int tenths = 1; tenths < 10; ++tenths)
            QTest::addRow("%d tenths", tenths) << tenths / 10. << float(tenths);
    }

    // 10 x h inside 10 x 10: IoU h / 10.
    void overlapOfExactlyTheThreshold()
    {
        QFETCH(double, threshold);
        QFETCH(float, height);
        const std::vector<Detection> detections {found(.9f, {0, 0, 10, height})};
        const std::vector<TestObject> objects {object({0, 0, 10, 10})};
        AveragePrecisionOptions options {.iouThreshold = threshold};
        QCOMPARE(averagePrecision(detections, objects, 1, options).averagePrecision, 0.);
        options.strictlyAbove = false;
        QCOMPARE(averagePrecision(detections, objects, 1, options).averagePrecision, 1.);
    }
};

QTEST_GUILESS_MAIN(TestAveragePrecision)
#include "tst_average_precision.moc"
