#include "core/analysis/label_missing.h"

#include "core/geometry/iou.h"
#include "core/geometry/nms.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

bool isFinite(const Box& b)
{
    return std::isfinite(b.x1) && std::isfinite(b.y1) && std::isfinite(b.x2) && std::isfinite(b.y2);
}

std::vector<MissingLabel> missingInPicture(
    const PictureRecord& picture, int32_t index, const MissingLabelRule& rule)
{
    std::vector<MissingLabel> candidates;
    std::vector<Box> boxes;
    std::vector<float> probabilities;
    for (size_t i = 0; i < picture.rois.size(); ++i) {
        const RoiRecord& roi = picture.rois[i];
        if (!looksUnlabelled(picture, roi, rule))
            continue;
        const ClassBelief belief = objectBelief(roi);
        candidates.push_back({.at = {index, int32_t(i)},
            .label = belief.label,
            .probability = belief.probability,
            .box = roi.decoded});
        boxes.push_back(roi.decoded);
        probabilities.push_back(belief.probability);
    }
    const NmsResult result = nms(boxes, probabilities, {.iouThreshold = rule.nmsIou});
    for (const Suppression& suppression : result.suppressedBy)
        if (suppression.by >= 0)
            ++candidates[size_t(suppression.by)].agreeing;
    std::vector<MissingLabel> kept;
    for (const int32_t k : result.kept)
        kept.push_back(candidates[size_t(k)]);
    return kept;
}

} // namespace

bool looksUnlabelled(
    const PictureRecord& picture, const RoiRecord& roi, const MissingLabelRule& rule)
{
    if (roi.label != 0 || !(objectBelief(roi).probability >= rule.probability)
        || !isFinite(roi.decoded))
        return false;
    return std::none_of(
        picture.groundTruth.begin(), picture.groundTruth.end(), [&](const GroundTruth& object) {
            // RoiRecord::iou does not know of ignored objects.
            return iou(roi.box, object.box) >= rule.roiIou
                || iou(roi.decoded, object.box) >= rule.boxIou;
        });
}

std::vector<MissingLabel> missingLabels(const DetectionStep& step, const MissingLabelRule& rule)
{
    std::vector<MissingLabel> found;
    for (size_t p = 0; p < step.pictures.size(); ++p) {
        const auto here = missingInPicture(step.pictures[p], int32_t(p), rule);
        found.insert(found.end(), here.begin(), here.end());
    }
    std::stable_sort(found.begin(), found.end(),
        [](const MissingLabel& a, const MissingLabel& b) { return a.probability > b.probability; });
    return found;
}

} // namespace hardlens
