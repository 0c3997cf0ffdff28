#include "core/analysis/detection_matches.h"
#include "core/analysis/operating_point.h"
#include "core/basics/random.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

using enum DetectionVerdict;

Detection found(float score, const Box& box, int32_t label = 1)
{
    return {.label = label, .score = score, .box = box};
}

TestObject object(const Box& box, int32_t label = 1, bool difficult = false)
{
    return {.label = label, .box = box, .difficult = difficult};
}

std::vector<DetectionVerdict> verdictsOf(const DetectionMatches& matches)
{
    std::vector<DetectionVerdict> verdicts;
    for (const DetectionMatch& match : matches.detections)
        verdicts.push_back(match.verdict);
    return verdicts;
}

/// Detections scattered around the objects of a few pictures, scores in few levels so that many
/// are equal.
struct MadeUp
{
    std::vector<Detection> detections {};
    std::vector<TestObject> objects {};

    explicit MadeUp(uint64_t seed)
    {
        RandomStream random({.seed = seed});
        for (int64_t picture = 0; picture < 6; ++picture) {
            for (int i = 0; i < 8; ++i) {
                const float x = float(random.below(80)), y = float(random.below(40));
                const Box box {
                    x, y, x + 10 + float(random.below(20)), y + 10 + float(random.below(20))};
                objects.push_back({.picture = picture,
                    .label = 1 + int32_t(random.below(2)),
                    .box = box,
                    .difficult = random.below(6) == 0});
                for (uint32_t k = random.below(4); k > 0; --k) {
                    const float dx = float(random.below(9)) - 4, dy = float(random.below(9)) - 4;
                    detections.push_back({.picture = picture,
                        .label = 1 + int32_t(random.below(2)),
                        .score = float(random.below(12)) / 12,
                        .box = {box.x1 + dx, box.y1 + dy, box.x2 + dx, box.y2 + dy}});
                }
            }
        }
    }
};

template <typename T> std::vector<T> ofPicture(const std::vector<T>& all, int64_t picture)
{
    std::vector<T> some;
    for (const T& one : all)
        if (one.picture == picture)
            some.push_back(one);
    return some;
}

} // namespace

class TestDetectionMatches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Objects: class 1 at 0, class 2 at 50, class 1 at 100 (difficult), class 1 at 150.
    void everyVerdictByHand()
    {
        const std::vector objects {object({0, 0, 10, 10}), object({50, 0, 60, 10}, 2),
            object({100, 0, 110, 10}, 1, true), object({150, 0, 160, 10})};
        const std::vector detections {
            found(.8f, {0, 0, 10, 9}),      // .9 of object 0, which a higher score found
            found(.9f, {0, 0, 10, 10}),     // object 0
            found(.7f, {50, 0, 60, 10}),    // object 2's class is 2
            found(.6f, {100, 0, 110, 10}),  // difficult
            found(.5f, {150, 0, 160, 4}),   // .4 of object 3
            found(.4f, {150, 0, 160, .5f}), // .05 of it
            found(.3f, {50, 0, 60, 4}),     // .4 of another class's object
            found(.2f, {150, 0, 160, 10}),  // object 3, too low a score
        };
        const auto m = matchDetections(detections, objects, {.scoreThreshold = .25f});
        QCOMPARE(verdictsOf(m),
            (std::vector {Duplicate, TruePositive, WrongClass, Ignored, PoorlyPlaced, Background,
                Background, BelowScore}));
        QCOMPARE(m.detections[0], (DetectionMatch {Duplicate, 0, .9f}));
        QCOMPARE(m.detections[2], (DetectionMatch {WrongClass, 1, 1}));
        QCOMPARE(m.detections[4], (DetectionMatch {PoorlyPlaced, 3, .4f}));
        QCOMPARE(m.detections[5], (DetectionMatch {Background, -1, 0}));
        QCOMPARE(m.foundBy, (std::vector<int32_t> {1, -1, -1, -1}));
        QCOMPARE(m.missed, (std::vector<int32_t> {1, 3}));
        QCOMPARE(m.count(Background), int64_t {2});
        QCOMPARE(m.count(Duplicate), int64_t {1});
    }

    void aLowerThresholdOnlyAdds()
    {
        const std::vector objects {object({0, 0, 10, 10})};
        const std::vector detections {found(.5f, {0, 0, 10, 9}), found(.9f, {40, 0, 50, 10})};
        QCOMPARE(verdictsOf(matchDetections(detections, objects, {.scoreThreshold = .6f})),
            (std::vector {BelowScore, Background}));
        const auto all = matchDetections(detections, objects, {.scoreThreshold = .5f});
        QCOMPARE(verdictsOf(all), (std::vector {TruePositive, Background}));
        QVERIFY(all.missed.empty());
    }

    void onlyTheNearestObjectOfItsClassCounts()
    {
        // Both detections are nearest to the first object; the second one's overlap of .667 with
        // the other object is not used, which is therefore missed.
        const std::vector objects {object({0, 0, 10, 10}), object({0, 0, 10, 6})};
        const std::vector detections {found(.9f, {0, 0, 10, 10}), found(.8f, {0, 0, 10, 9})};
        const auto m = matchDetections(detections, objects, {});
        QCOMPARE(verdictsOf(m), (std::vector {TruePositive, Duplicate}));
        QCOMPARE(m.missed, (std::vector<int32_t> {1}));
    }

    void wrongClassGoesBeforePoorlyPlaced()
    {
        // .4 of its own class's object, all of another's.
        const std::vector objects {object({0, 0, 10, 10}), object({0, 0, 10, 4}, 2)};
        const auto m = matchDetections(std::vector {found(.9f, {0, 0, 10, 4})}, objects, {});
        QCOMPARE(m.detections[0], (DetectionMatch {WrongClass, 1, 1}));
    }

    void overlapOfExactlyTheThresholds()
    {
        const std::vector objects {object({0, 0, 10, 10})};
        const std::vector detections {found(.9f, {0, 0, 10, 5}), found(.8f, {0, 0, 10, 1})};
        MatchingOptions options;
        QCOMPARE(verdictsOf(matchDetections(detections, objects, options)),
            (std::vector {PoorlyPlaced, PoorlyPlaced}));
        options.rule.strictlyAbove = false;
        QCOMPARE(verdictsOf(matchDetections(detections, objects, options)),
            (std::vector {TruePositive, PoorlyPlaced}));
        options.poorlyPlacedFrom = .11;
        QCOMPARE(verdictsOf(matchDetections(detections, objects, options)),
            (std::vector {TruePositive, Background}));
    }

    void crowdsAreNeitherFoundNorMissed()
    {
        const std::vector<TestObject> objects {{.label = 1, .box = {0, 0, 10, 10}, .crowd = true}};
        const auto m = matchDetections(std::vector {found(.9f, {0, 0, 10, 10})}, objects, {});
        QCOMPARE(verdictsOf(m), (std::vector {Ignored}));
        QVERIFY(matchDetections({}, objects, {}).missed.empty());
        QCOMPARE(averagePrecision({}, objects, 1, {}).objects, int64_t {0});
    }

    void emptyAndBroken()
    {
        QVERIFY(matchDetections({}, {}, {}).detections.empty());
        const std::vector detections {
            found(std::numeric_limits<float>::quiet_NaN(), {0, 0, 10, 10})};
        const auto m = matchDetections(detections, std::vector {object({0, 0, 10, 10})}, {});
        QCOMPARE(verdictsOf(m), (std::vector {BelowScore}));
        QCOMPARE(m.missed, (std::vector<int32_t> {0}));
        QCOMPARE(verdictsOf(matchDetections(std::vector {found(1, {0, 0, 10, 10})}, {}, {})),
            (std::vector {Background}));
    }

    void operatingPointsByHand()
    {
        // Scores .9 (hit), .8 (false), .8 (hit), .3 (false); three objects.
        const std::vector objects {
            object({0, 0, 10, 10}), object({20, 0, 30, 10}), object({40, 0, 50, 10})};
        const auto c
            = averagePrecision(std::vector {found(.9f, objects[0].box), found(.8f, {80, 0, 90, 10}),
                                   found(.8f, objects[1].box), found(.3f, {80, 0, 90, 10})},
                objects, 1, {});
        QCOMPARE(c.scores, (std::vector {.9f, .8f, .8f, .3f}));
        struct Row
        {
            float threshold;
            int64_t detections, found, missed;
            double precision;
        };
        for (const Row& row : {Row {.9f, 1, 1, 2, 1.}, Row {.85f, 1, 1, 2, 1.},
                 Row {.8f, 3, 2, 1, 2. / 3}, Row {.5f, 3, 2, 1, 2. / 3}, Row {0, 4, 2, 1, .5}}) {
            const OperatingPoint p = operatingPoint(c, row.threshold);
            QCOMPARE(p.detections, row.detections);
            QCOMPARE(p.found, row.found);
            QCOMPARE(p.missed, row.missed);
            QCOMPARE(p.precision, row.precision);
            QCOMPARE(p.recall, double(row.found) / 3);
        }
        const OperatingPoint none = operatingPoint(c, 1);
        QVERIFY(std::isnan(none.precision));
        QCOMPARE(none.recall, 0.);
        QCOMPARE(none.missed, int64_t {3});
        QVERIFY(std::isnan(operatingPoint(ClassPrecision {}, 0).recall));
    }

    // Picture by picture and class by class over all pictures give the same counts at any score.
    void agreesWithAveragePrecision()
    {
        int64_t seen = 0;
        for (uint64_t seed = 0; seed < 20; ++seed) {
            const MadeUp made(seed);
            for (const int32_t label : {1, 2}) {
                const auto c = averagePrecision(made.detections, made.objects, label, {});
                for (const float threshold : {0.f, .25f, .4f, .75f, 1.f}) {
                    int64_t hits = 0, counted = 0, missed = 0;
                    for (int64_t picture = 0; picture < 6; ++picture) {
                        const auto detections = ofPicture(made.detections, picture);
                        const auto objects = ofPicture(made.objects, picture);
                        const auto m
                            = matchDetections(detections, objects, {.scoreThreshold = threshold});
                        for (size_t i = 0; i < detections.size(); ++i) {
                            const auto verdict = m.detections[i].verdict;
                            const bool counts = detections[i].label == label
                                && verdict != BelowScore && verdict != Ignored;
                            counted += counts;
                            hits += counts && verdict == TruePositive;
                        }
                        for (const int32_t i : m.missed)
                            missed += objects[size_t(i)].label == label;
                    }
                    const OperatingPoint p = operatingPoint(c, threshold);
                    QCOMPARE(p.detections, counted);
                    QCOMPARE(p.found, hits);
                    QCOMPARE(p.missed, missed);
                    seen += hits;
                }
            }
        }
        QVERIFY(seen > 1000);
    }
};

QTEST_GUILESS_MAIN(TestDetectionMatches)
#include "tst_detection_matches.moc"
