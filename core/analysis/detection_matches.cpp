#include "core/analysis/detection_matches.h"

#include "core/analysis/voc_matching.h"
#include "core/geometry/iou.h"

#include <algorithm>
#include <map>

namespace hardlens {

namespace {

/// The objects of one class, and their places among all objects of the picture.
struct ClassObjects
{
    VocTargets targets {};
    std::vector<int32_t> places {};
};

std::map<int32_t, ClassObjects> byClass(std::span<const TestObject> objects)
{
    std::map<int32_t, ClassObjects> classes;
    for (size_t i = 0; i < objects.size(); ++i) {
        ClassObjects& c = classes[objects[i].label];
        c.targets.add(objects[i].box, !objects[i].counts());
        c.places.push_back(int32_t(i));
    }
    return classes;
}

/// Detections that are looked at, by falling score.
std::vector<size_t> lookedAt(std::span<const Detection> detections, float scoreThreshold)
{
    std::vector<size_t> order;
    for (size_t i = 0; i < detections.size(); ++i)
        if (detections[i].score >= scoreThreshold) // false for NaN
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
        [&](size_t a, size_t b) { return detections[a].score > detections[b].score; });
    return order;
}

/// The object of another class that a detection overlaps most.
DetectionMatch bestOfOtherClasses(
    const Detection& detection, std::span<const TestObject> objects, PixelConvention convention)
{
    DetectionMatch best {.verdict = DetectionVerdict::WrongClass};
    for (size_t i = 0; i < objects.size(); ++i) {
        if (objects[i].label == detection.label)
            continue;
        const float overlap = iou(detection.box, objects[i].box, convention);
        if (best.object < 0 || overlap > best.iou) {
            best.object = int32_t(i);
            best.iou = overlap;
        }
    }
    return best;
}

/// Why a detection that matches no object of its class is false. own: the object of its class that
/// it overlaps most.
DetectionMatch causeOf(const Detection& detection, const DetectionMatch& own,
    std::span<const TestObject> objects, const MatchingOptions& options)
{
    const DetectionMatch other = bestOfOtherClasses(detection, objects, options.rule.convention);
    if (other.object >= 0 && isMatch(other.iou, options.rule))
        return other;
    if (own.object >= 0 && own.iou >= float(options.poorlyPlacedFrom))
        return {DetectionVerdict::PoorlyPlaced, own.object, own.iou};
    return {.verdict = DetectionVerdict::Background};
}

DetectionMatch judge(const Detection& detection, ClassObjects* own,
    std::span<const TestObject> objects, const MatchingOptions& options)
{
    DetectionMatch match;
    if (own) {
        const VocMatch found = own->targets.match(detection.box, options.rule);
        match.object = own->places[size_t(found.object)];
        match.iou = found.iou;
        switch (found.verdict) {
        case VocVerdict::Found:
            match.verdict = DetectionVerdict::TruePositive;
            return match;
        case VocVerdict::AlreadyFound:
            match.verdict = DetectionVerdict::Duplicate;
            return match;
        case VocVerdict::LeftOut:
            match.verdict = DetectionVerdict::Ignored;
            return match;
        case VocVerdict::TooLittle:
            break;
        }
    }
    return causeOf(detection, match, objects, options);
}

} // namespace

DetectionMatches matchDetections(std::span<const Detection> detections,
    std::span<const TestObject> objects, const MatchingOptions& options)
{
    DetectionMatches result;
    result.detections.resize(detections.size());
    result.foundBy.assign(objects.size(), -1);
    auto classes = byClass(objects);
    for (const size_t i : lookedAt(detections, options.scoreThreshold)) {
        const auto own = classes.find(detections[i].label);
        DetectionMatch& match = result.detections[i];
        match
            = judge(detections[i], own == classes.end() ? nullptr : &own->second, objects, options);
        if (match.verdict == DetectionVerdict::TruePositive)
            result.foundBy[size_t(match.object)] = int32_t(i);
    }
    for (size_t i = 0; i < objects.size(); ++i)
        if (result.foundBy[i] < 0 && objects[i].counts())
            result.missed.push_back(int32_t(i));
    for (const DetectionMatch& match : result.detections)
        ++result.counts[size_t(match.verdict)];
    return result;
}

} // namespace hardlens
