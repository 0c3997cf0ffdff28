#include "core/analysis/coco_average_precision.h"

#include "core/analysis/coco_matching.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <tuple>

namespace hardlens {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr size_t detectionsPerPicture = 100;
constexpr int recallSteps = 100;

CocoAreas areasOf(const CocoOptions& options)
{
    constexpr double noEnd = 1e10;
    return {AreaRange {0, noEnd}, AreaRange {0, options.mediumFrom},
        AreaRange {options.mediumFrom, options.largeFrom}, AreaRange {options.largeFrom, noEnd}};
}

/// A detection after matching.
struct Judged
{
    float score = 0;
    uint32_t place = 0; // by falling score in its picture, from 0
    CocoVerdict verdict {};
};

/// A class's judged detections, and its objects that count in each area.
struct ClassResult
{
    std::vector<Judged> judged {};
    std::array<int64_t, cocoAreaCount> objects {};
};

/// Detections and objects, each in order of class and picture; detections of one picture and class
/// by falling score.
struct Sorted
{
    std::vector<Detection> detections {};
    std::vector<TestObject> objects {};

    Sorted(std::span<const Detection> allDetections, std::span<const TestObject> allObjects,
        size_t classes)
    {
        const auto isKnown = [&](int32_t label) { return label > 0 && size_t(label) < classes; };
        for (const Detection& d : allDetections)
            if (isKnown(d.label) && !std::isnan(d.score))
                detections.push_back(d);
        for (const TestObject& o : allObjects)
            if (isKnown(o.label))
                objects.push_back(o);
        std::stable_sort(
            detections.begin(), detections.end(), [](const Detection& a, const Detection& b) {
                return std::tie(a.label, a.picture, b.score)
                    < std::tie(b.label, b.picture, a.score);
            });
        std::stable_sort(
            objects.begin(), objects.end(), [](const TestObject& a, const TestObject& b) {
                return std::tie(a.label, a.picture) < std::tie(b.label, b.picture);
            });
    }
};

/// The elements at the front of `rest` that are of this class and picture; `rest` begins after
/// them.
template <typename T>
std::span<const T> takeFront(std::span<const T>& rest, int32_t label, int64_t picture)
{
    size_t count = 0;
    while (count < rest.size() && rest[count].label == label && rest[count].picture == picture)
        ++count;
    const auto front = rest.first(count);
    rest = rest.subspan(count);
    return front;
}

void judgePicture(std::span<const Detection> detections, std::span<const TestObject> objects,
    const CocoAreas& areas, ClassResult& result)
{
    detections = detections.first(std::min(detections.size(), detectionsPerPicture));
    std::vector<Box> boxes;
    boxes.reserve(detections.size());
    for (const Detection& d : detections)
        boxes.push_back(d.box);
    const auto verdicts = matchCoco(boxes, objects, areas);
    for (size_t i = 0; i < verdicts.size(); ++i)
        result.judged.push_back({detections[i].score, uint32_t(i), verdicts[i]});
    for (const TestObject& object : objects)
        for (size_t a = 0; a < areas.size(); ++a)
            result.objects[a] += object.counts() && areas[a].holds(areaOf(object));
}

/// Judges all pictures of a class, which stand at the front of both lists, and leaves the rest in
/// them.
ClassResult judgeClass(std::span<const Detection>& detections, std::span<const TestObject>& objects,
    int32_t label, const CocoAreas& areas)
{
    ClassResult result;
    for (;;) {
        const bool moreDetections = !detections.empty() && detections.front().label == label;
        const bool moreObjects = !objects.empty() && objects.front().label == label;
        if (!moreDetections && !moreObjects)
            break;
        const int64_t picture = !moreObjects ? detections.front().picture
            : !moreDetections                ? objects.front().picture
                              : std::min(detections.front().picture, objects.front().picture);
        const auto detectionsHere = takeFront(detections, label, picture);
        const auto objectsHere = takeFront(objects, label, picture);
        judgePicture(detectionsHere, objectsHere, areas, result);
    }
    std::stable_sort(result.judged.begin(), result.judged.end(),
        [](const Judged& a, const Judged& b) { return a.score > b.score; });
    return result;
}

/// Average precision at one threshold over one area that has objects.
double averagePrecisionAt(const ClassResult& result, size_t area, size_t threshold)
{
    // Precision rises at hits alone, so the highest one from any recall on is at a hit.
    std::vector<double> precisionAtHit;
    int64_t counted = 0;
    for (const Judged& j : result.judged) {
        if (j.verdict.leftOut[area] >> threshold & 1)
            continue;
        ++counted;
        if (j.verdict.found[area] >> threshold & 1)
            precisionAtHit.push_back(double(precisionAtHit.size() + 1) / double(counted));
    }
    for (size_t i = precisionAtHit.size(); i-- > 1;)
        precisionAtHit[i - 1] = std::max(precisionAtHit[i - 1], precisionAtHit[i]);
    const double objects = double(result.objects[area]);
    double sum = 0;
    size_t hit = 0;
    for (int r = 0; r <= recallSteps; ++r) {
        while (hit < precisionAtHit.size() && double(hit + 1) / objects < r * 0.01)
            ++hit;
        if (hit == precisionAtHit.size())
            break;
        sum += precisionAtHit[hit];
    }
    return sum / (recallSteps + 1);
}

double meanPrecision(const ClassResult& result, size_t area)
{
    if (result.objects[area] == 0)
        return none;
    double sum = 0;
    for (size_t t = 0; t < cocoThresholdCount; ++t)
        sum += averagePrecisionAt(result, area, t);
    return sum / double(cocoThresholdCount);
}

/// Recall with the best `limit` detections of each picture, mean over the thresholds.
double meanRecall(const ClassResult& result, size_t area, uint32_t limit)
{
    if (result.objects[area] == 0)
        return none;
    int64_t hits = 0;
    for (const Judged& j : result.judged)
        if (j.place < limit)
            hits += std::popcount(j.verdict.found[area]);
    return double(hits) / (double(result.objects[area]) * double(cocoThresholdCount));
}

CocoMetrics metricsOf(const ClassResult& result)
{
    constexpr size_t all = 0, small = 1, medium = 2, large = 3;
    constexpr size_t at50 = 0, at75 = 5;
    const auto precisionAt = [&](size_t threshold) {
        return result.objects[all] == 0 ? none : averagePrecisionAt(result, all, threshold);
    };
    return {.ap = meanPrecision(result, all),
        .ap50 = precisionAt(at50),
        .ap75 = precisionAt(at75),
        .apSmall = meanPrecision(result, small),
        .apMedium = meanPrecision(result, medium),
        .apLarge = meanPrecision(result, large),
        .ar1 = meanRecall(result, all, 1),
        .ar10 = meanRecall(result, all, 10),
        .ar100 = meanRecall(result, all, detectionsPerPicture),
        .arSmall = meanRecall(result, small, detectionsPerPicture),
        .arMedium = meanRecall(result, medium, detectionsPerPicture),
        .arLarge = meanRecall(result, large, detectionsPerPicture)};
}

/// Mean of one number over the classes that have it.
double meanOver(const std::vector<CocoClass>& classes, double CocoMetrics::*number)
{
    double sum = 0;
    int64_t count = 0;
    for (const CocoClass& c : classes) {
        if (std::isnan(c.metrics.*number))
            continue;
        sum += c.metrics.*number;
        ++count;
    }
    return count ? sum / double(count) : none;
}

} // namespace

CocoEvaluation cocoAveragePrecision(std::span<const Detection> detections,
    std::span<const TestObject> objects, const std::vector<std::string>& classNames,
    const CocoOptions& options)
{
    const Sorted sorted(detections, objects, classNames.size());
    std::span<const Detection> detectionsLeft = sorted.detections;
    std::span<const TestObject> objectsLeft = sorted.objects;
    const CocoAreas areas = areasOf(options);
    CocoEvaluation evaluation;
    for (size_t label = 1; label < classNames.size(); ++label) {
        const ClassResult result = judgeClass(detectionsLeft, objectsLeft, int32_t(label), areas);
        evaluation.classes.push_back({.name = classNames[label],
            .objects = result.objects.front(),
            .metrics = metricsOf(result)});
    }
    for (const auto number : {&CocoMetrics::ap, &CocoMetrics::ap50, &CocoMetrics::ap75,
             &CocoMetrics::apSmall, &CocoMetrics::apMedium, &CocoMetrics::apLarge,
             &CocoMetrics::ar1, &CocoMetrics::ar10, &CocoMetrics::ar100, &CocoMetrics::arSmall,
             &CocoMetrics::arMedium, &CocoMetrics::arLarge})
        evaluation.mean.*number = meanOver(evaluation.classes, number);
    return evaluation;
}

} // namespace hardlens
