#pragma once

#include "core/analysis/detection_matches.h"
#include "core/records/evaluated_detections.h"

#include <memory>

namespace hardlens {

/// What the detections of a picture, of a class or of both are worth at a score threshold.
struct DetectionCounts
{
    std::array<int64_t, detectionVerdictCount> verdicts {}; // detections by verdict
    int64_t objects = 0;                                    // that count

    int64_t count(DetectionVerdict verdict) const { return verdicts[size_t(verdict)]; }
    int64_t found() const { return count(DetectionVerdict::TruePositive); }
    int64_t missed() const { return objects - found(); }
    int64_t falsePositives() const; // of any cause
    int64_t errors() const { return missed() + falsePositives(); }
    double precision() const; // found of what counts as detected; NaN: nothing does
    double recall() const;    // found of the objects; NaN: there are none

    friend bool operator==(const DetectionCounts&, const DetectionCounts&) = default;
};

/// The verdict on every detection of an evaluation. Made once for each; no score threshold changes
/// it (detection_matches.h), only what is looked at.
struct JudgedDetections
{
    std::shared_ptr<const EvaluatedDetections> evaluated {};
    std::vector<DetectionVerdict> verdicts {}; // of evaluated->detections; BelowScore: NaN
    int32_t classes = 1;                       // labels are below it; with background
};

/// evaluated: not null, in the order of groupedByPicture. Throws std::invalid_argument for a
/// label below 1.
JudgedDetections judgeDetections(
    std::shared_ptr<const EvaluatedDetections> evaluated, const AveragePrecisionOptions& rule);

struct DetectionSummary
{
    std::vector<DetectionCounts> pictures {}; // one per test picture, of the class asked for
    std::vector<DetectionCounts> classes {};  // by label; [0]: all of them together

    /// By label; none where no detection and no object has it.
    DetectionCounts ofClass(int32_t label) const;
};

/// Counts of what reaches the score threshold. Those by class are operatingPoint's of each, those
/// of [0] their sum: of frequent classes more than of rare ones.
///
/// label: whose detections and objects count in `pictures`; 0: those of every class.
DetectionSummary summariseDetections(
    const JudgedDetections& judged, float scoreThreshold, int32_t label);

} // namespace hardlens
