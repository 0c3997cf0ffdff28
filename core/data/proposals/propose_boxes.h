#pragma once

#include "core/data/proposals/proposal_config.h"
#include "core/records/detection_step.h"

#include <span>
#include <vector>

namespace hardlens {

/// The boxes that the method finds in a picture, in an order that is shuffled by a key of
/// contentId: at most mostProposals (Grid: config.count). They lie inside the picture; sides are at
/// least minSide (Grid: stored pixels; selective search: pixels of the picture at
/// segmentationShortSide), smaller pictures excepted. The same inputs give the same boxes in the
/// same order.
///
/// OpenCV's selective search returns the same boxes in changing order, so they are sorted by
/// coordinates first. Throws ConfigError (config.validate()), std::invalid_argument for an empty
/// picture.
std::vector<Box> foundBoxes(
    const Pixels& picture, uint64_t contentId, const ProposalConfig& config);

/// The objects that are not ignored, then the found boxes, cut at count.
std::vector<Box> withGroundTruth(
    std::span<const Box> found, std::span<const GroundTruth> objects, int64_t count);

/// The RoIs of a picture: foundBoxes, behind the ground truth where the config merges it, cut at R.
std::vector<Box> proposeBoxes(const Pixels& picture, uint64_t contentId,
    std::span<const GroundTruth> objects, const ProposalConfig& config);

} // namespace hardlens
