#pragma once

#include "core/records/history.h"

#include <string>
#include <vector>

namespace hardlens {

enum class HardnessOf : uint8_t { Picture, Object, Class };

/// How hard a picture, an object or a class has been in a run.
struct HardnessRow
{
    HardnessOf of = HardnessOf::Picture;
    std::string name {};         // "raccoon-12.jpg", "raccoon 1 of raccoon-12.jpg", "raccoon"
    PictureReference picture {}; // of a picture or an object
    int32_t object = -1;         // of an object: index among the picture's ground truth
    Box box {};                  // of an object, pixels of the picture as stored
    int32_t label = 0;           // of an object or a class
    int64_t visits = 0;          // steps that it was in
    int64_t rois = 0;            // over all of them
    int64_t selected = 0;
    float meanLoss = 0;          // per visit, over all visits that have losses; nats, NaN: none has
    float latestLoss = 0;        // of the last of those
    std::vector<float> curve {}; // mean loss over equal stretches of the run, first to last; NaN: not seen there
    /// Still among the hardest of its kind when the others have become easy: a possible label error.
    bool staysHard = false;
};

} // namespace hardlens
