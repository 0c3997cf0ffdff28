#include "core/analysis/operating_point.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace hardlens {

OperatingPoint operatingPoint(const ClassPrecision& evaluated, float scoreThreshold)
{
    const auto& scores = evaluated.scores;
    const auto end
        = std::upper_bound(scores.begin(), scores.end(), scoreThreshold, std::greater<>());
    OperatingPoint point;
    point.detections = end - scores.begin();
    if (point.detections > 0) {
        const double n = double(point.detections);
        point.found = std::llround(double(evaluated.precision[size_t(point.detections) - 1]) * n);
        point.precision = double(point.found) / n;
    }
    point.missed = evaluated.objects - point.found;
    if (evaluated.objects > 0)
        point.recall = double(point.found) / double(evaluated.objects);
    return point;
}

} // namespace hardlens
