#pragma once

#include "core/training/detection_trainer.h"

namespace hardlens {

/// Copies what the head said of each RoI to plain values: softmax, the three most probable classes,
/// and the box of the most probable object class in stored pixels. rois: rows of the batch that the
/// output's rows belong to.
std::vector<RoiBelief> beliefsOf(const StepBatch& batch, std::span<const int32_t> rois,
    const HeadOutput& output, const TargetNormalisation& normalisation);

/// The box that the deltas of `label` make of a RoI in network pixels, back in stored pixels and
/// clipped to the picture.
Box decodedInStoredPixels(const float* networkRoi, const float* deltas, int32_t label,
    const TargetNormalisation& normalisation, const PictureReference& picture);

} // namespace hardlens
