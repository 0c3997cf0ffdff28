#include "core/analysis/roi_filter.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

constexpr float farFromObjects = 0.1F; // IoU
constexpr float sureOfObject = 0.9F;   // probability

} // namespace

ClassBelief predictedClass(const RoiRecord& roi)
{
    const ClassBelief& first = roi.top.front();
    return first.label >= 0 && first.probability > 0 ? first : ClassBelief {.label = -1};
}

bool mayMissLabel(const RoiRecord& roi)
{
    if (roi.label != 0 || !(roi.iou < farFromObjects))
        return false;
    const ClassBelief predicted = predictedClass(roi);
    return predicted.label > 0 && predicted.probability >= sureOfObject;
}

bool passes(const RoiRecord& roi, const MiningConfig& mining, const RoiFilter& filter)
{
    if (filter.fates && !filter.fates->contains(roi.decision.fate))
        return false;
    if (filter.label && roi.label != *filter.label && predictedClass(roi).label != *filter.label)
        return false;
    if (filter.iou && !filter.iou->contains(double(roi.iou)))
        return false;
    if (filter.labelMissing && !mayMissLabel(roi))
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
            mask.push_back(passes(roi, step.mining, filter));
    return mask;
}

std::vector<RoiPlace> passingRois(const DetectionStep& step, const RoiFilter& filter)
{
    struct Ranked
    {
        float loss = 0;
        RoiPlace place {};
    };
    std::vector<Ranked> ranked;
    for (size_t p = 0; p < step.pictures.size(); ++p) {
        const auto& rois = step.pictures[p].rois;
        for (size_t i = 0; i < rois.size(); ++i) {
            if (!passes(rois[i], step.mining, filter))
                continue;
            const float loss = rankingLoss(rois[i], step.mining);
            ranked.push_back({std::isfinite(loss) ? loss : -std::numeric_limits<float>::infinity(),
                {int32_t(p), int32_t(i)}});
        }
    }
    std::ranges::stable_sort(ranked, std::ranges::greater(), &Ranked::loss);
    std::vector<RoiPlace> places;
    places.reserve(ranked.size());
    for (const Ranked& r : ranked)
        places.push_back(r.place);
    return places;
}

} // namespace hardlens
