#include "core/analysis/detection_summary.h"
#include "core/analysis/operating_point.h"
#include "core/basics/random.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

using enum DetectionVerdict;

std::shared_ptr<const EvaluatedDetections> shared(EvaluatedDetections evaluated)
{
    return std::make_shared<const EvaluatedDetections>(groupedByPicture(std::move(evaluated)));
}

/// Three pictures. The first has two objects of class 1 and one of class 2, the second one of
/// class 1 that is difficult, the third nothing.
std::shared_ptr<const EvaluatedDetections> handMade()
{
    EvaluatedDetections e {.step = 4, .pictures = std::vector<PictureReference>(3)};
    e.objects = {{.picture = 0, .label = 1, .box = {0, 0, 10, 10}},
        {.picture = 0, .label = 1, .box = {50, 0, 60, 10}},
        {.picture = 0, .label = 2, .box = {100, 0, 110, 10}},
        {.picture = 1, .label = 1, .box = {0, 0, 10, 10}, .difficult = true}};
    e.detections = {
        {0, 1, .9f, {0, 0, 10, 10}},    // found
        {0, 1, .8f, {0, 0, 10, 9}},     // duplicate
        {0, 1, .7f, {100, 0, 110, 10}}, // wrong class
        {0, 1, .3f, {50, 0, 60, 10}},   // found
        {0, 2, .5f, {100, 0, 110, 4}},  // poorly placed
        {1, 1, .6f, {0, 0, 10, 10}},    // ignored
        {2, 2, .4f, {0, 0, 10, 10}},    // background
    };
    return shared(std::move(e));
}

DetectionCounts counts(int64_t objects, std::initializer_list<DetectionVerdict> verdicts)
{
    DetectionCounts c {.objects = objects};
    for (const DetectionVerdict verdict : verdicts)
        ++c.verdicts[size_t(verdict)];
    return c;
}

std::shared_ptr<const EvaluatedDetections> madeUp(uint64_t seed, int64_t pictures)
{
    RandomStream random({.seed = seed});
    EvaluatedDetections e {.pictures = std::vector<PictureReference>(size_t(pictures))};
    for (int64_t picture = 0; picture < pictures; ++picture)
        for (int i = 0; i < 6; ++i) {
            const float x = float(random.below(60)), y = float(random.below(40));
            const Box box {
                x, y, x + 10 + float(random.below(20)), y + 10 + float(random.below(20))};
            e.objects.push_back({.picture = picture,
                .label = 1 + int32_t(random.below(3)),
                .box = box,
                .difficult = random.below(6) == 0});
            for (uint32_t k = random.below(4); k > 0; --k) {
                const float dx = float(random.below(9)) - 4;
                e.detections.push_back({.picture = picture,
                    .label = 1 + int32_t(random.below(3)),
                    .score = float(random.below(12)) / 12,
                    .box = {box.x1 + dx, box.y1, box.x2 + dx, box.y2}});
            }
        }
    return shared(std::move(e));
}

} // namespace

class TestDetectionSummary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsByHand()
    {
        const JudgedDetections judged = judgeDetections(handMade(), {});
        QCOMPARE(judged.classes, 3);
        const DetectionSummary all = summariseDetections(judged, 0, 0);
        QCOMPARE(all.pictures[0],
            counts(3, {TruePositive, Duplicate, WrongClass, TruePositive, PoorlyPlaced}));
        QCOMPARE(all.pictures[1], counts(0, {Ignored}));
        QCOMPARE(all.pictures[2], counts(0, {Background}));
        QCOMPARE(all.classes[1],
            counts(2, {TruePositive, Duplicate, WrongClass, TruePositive, Ignored}));
        QCOMPARE(all.classes[2], counts(1, {PoorlyPlaced, Background}));
        QCOMPARE(all.classes[0],
            counts(3,
                {TruePositive, Duplicate, WrongClass, TruePositive, Ignored, PoorlyPlaced,
                    Background}));
    }

    void aThresholdTakesAwayFromBoth()
    {
        const JudgedDetections judged = judgeDetections(handMade(), {});
        // Of picture 0 are left: found .9, duplicate .8, wrong class .7, poorly placed .5.
        const DetectionCounts c = summariseDetections(judged, .5f, 0).pictures[0];
        QCOMPARE(c.found(), int64_t {1});
        QCOMPARE(c.missed(), int64_t {2});
        QCOMPARE(c.falsePositives(), int64_t {3});
        QCOMPARE(c.errors(), int64_t {5});
        QCOMPARE(c.count(BelowScore), int64_t {1});
        QCOMPARE(c.precision(), 1. / 4);
        QCOMPARE(c.recall(), 1. / 3);
    }

    void ofOneClass()
    {
        const JudgedDetections judged = judgeDetections(handMade(), {});
        const DetectionSummary two = summariseDetections(judged, 0, 2);
        QCOMPARE(two.pictures[0], counts(1, {PoorlyPlaced}));
        QCOMPARE(two.pictures[1], counts(0, {}));
        QCOMPARE(two.classes[1].found(), int64_t {2}); // those by class are of all classes
        QCOMPARE(two.ofClass(2).objects, int64_t {1});
        QCOMPARE(two.ofClass(3), DetectionCounts {});
    }

    void withoutAnything()
    {
        const JudgedDetections judged
            = judgeDetections(std::make_shared<EvaluatedDetections>(), {});
        const DetectionSummary none = summariseDetections(judged, 0, 0);
        QVERIFY(none.pictures.empty());
        QVERIFY(std::isnan(none.ofClass(0).precision()));
        QVERIFY(std::isnan(none.ofClass(1).recall()));
    }

    void brokenScoresAndLabels()
    {
        EvaluatedDetections e {.pictures = std::vector<PictureReference>(1)};
        e.detections = {{0, 1, std::numeric_limits<float>::quiet_NaN(), {0, 0, 9, 9}}};
        const JudgedDetections judged = judgeDetections(shared(e), {});
        QCOMPARE(summariseDetections(judged, 0, 0).pictures[0], counts(0, {BelowScore}));
        e.detections[0].label = 0;
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, judgeDetections(shared(e), {}));
    }

    // A picture's counts are those of matching it at that threshold, a class's are the point of its
    // precision-recall curve.
    void agreesWithMatchingAndWithTheCurve()
    {
        int64_t seen = 0;
        for (uint64_t seed = 0; seed < 10; ++seed) {
            const auto evaluated = madeUp(seed, 6);
            const JudgedDetections judged = judgeDetections(evaluated, {});
            for (const float threshold : {0.f, .25f, .4f, .75f, 1.f}) {
                const DetectionSummary summary = summariseDetections(judged, threshold, 0);
                for (int64_t picture = 0; picture < 6; ++picture) {
                    const DetectionMatches m = matchDetections(evaluated->detectionsOf(picture),
                        evaluated->objectsOf(picture), {.scoreThreshold = threshold});
                    const DetectionCounts& c = summary.pictures[size_t(picture)];
                    QCOMPARE(c.verdicts, m.counts);
                    QCOMPARE(c.missed(), int64_t(m.missed.size()));
                }
                for (const int32_t label : {1, 2, 3}) {
                    const OperatingPoint p = operatingPoint(
                        averagePrecision(evaluated->detections, evaluated->objects, label, {}),
                        threshold);
                    const DetectionCounts c = summary.ofClass(label);
                    QCOMPARE(c.found(), p.found);
                    QCOMPARE(c.missed(), p.missed);
                    QCOMPARE(c.found() + c.falsePositives(), p.detections);
                    QVERIFY(c.precision() == p.precision
                        || (std::isnan(c.precision()) && std::isnan(p.precision)));
                    QCOMPARE(c.recall(), p.recall);
                    seen += c.found();
                }
            }
        }
        QVERIFY(seen > 100);
    }
};

QTEST_GUILESS_MAIN(TestDetectionSummary)
#include "tst_detection_summary.moc"
