#include "core/records/detection_step.h"

#include "core/basics/error.h"
#include "core/geometry/iou.h"

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

/// How many of the record's pictures a choice with these settings is made of.
size_t picturesUsed(const DetectionStep& step, const MiningConfig& mining)
{
    return std::min(step.pictures.size(), size_t(mining.picturesPerStep));
}

size_t roiCount(std::span<const PictureRecord> pictures)
{
    size_t count = 0;
    for (const PictureRecord& picture : pictures)
        count += picture.rois.size();
    return count;
}

} // namespace

float ignoredOverlap(const Box& box, const GroundTruth& object)
{
    return object.crowd ? coveredPart(box, object.box) : iou(box, object.box);
}

float rankingLoss(const RoiRecord& roi, const MiningConfig& mining)
{
    return mining.rankingLoss == RankingLoss::ClassOnly ? roi.classLoss
                                                        : roi.classLoss + roi.boxLoss;
}

ClassBelief objectBelief(const RoiRecord& roi)
{
    for (const ClassBelief& belief : roi.top)
        if (belief.label > 0)
            return belief;
    return {};
}

std::optional<Quota> quotaOfPicture(const DetectionStep& step, int picture)
{
    if (picture < 0 || size_t(picture) >= step.pictures.size())
        return std::nullopt;
    if (step.quotas.size() == step.pictures.size())
        return step.quotas[size_t(picture)];
    if (step.quotas.size() == 1)
        return step.quotas.front();
    return std::nullopt;
}

Selection chooseAgain(const DetectionStep& step, const MiningConfig& mining, const RandomKey& key)
{
    const Columns columns(step, picturesUsed(step, mining));
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

DetectionStep withSelection(
    const DetectionStep& step, const MiningConfig& mining, const Selection& selection)
{
    const std::span<const PictureRecord> used(step.pictures.data(), picturesUsed(step, mining));
    if (roiCount(used) != selection.decisions.size())
        throw std::invalid_argument(concat("withSelection: ", selection.decisions.size(),
            " decisions: must be one for each of ", roiCount(used), " RoIs"));
    DetectionStep again {.mining = mining,
        .key = step.key,
        .hasLosses = step.hasLosses,
        .pictures = {used.begin(), used.end()},
        .quotas = selection.quotas,
        .divisor = selection.divisor};
    int32_t first = 0;
    for (PictureRecord& picture : again.pictures) {
        for (size_t i = 0; i < picture.rois.size(); ++i) {
            RoiRecord& roi = picture.rois[i];
            roi.decision = selection.decisions[size_t(first) + i];
            if (roi.decision.suppressedBy >= 0)
                roi.decision.suppressedBy -= first;
            if (roi.decision.fate != Fate::Selected)
                roi.learnedClassLoss = roi.learnedBoxLoss = std::numeric_limits<float>::quiet_NaN();
        }
        first += int32_t(picture.rois.size());
    }
    return again;
}

} // namespace hardlens
