#pragma once

#include "core/records/detection_step.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hardlens {

/// RoIs of one bin by what became of them.
struct LossBin
{
    int32_t selected = 0;
    int32_t suppressed = 0;
    int32_t other = 0; // below the cut, not drawn, excluded, ignored with a loss

    int32_t total() const { return selected + suppressed + other; }
    friend bool operator==(const LossBin&, const LossBin&) = default;
};

/// Where a picture's choice ended, or that of all pictures where the scope is pooled.
struct LossCut
{
    std::string picture {};      // empty: pooled
    std::optional<float> cut {}; // ranking loss; none: the quota took everything that NMS left
    int64_t survivors = 0;       // of NMS
    int64_t quota = 0;
};

/// Ranking losses of all RoIs of a step in equal bins. Bin i < bins.size() - 1 holds [i, i + 1) ·
/// upper / (bins.size() - 1); the last one holds everything from `upper` on.
struct LossHistogram
{
    double upper = 0;
    std::vector<LossBin> bins {};
    int64_t rois = 0;         // of all pictures
    int64_t withoutLoss = 0;  // of them; in no bin
    int32_t largestCount = 0; // of one kind in one bin
    std::vector<LossCut> cuts {};
    int64_t duplicatesOfTop = 0; // of the raw top `quota`, suppressed by NMS
    int64_t quota = 0;           // of all pictures together

    double binWidth() const { return bins.size() > 1 ? upper / double(bins.size() - 1) : 0; }
    /// The bin of a loss >= 0.
    size_t binOf(double loss) const;
};

/// upper: > 0; equalBins: bins below it, >= 1. Throws std::invalid_argument for others.
LossHistogram lossHistogram(const DetectionStep& step, double upper, int equalBins);

/// How far an axis should reach so that all but about two in a thousand RoIs and every cut lie on
/// it. 0 where no loss is known.
double lossReach(const DetectionStep& step);

} // namespace hardlens
