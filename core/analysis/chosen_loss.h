#pragma once

#include "core/records/detection_step.h"

namespace hardlens {

/// How much of the loss the chosen RoIs hold. The loss is class + box as ranked, whatever the
/// config ranks by, so that choices under different settings compare; a chosen RoI counts with its
/// weight. Ignored RoIs and losses that are not finite are left out.
struct ChosenLoss
{
    double all = 0;    // sum over all RoIs, those under bg_lo included
    double chosen = 0; // weighted sum over the chosen ones
    double weight = 0; // of the chosen ones, summed

    /// Part of the loss of all RoIs that the chosen ones hold, in [0, 1]. NaN where there is no
    /// loss.
    double share() const;
    /// Weighted mean loss of the chosen ones. NaN where none has weight.
    double mean() const;
};

ChosenLoss chosenLoss(const PictureRecord& picture);

/// All pictures together. Its share is StepRow::lossShareSelected, but of any record: pinned
/// pictures, a what-if.
ChosenLoss chosenLoss(const DetectionStep& step);

} // namespace hardlens
