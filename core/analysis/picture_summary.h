#pragma once

#include "core/records/detection_step.h"

#include <limits>

namespace hardlens {

/// How many RoIs of a picture (or of a whole step) met which fate.
struct PictureSummary
{
    int64_t rois = 0;
    int64_t selected = 0;
    int64_t suppressed = 0;
    int64_t belowCut = 0;
    int64_t notDrawn = 0;
    int64_t excluded = 0;
    int64_t ignored = 0;                                        // RoIs that are never learned from
    int64_t objects = 0;                                        // ground truth that counts
    int64_t ignoredObjects = 0;                                 // difficult or crowd
    double meanLoss = std::numeric_limits<double>::quiet_NaN(); // ranking loss over RoIs where it
                                                                // is finite; NaN: none
};

PictureSummary summarisePicture(const PictureRecord& picture, const MiningConfig& mining);

/// All pictures together; the mean is over all their RoIs, not over the pictures.
PictureSummary summariseStep(const DetectionStep& step);

/// RoIs of a picture by falling ranking loss; equal losses by rising index, those without a finite
/// loss last.
std::vector<int32_t> roisByFallingLoss(const PictureRecord& picture, const MiningConfig& mining);

} // namespace hardlens
