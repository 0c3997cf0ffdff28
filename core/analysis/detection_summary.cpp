#include "core/analysis/detection_summary.h"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <string>

namespace hardlens {

namespace {

double ratio(int64_t part, int64_t whole)
{
    return whole > 0 ? double(part) / double(whole) : std::numeric_limits<double>::quiet_NaN();
}

template <typename T> int32_t largestLabel(const std::vector<T>& all)
{
    int32_t largest = 0;
    for (const T& one : all) {
        if (one.label < 1)
            throw std::invalid_argument(
                "judgeDetections: label " + std::to_string(one.label) + ": must be at least 1");
        largest = std::max(largest, one.label);
    }
    return largest;
}

} // namespace

int64_t DetectionCounts::falsePositives() const
{
    using enum DetectionVerdict;
    return count(Duplicate) + count(WrongClass) + count(PoorlyPlaced) + count(Background);
}

double DetectionCounts::precision() const
{
    return ratio(found(), found() + falsePositives());
}

double DetectionCounts::recall() const
{
    return ratio(found(), objects);
}

JudgedDetections judgeDetections(
    std::shared_ptr<const EvaluatedDetections> evaluated, const AveragePrecisionOptions& rule)
{
    JudgedDetections judged {.classes
        = 1 + std::max(largestLabel(evaluated->detections), largestLabel(evaluated->objects))};
    judged.verdicts.reserve(evaluated->detections.size());
    const MatchingOptions options {
        .scoreThreshold = -std::numeric_limits<float>::infinity(), .rule = rule};
    for (size_t i = 0; i < evaluated->pictures.size(); ++i) {
        const auto matches = matchDetections(
            evaluated->detectionsOf(int64_t(i)), evaluated->objectsOf(int64_t(i)), options);
        for (const DetectionMatch& match : matches.detections)
            judged.verdicts.push_back(match.verdict);
    }
    judged.evaluated = std::move(evaluated);
    return judged;
}

DetectionCounts DetectionSummary::ofClass(int32_t label) const
{
    return label >= 0 && size_t(label) < classes.size() ? classes[size_t(label)]
                                                        : DetectionCounts {};
}

DetectionSummary summariseDetections(
    const JudgedDetections& judged, float scoreThreshold, int32_t label)
{
    const EvaluatedDetections& evaluated = *judged.evaluated;
    DetectionSummary summary;
    summary.pictures.resize(evaluated.pictures.size());
    summary.classes.resize(size_t(judged.classes));
    for (size_t i = 0; i < evaluated.detections.size(); ++i) {
        const Detection& detection = evaluated.detections[i];
        const size_t verdict = size_t(detection.score >= scoreThreshold // false for NaN
                ? judged.verdicts[i]
                : DetectionVerdict::BelowScore);
        ++summary.classes[size_t(detection.label)].verdicts[verdict];
        if (label == 0 || detection.label == label)
            ++summary.pictures[size_t(detection.picture)].verdicts[verdict];
    }
    for (const TestObject& object : evaluated.objects) {
        if (!object.counts())
            continue;
        ++summary.classes[size_t(object.label)].objects;
        if (label == 0 || object.label == label)
            ++summary.pictures[size_t(object.picture)].objects;
    }
    DetectionCounts& all = summary.classes[0];
    for (size_t c = 1; c < summary.classes.size(); ++c) {
        all.objects += summary.classes[c].objects;
        for (size_t v = 0; v < detectionVerdictCount; ++v)
            all.verdicts[v] += summary.classes[c].verdicts[v];
    }
    return summary;
}

} // namespace hardlens
