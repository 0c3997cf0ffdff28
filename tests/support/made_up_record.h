#pragma once

#include "core/records/detection_step.h"
#include "tests/support/made_up_rois.h"

#include <algorithm>

namespace hardlens::test {

/// The record that a trainer makes of a choice.
inline DetectionStep recordOf(const RoiTable& table, const MiningConfig& mining,
    const RandomKey& key = {}, bool withLosses = true)
{
    const Selection selection
        = selectRois(withLosses ? table.candidates() : table.withoutLosses(), mining, key);
    DetectionStep step {.mining = mining, .key = key, .hasLosses = withLosses};
    for (size_t p = 0; p < table.pictures(); ++p) {
        PictureRecord picture;
        const auto first = table.firstOfPicture[p];
        for (auto i = size_t(first); i < size_t(table.firstOfPicture[p + 1]); ++i) {
            RoiRecord roi;
            roi.proposal = int32_t(int64_t(i) - first);
            roi.box = table.boxes[i];
            roi.label = table.labels[i];
            roi.iou = table.ious[i];
            roi.probability = table.probabilities[i];
            if (withLosses) {
                roi.classLoss = table.classLosses[i];
                roi.boxLoss = table.boxLosses[i];
            }
            roi.decision = selection.decisions[i];
            if (roi.decision.suppressedBy >= 0)
                roi.decision.suppressedBy -= int32_t(first);
            if (roi.decision.fate == Fate::Selected) {
                roi.learnedClassLoss = table.classLosses[i];
                roi.learnedBoxLoss = table.boxLosses[i];
            }
            picture.rois.push_back(roi);
        }
        step.pictures.push_back(std::move(picture));
    }
    step.quotas = selection.quotas;
    step.divisor = selection.divisor;
    return step;
}

/// With the chosen RoIs by picture and RoI, as a record has them.
inline Selection inOrder(Selection selection)
{
    std::sort(selection.selected.begin(), selection.selected.end());
    return selection;
}

} // namespace hardlens::test
