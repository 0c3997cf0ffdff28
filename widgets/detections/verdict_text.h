#pragma once

#include "core/analysis/detection_summary.h"

#include <QString>

namespace hardlens {

/// "found", "duplicate", "wrong class", …
QString verdictName(DetectionVerdict verdict);

/// "7 of 9 objects found; 4 false: 3 background, 1 duplicate; 1 ignored".
QString countsText(const DetectionCounts& counts);

} // namespace hardlens
