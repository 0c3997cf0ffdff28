#pragma once

#include "core/records/evaluation.h"

#include <limits>

namespace hardlens {

/// What a class's detections are worth above a score: one point of its precision-recall curve.
struct OperatingPoint
{
    int64_t detections = 0; // with at least that score; those on difficult objects do not count
    int64_t found = 0;      // objects
    int64_t missed = 0;
    double precision = std::numeric_limits<double>::quiet_NaN(); // NaN: no detection
    double recall = std::numeric_limits<double>::quiet_NaN();    // NaN: the class has no object
};

/// The point at score >= scoreThreshold, over all test pictures.
OperatingPoint operatingPoint(const ClassPrecision& evaluated, float scoreThreshold);

} // namespace hardlens
