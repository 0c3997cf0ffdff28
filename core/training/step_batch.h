#pragma once

#include "core/data/sample_loader.h"
#include "core/geometry/box_deltas.h"
#include "core/mining/selection.h"

#include <torch/types.h>

#include <vector>

namespace hardlens {

/// How box deltas are made comparable to class losses: one mean and std per class; [0] is not used.
using TargetNormalisation = std::vector<DeltaNormalisation>;

/// The pictures of a step as the network sees them, and what the annotations say of every RoI.
/// Columns are by RoI, pictures one after the other.
struct StepBatch
{
    std::vector<Sample> samples {};
    torch::Tensor
        pictures {};       // float [N, 3, H, W], channels-last, (value - 120) / 60, 0 where padded
    torch::Tensor rois {}; // float [R, 5]: picture, box in network pixels
    std::vector<int64_t> firstOfPicture {0}; // N + 1 offsets
    std::vector<Box> boxes {};               // stored pixels, not flipped
    std::vector<int32_t> labels {};          // 0 background, k class, ignoredLabel
    std::vector<int32_t> matched {};         // ground truth of the largest IoU, -1: none
    std::vector<float> ious {};
    torch::Tensor labelTensor {}; // int64 [R]
    torch::Tensor targets {};     // float [R, 4], normalised; 0 for background

    int64_t roiCount() const { return int64_t(boxes.size()); }
    int64_t pictureCount() const { return int64_t(samples.size()); }
};

/// Lays the samples side by side and matches their RoIs with the objects. A RoI whose best counted
/// object overlaps less than foregroundIou but which lies on an ignored object (difficult, crowd;
/// see ignoredOverlap) by at least that much is ignored.
StepBatch makeStepBatch(
    std::vector<Sample> samples, double foregroundIou, const TargetNormalisation& normalisation);

/// One picture of the batch alone, without padding that only the others needed.
StepBatch pictureOf(const StepBatch& batch, int64_t picture);

/// The same batch with tensors on a device and of a type.
StepBatch movedTo(StepBatch batch, torch::Device device, torch::ScalarType type);

} // namespace hardlens
