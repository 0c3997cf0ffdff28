#pragma once

#include "core/records/detection.h"
#include "core/records/evaluation.h"

#include <span>
#include <string>
#include <vector>

namespace hardlens {

struct CocoOptions
{
    double mediumFrom = 32 * 32; // pixels: smaller objects are small; exactly this belongs to both
    double largeFrom = 96 * 96;  // pixels: larger objects are large; exactly this belongs to both
};

/// COCO's detection evaluation: twelve numbers for each of the classes 1 … classNames.size() - 1,
/// and their means.
///
/// Of each picture and class the 100 detections with the highest scores are matched (matchCoco),
/// then a class's detections of all pictures are put in order of falling score; equal ones by
/// rising picture, within a picture in the order given.
///
///   AP: mean over r in {0, .01, …, 1} of max_{recall >= r} precision, then over the thresholds
///   ARk: recall with the best k detections of each picture and class, mean over the thresholds
///
/// An object's area is the annotated one where it has one. Detections whose score is no number are
/// left out. Lin et al., arXiv:1405.0312; equal to cocoapi's cocoeval, which has -1 where we have
/// NaN.
CocoEvaluation cocoAveragePrecision(std::span<const Detection> detections,
    std::span<const TestObject> objects, const std::vector<std::string>& classNames,
    const CocoOptions& options = {});

} // namespace hardlens
