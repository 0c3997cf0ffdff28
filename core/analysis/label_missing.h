#pragma once

#include "core/records/detection_step.h"

#include <cstdint>
#include <vector>

namespace hardlens {

/// When a RoI looks as if its picture lacked a label.
struct MissingLabelRule
{
    float probability = 0.9f; // an object class has at least it, in [0, 1]
    float roiIou = 0.1f;      // the RoI's IoU with every object is below it, in [0, 1]
    float boxIou = 0.5f;      // and so is that of its predicted box below this, in [0, 1]
    double nmsIou = 0.5;      // predicted boxes that overlap more name the same object, in [0, 1]
};

/// What looks like an object without a label.
struct MissingLabel
{
    StepRoi at {};         // the RoI that believes in it most
    int32_t label = 0;     // the class it believes in
    float probability = 0; // of that class
    Box box {};            // predicted, pixels of the stored picture
    int64_t agreeing = 1;  // RoIs that name it, whatever class they believe in; this one included
};

/// Whether a background RoI believes in an object where none is annotated. Difficult objects and
/// crowds are annotated too.
bool looksUnlabelled(
    const PictureRecord& picture, const RoiRecord& roi, const MissingLabelRule& rule = {});

/// All that a step names, by falling probability (equal ones by picture and RoI). With OHEM such
/// RoIs have a high loss and are picked again and again, although the network is right.
std::vector<MissingLabel> missingLabels(
    const DetectionStep& step, const MissingLabelRule& rule = {});

} // namespace hardlens
