#pragma once

#include "core/analysis/average_precision.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// What a detection is worth, and where it is false, why. The first that fits.
enum class DetectionVerdict : uint8_t
{
    TruePositive, // the first one on an object of its class
    Ignored,      // on a difficult object or a crowd of its class: does not count
    Duplicate,    // on an object of its class that a higher score found
    WrongClass,   // on an object of another class
    PoorlyPlaced, // on an object of its class, but too little for a match
    Background,   // on nothing
    BelowScore,   // below the score threshold, or no number: not looked at
};
inline constexpr size_t detectionVerdictCount = 7;

struct DetectionMatch
{
    DetectionVerdict verdict = DetectionVerdict::BelowScore;
    int32_t object = -1; // the object that the verdict speaks of; -1: none
    float iou = 0;       // with it

    friend bool operator==(const DetectionMatch&, const DetectionMatch&) = default;
};

/// The detections of one picture beside its objects.
struct DetectionMatches
{
    std::vector<DetectionMatch> detections {}; // one per detection, in the order given
    std::vector<int32_t> foundBy {};           // one per object: the true positive on it, -1: none
    std::vector<int32_t> missed {};            // objects that count and that nothing found
    std::array<int64_t, detectionVerdictCount> counts {}; // detections by verdict

    int64_t count(DetectionVerdict verdict) const { return counts[size_t(verdict)]; }
};

struct MatchingOptions
{
    float scoreThreshold = 0;        // detections with at least this score are looked at
    AveragePrecisionOptions rule {}; // when a detection is on an object
    double poorlyPlacedFrom
        = 0.1; // IoU with an object of its class from which a false one is poorly placed
};

/// What the detections of one picture found, missed and got wrong.
///
/// True positives, duplicates and ignored ones are those of averagePrecision: by falling score
/// (equal ones in the order given) each looks up the object of its class with the largest IoU, and
/// no other. So a verdict does not depend on the score threshold unless it is BelowScore. The
/// causes of false ones follow Hoiem et al., ECCV 2012, with one threshold: poorly placed is an IoU
/// in [poorlyPlacedFrom, the rule's threshold] with an object of its class; partly on an object of
/// another class is background.
///
/// detections, objects: of one picture and any class; their `picture` is not read.
DetectionMatches matchDetections(std::span<const Detection> detections,
    std::span<const TestObject> objects, const MatchingOptions& options);

} // namespace hardlens
