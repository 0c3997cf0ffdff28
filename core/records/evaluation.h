#pragma once

#include "core/records/retrieval_evaluation.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// Average precision of one class over the test pictures.
struct ClassPrecision
{
    std::string name {};
    double averagePrecision
        = 0; // all-point area under the monotone envelope, in [0, 1]; NaN: no objects
    double elevenPoint = 0; // VOC07's 11-point form
    int64_t objects = 0;    // that count (difficult ones do not)
    int64_t detections = 0;
    std::vector<float> recall {}; // one per detection, falling score
    std::vector<float> precision {};
    std::vector<float> scores {}; // of those detections
};

/// The twelve numbers of the COCO detection evaluation, each in [0, 1]; NaN where no object counts.
/// AP and AR without an IoU are means over the thresholds .5, .55, …, .95.
struct CocoMetrics
{
    static constexpr double none = std::numeric_limits<double>::quiet_NaN();

    double ap = none;
    double ap50 = none;    // at IoU .5
    double ap75 = none;    // at IoU .75
    double apSmall = none; // objects by their area
    double apMedium = none;
    double apLarge = none;
    double ar1 = none; // with the best detection of each picture and class
    double ar10 = none;
    double ar100 = none;
    double arSmall = none;
    double arMedium = none;
    double arLarge = none;
};

struct CocoClass
{
    std::string name {};
    int64_t objects = 0; // that count
    CocoMetrics metrics {};
};

struct CocoEvaluation
{
    CocoMetrics mean {}; // of each number over the classes that have it
    std::vector<CocoClass> classes {};
};

/// The test pictures scored with the weights after `step`.
struct Evaluation
{
    int64_t step = 0;
    double wallSeconds = 0;
    double trainSeconds = 0; // spent in steps before it
    double seconds = 0;      // what it took
    int64_t pictures = 0;
    double iouThreshold = 0.5;
    double meanAveragePrecision = 0; // over the classes that have objects
    double meanElevenPoint = 0;
    std::vector<ClassPrecision> classes {};
    std::optional<RetrievalEvaluation>
        retrieval {}; // of an embedding; then the fields on detections say nothing
};

/// What one number says of it, greater is better: the mean average precision, or the recall at the
/// first K. Checkpoints keep the best by it.
double headline(const Evaluation& evaluation);

} // namespace hardlens
