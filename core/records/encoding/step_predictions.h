#pragma once

#include "core/records/detection_step.h"

#include <span>
#include <vector>

/// What the encoding of a step foretells of a RoI's numbers from others that stand before it. A
/// prediction need not be right – what differs is written – but reader and writer must make the
/// same one on every machine: nothing here may change without a new version of the encoding.
namespace hardlens::foretold {

/// IoU with the matched object; 0 without one.
float matchedIou(const RoiRecord& roi, std::span<const GroundTruth> objects);

/// IoU with the RoI that suppressed it; 0 for others.
float suppressedIou(
    const RoiRecord& roi, std::span<const RoiRecord> rois, PixelConvention convention);

/// Place by falling ranking loss among the RoIs of a picture that may be learned from; 0: no loss,
/// or no candidate.
std::vector<int32_t> ranks(std::span<const RoiRecord> rois, const MiningConfig& mining);

/// Place by rank among those that NMS left, for samplers that take by it and one quota per picture.
std::vector<int32_t> survivorRanks(std::span<const RoiRecord> rois, const MiningConfig& mining);

/// Probability of the k-th best class: e^-loss where that is the RoI's label, otherwise 0.
float beliefInLabel(const RoiRecord& roi, size_t k);

/// Probability of the label: that of the best classes that is it, otherwise e^-loss.
float labelProbability(const RoiRecord& roi);

} // namespace hardlens::foretold
