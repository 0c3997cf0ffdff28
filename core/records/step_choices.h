#pragma once

#include "core/records/step.h"

#include <limits>

namespace hardlens {

/// What a step did with one annotated object: the RoIs that are foreground and matched to it.
/// Losses are ranking losses in nats; NaN where the step did not compute them or there is no such
/// RoI.
struct ObjectChoices
{
    int32_t object = -1; // index among its picture's ground truth
    int32_t label = 0;   // class, from 1
    Box box {};          // pixels of the stored picture
    int32_t rois = 0;
    int32_t selected = 0;
    float meanLoss = std::numeric_limits<float>::quiet_NaN();
    float highestLoss = std::numeric_limits<float>::quiet_NaN();
};

/// What a step did with one of its pictures: all RoIs but ignored ones, background included.
struct PictureChoices
{
    PictureReference picture {};
    int32_t rois = 0;
    int32_t selected = 0;
    int32_t selectedForeground = 0;
    float meanLoss = std::numeric_limits<float>::quiet_NaN();
    float highestLoss = std::numeric_limits<float>::quiet_NaN();
    std::vector<ObjectChoices> objects {}; // those that are not ignored
};

/// Of a step, what is kept for every step of a run, however few bodies are: who was chosen, and how
/// hard it was. 10,000 steps of two pictures of eight objects are 7.4 MB, 8.0 MB where pictures
/// have names of more than 15 letters.
struct StepChoices
{
    int64_t step = 0;
    std::vector<PictureChoices> pictures {};
};

/// What a step chose; ranking losses are those of its own settings.
StepChoices choicesOf(const Step& step);

} // namespace hardlens
