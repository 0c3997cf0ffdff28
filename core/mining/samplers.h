#pragma once

#include "core/mining/selection.h"

namespace hardlens {

/// The ranking loss of a RoI: class + box, or class alone.
inline float rankingLoss(const RoiCandidates& c, const MiningConfig& config, size_t roi)
{
    return config.rankingLoss == RankingLoss::ClassOnly ? c.classLosses[roi]
                                                        : c.classLosses[roi] + c.boxLosses[roi];
}

/// Steps of selectRois, each filling its part of `selection`; the columns have been checked.

/// Fate Ignored (ignored label; where losses are given, no finite ranking loss) and Excluded (under
/// bg_lo); all others become NotDrawn.
void markIneligible(const RoiCandidates&, const MiningConfig&, Selection&);

/// RoiDecision::rank of the eligible RoIs.
void rankWithinPictures(const RoiCandidates&, const MiningConfig&, Selection&);

/// OHEM, and the mix of hard and easy ones.
void takeHardest(const RoiCandidates&, const MiningConfig&, const RandomKey&, Selection&);

/// Fast R-CNN's random draw with a fixed foreground fraction.
void drawHeuristic(const RoiCandidates&, const MiningConfig&, const RandomKey&, Selection&);

/// Every eligible RoI, with weight 1 or with the focal weight.
void takeAll(const RoiCandidates&, const MiningConfig&, Selection&);

} // namespace hardlens
