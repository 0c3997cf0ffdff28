#pragma once

#include "core/records/detection_step.h"

#include <string>

namespace hardlens {

/// What somebody noticed about a RoI and wants to keep: "looks unlabelled".
struct RoiNote
{
    PictureReference picture {};
    Box box {};            // predicted, pixels of the stored picture
    int32_t label = 0;     // the object class that the network believed in most, from 1; 0: none
    float probability = 0; // of that class
    float loss = std::numeric_limits<float>::quiet_NaN(); // ranking loss; NaN: not computed
    int64_t step = 0;
    std::string text {};
};

/// A note on a RoI of a step. Throws std::invalid_argument where there is no such RoI.
RoiNote noteOf(const DetectionStep& step, StepRoi roi, int64_t stepNumber, std::string text);

} // namespace hardlens
