#include "core/analysis/roi_filter.h"

#include "core/analysis/label_missing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hardlens {

ClassBelief predictedClass(const RoiRecord& roi)
{
    const ClassBelief& first = roi.top.front();
    return first.label >= 0 && first.probability > 0 ? first : ClassBelief {.label = -1};
}

bool passes(const PictureRecord& picture, const RoiRecord& roi, const MiningConfig& mining,
    const RoiFilter& filter)
{
    if (filter.fates && !filter.fates->contains(roi.decision.fate))
        return false;
    if (filter.label && roi.label != *filter.label && predictedClass(roi).label != *filter.label)
        return false;
    if (filter.iou && !filter.iou->contains(double(roi.iou)))
        return false;
    if (filter.labelMissing && !looksUnlabelled(picture, roi))
        return false;
    if (!filter.loss)
        return true;
    const double loss = double(rankingLoss(roi, mining));
    return std::isfinite(loss) && filter.loss->contains(loss);
}

std::vector<uint8_t> roiMask(const DetectionStep& step, const RoiFilter& filter)
{
    std::vector<uint8_t> mask;
    for (const PictureRecord& picture : step.pictures)
        for (const RoiRecord& roi : picture.rois)
            mask.push_back(passes(picture, roi, step.mining, filter));
    return mask;
}

std::vector<StepRoi> passingRois(const DetectionStep& step, const RoiFilter& filter)
{
    struct Ranked
    {
        float loss = 0;
        StepRoi place {};
    };
    std::vector<Ranked> ranked;
    for (size_t p = 0; p < step.pictures.size(); ++p) {
        const PictureRecord& picture = step.pictures[p];
        for (size_t i = 0; i < picture.rois.size(); ++i) {
            if (!passes(picture, picture.rois[i], step.mining, filter))
                continue;
            const float loss = rankingLoss(picture.rois[i], step.mining);
            ranked.push_back({std::isfinite(loss) ? loss : -std::numeric_limits<float>::infinity(),
                {int32_t(p), int32_t(i)}});
        }
    }
    std::ranges::stable_sort(ranked, std::ranges::greater(), &Ranked::loss);
    std::vector<StepRoi> places;
    places.reserve(ranked.size());
    for (const Ranked& r : ranked)
        places.push_back(r.place);
    return places;
}

} // namespace hardlens
