#include "core/analysis/picture_summary.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hardlens {

namespace {

void countFate(Fate fate, PictureSummary& s)
{
    switch (fate) {
    case Fate::Selected:
        ++s.selected;
        break;
    case Fate::Suppressed:
        ++s.suppressed;
        break;
    case Fate::BelowCut:
        ++s.belowCut;
        break;
    case Fate::NotDrawn:
        ++s.notDrawn;
        break;
    case Fate::Excluded:
        ++s.excluded;
        break;
    case Fate::Ignored:
        ++s.ignored;
        break;
    }
}

/// Sum and number of the finite ranking losses.
struct LossSum
{
    double sum = 0;
    int64_t count = 0;

    double mean() const
    {
        return count > 0 ? sum / double(count) : std::numeric_limits<double>::quiet_NaN();
    }
};

void add(
    const PictureRecord& picture, const MiningConfig& mining, PictureSummary& s, LossSum& losses)
{
    s.rois += int64_t(picture.rois.size());
    for (const RoiRecord& roi : picture.rois) {
        countFate(roi.decision.fate, s);
        const float loss = rankingLoss(roi, mining);
        if (!std::isfinite(loss))
            continue;
        losses.sum += double(loss);
        ++losses.count;
    }
    for (const GroundTruth& object : picture.groundTruth)
        ++(object.ignored ? s.ignoredObjects : s.objects);
}

} // namespace

PictureSummary summarisePicture(const PictureRecord& picture, const MiningConfig& mining)
{
    PictureSummary s;
    LossSum losses;
    add(picture, mining, s, losses);
    s.meanLoss = losses.mean();
    return s;
}

PictureSummary summariseStep(const DetectionStep& step)
{
    PictureSummary s;
    LossSum losses;
    for (const PictureRecord& picture : step.pictures)
        add(picture, step.mining, s, losses);
    s.meanLoss = losses.mean();
    return s;
}

std::vector<int32_t> roisByFallingLoss(const PictureRecord& picture, const MiningConfig& mining)
{
    std::vector<float> losses;
    losses.reserve(picture.rois.size());
    for (const RoiRecord& roi : picture.rois) {
        const float loss = rankingLoss(roi, mining);
        losses.push_back(std::isfinite(loss) ? loss : -std::numeric_limits<float>::infinity());
    }
    std::vector<int32_t> order(losses.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(),
        [&](int32_t a, int32_t b) { return losses[size_t(a)] > losses[size_t(b)]; });
    return order;
}

} // namespace hardlens
