#include "core/records/detection_step.h"

#include <algorithm>

namespace hardlens {

namespace {

/// The columns of a record's RoIs, pictures [0, count).
struct Columns
{
    std::vector<int64_t> firstOfPicture {0};
    std::vector<Box> boxes {};
    std::vector<int32_t> labels {};
    std::vector<float> ious {}, classLosses {}, boxLosses {}, probabilities {};

    Columns(const DetectionStep& step, size_t count)
    {
        for (size_t p = 0; p < count; ++p) {
            for (const RoiRecord& roi : step.pictures[p].rois) {
                boxes.push_back(roi.box);
                labels.push_back(roi.label);
                ious.push_back(roi.iou);
                probabilities.push_back(roi.probability);
                if (step.hasLosses) {
                    classLosses.push_back(roi.classLoss);
                    boxLosses.push_back(roi.boxLoss);
                }
            }
            firstOfPicture.push_back(int64_t(boxes.size()));
        }
    }

    RoiCandidates candidates() const
    {
        return {firstOfPicture, boxes, labels, ious, classLosses, boxLosses, probabilities};
    }
};

} // namespace

float rankingLoss(const RoiRecord& roi, const MiningConfig& mining)
{
    return mining.rankingLoss == RankingLoss::ClassOnly ? roi.classLoss
                                                        : roi.classLoss + roi.boxLoss;
}

Selection chooseAgain(const DetectionStep& step, const MiningConfig& mining, const RandomKey& key)
{
    const size_t count = std::min(step.pictures.size(), size_t(mining.picturesPerStep));
    const Columns columns(step, count);
    return selectRois(columns.candidates(), mining, key);
}

Selection recordedSelection(const DetectionStep& step)
{
    Selection selection;
    int32_t first = 0;
    for (const PictureRecord& picture : step.pictures) {
        for (const RoiRecord& roi : picture.rois) {
            RoiDecision decision = roi.decision;
            if (decision.suppressedBy >= 0)
                decision.suppressedBy += first;
            if (decision.fate == Fate::Selected)
                selection.selected.push_back(int32_t(selection.decisions.size()));
            selection.decisions.push_back(decision);
        }
        first += int32_t(picture.rois.size());
    }
    selection.quotas = step.quotas;
    selection.divisor = step.divisor;
    return selection;
}

} // namespace hardlens
