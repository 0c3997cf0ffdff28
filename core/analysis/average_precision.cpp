#include "core/analysis/average_precision.h"

#include "core/analysis/voc_matching.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace hardlens {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// Highest precision at each place or later.
std::vector<double> envelope(const std::vector<double>& precision)
{
    std::vector<double> result = precision;
    for (size_t i = result.size(); i-- > 1;)
        result[i - 1] = std::max(result[i - 1], result[i]);
    return result;
}

double allPointArea(const std::vector<double>& recall, const std::vector<double>& highest)
{
    double area = 0, previous = 0;
    for (size_t i = 0; i < recall.size(); ++i) {
        area += (recall[i] - previous) * highest[i];
        previous = recall[i];
    }
    return area;
}

double elevenPointMean(const std::vector<double>& recall, const std::vector<double>& highest)
{
    double sum = 0;
    for (int t = 0; t <= 10; ++t) {
        const auto at = std::lower_bound(recall.begin(), recall.end(), t * 0.1);
        if (at != recall.end())
            sum += highest[size_t(at - recall.begin())];
    }
    return sum / 11;
}

std::vector<size_t> byFallingScore(std::span<const Detection> detections, int32_t label)
{
    std::vector<size_t> order;
    for (size_t i = 0; i < detections.size(); ++i)
        if (detections[i].label == label && !std::isnan(detections[i].score))
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
        [&](size_t a, size_t b) { return detections[a].score > detections[b].score; });
    return order;
}

} // namespace

ClassPrecision averagePrecision(std::span<const Detection> detections,
    std::span<const TestObject> objects, int32_t label, const AveragePrecisionOptions& options)
{
    ClassPrecision result;
    std::map<int64_t, VocTargets> targets;
    for (const TestObject& object : objects) {
        if (object.label != label)
            continue;
        targets[object.picture].add(object.box, !object.counts());
        result.objects += object.counts();
    }
    std::vector<double> recall, precision;
    int64_t found = 0, counted = 0;
    for (const size_t i : byFallingScore(detections, label)) {
        const auto at = targets.find(detections[i].picture);
        const VocVerdict verdict = at == targets.end()
            ? VocVerdict::TooLittle
            : at->second.match(detections[i].box, options).verdict;
        if (verdict == VocVerdict::LeftOut)
            continue;
        found += verdict == VocVerdict::Found;
        ++counted;
        result.scores.push_back(detections[i].score);
        recall.push_back(result.objects ? double(found) / double(result.objects) : 0);
        precision.push_back(double(found) / double(counted));
    }
    result.detections = counted;
    const auto highest = envelope(precision);
    result.averagePrecision = result.objects ? allPointArea(recall, highest) : none;
    result.elevenPoint = result.objects ? elevenPointMean(recall, highest) : none;
    result.recall.assign(recall.begin(), recall.end());
    result.precision.assign(precision.begin(), precision.end());
    return result;
}

Evaluation evaluateDetections(std::span<const Detection> detections,
    std::span<const TestObject> objects, const std::vector<std::string>& classNames,
    const AveragePrecisionOptions& options)
{
    Evaluation evaluation;
    evaluation.iouThreshold = options.iouThreshold;
    int64_t counted = 0;
    for (size_t label = 1; label < classNames.size(); ++label) {
        ClassPrecision c = averagePrecision(detections, objects, int32_t(label), options);
        c.name = classNames[label];
        if (c.objects > 0) {
            evaluation.meanAveragePrecision += c.averagePrecision;
            evaluation.meanElevenPoint += c.elevenPoint;
            ++counted;
        }
        evaluation.classes.push_back(std::move(c));
    }
    evaluation.meanAveragePrecision
        = counted ? evaluation.meanAveragePrecision / double(counted) : none;
    evaluation.meanElevenPoint = counted ? evaluation.meanElevenPoint / double(counted) : none;
    return evaluation;
}

} // namespace hardlens
