#pragma once

#include "core/records/detection.h"
#include "core/records/evaluation.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace hardlens {

struct AveragePrecisionOptions
{
    double iouThreshold = 0.5;
    /// A match needs IoU > threshold (VOC's own code) or >= (many re-implementations).
    bool strictlyAbove = true;
    PixelConvention convention = PixelConvention::Continuous;
};

/// Average precision of one class, PASCAL VOC style.
///
/// Detections by falling score (equal scores in the order given). Each looks up the object of its
/// picture and class with the largest IoU (the first of equal ones): above the threshold and not
/// yet taken it is a true positive, otherwise a false one; where that object is difficult or a
/// crowd the detection is left out.
///
///   all-point: Σ (r_i - r_{i-1}) · max_{j >= i} p_j     11-point: mean over t in {0, .1, …, 1} of
///   max_{r >= t} p
///
/// The thresholds t are the doubles i * 0.1, as in the code that published numbers were made with
/// (py-faster-rcnn's voc_eval, rafaelpadilla): three of them lie one rounding above 3/10, 6/10 and
/// 7/10, and such a recall does not reach them. No objects that count: both are NaN. Everingham et
/// al., IJCV 2010, §4.2.
ClassPrecision averagePrecision(std::span<const Detection> detections,
    std::span<const TestObject> objects, int32_t label, const AveragePrecisionOptions& options);

/// All classes 1 … classNames.size() - 1 and their means over the classes that have objects.
Evaluation evaluateDetections(std::span<const Detection> detections,
    std::span<const TestObject> objects, const std::vector<std::string>& classNames,
    const AveragePrecisionOptions& options);

} // namespace hardlens
