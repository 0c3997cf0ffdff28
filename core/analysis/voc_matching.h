#pragma once

#include "core/analysis/average_precision.h"

#include <vector>

namespace hardlens {

/// What VOC's rule makes of a detection.
enum class VocVerdict
{
    Found,        // the first one on its object
    AlreadyFound, // its object was found by a higher score
    TooLittle,    // no object of its class, or too little of one
    LeftOut,      // its object is difficult
};

struct VocMatch
{
    VocVerdict verdict = VocVerdict::TooLittle;
    int32_t object = -1; // the one with the largest IoU, in the order added; -1: there is none
    float iou = 0;       // with it
};

/// The objects of one class in one picture. Detections of that class come by falling score; each
/// looks up the object with the largest IoU (the first of equal ones) and no other.
class VocTargets
{
public:
    void add(const Box& box, bool difficult);
    /// Looks a detection's object up, and marks it as found where this one finds it.
    VocMatch match(const Box& detection, const AveragePrecisionOptions& options);

private:
    std::vector<Box> m_boxes {};
    std::vector<char> m_difficult {};
    std::vector<char> m_found {};
};

/// Whether an IoU is enough for a match. Both sides are rounded alike, so that an overlap of
/// exactly 3/10 equals a threshold of .3.
bool isMatch(float iou, const AveragePrecisionOptions& options);

} // namespace hardlens
