#include "core/records/encoding/step_predictions.h"

#include "core/geometry/iou.h"

#include <algorithm>
#include <cmath>

namespace hardlens::foretold {

namespace {

/// e^-x for x in [0, 100], otherwise 0. Not that of the C library, which may differ in the last bit
/// from machine to machine.
float exponential(float x)
{
    if (!(x >= 0 && x <= 100))
        return 0;
    const double halvings = std::floor(double(x) / 0.6931471805599453);
    const double rest = halvings * 0.6931471805599453 - double(x); // in (-ln 2, 0]
    double sum = 1;
    for (int n = 16; n >= 1; --n)
        sum = 1 + sum * rest / n;
    return float(std::ldexp(sum, -int(halvings)));
}

bool isCandidate(const RoiRecord& roi)
{
    return roi.decision.fate != Fate::Ignored && roi.decision.fate != Fate::Excluded;
}

bool survived(const RoiRecord& roi)
{
    return roi.decision.fate == Fate::Selected || roi.decision.fate == Fate::BelowCut;
}

int32_t classOf(const RoiRecord& roi)
{
    return std::max(0, roi.label);
}

} // namespace

float matchedIou(const RoiRecord& roi, std::span<const GroundTruth> objects)
{
    const auto at = size_t(roi.matched); // -1: beyond every list
    return at < objects.size() ? iou(roi.box, objects[at].box) : 0.f;
}

float suppressedIou(
    const RoiRecord& roi, std::span<const RoiRecord> rois, PixelConvention convention)
{
    const auto by = size_t(roi.decision.suppressedBy);
    return by < rois.size() ? iou(roi.box, rois[by].box, convention) : 0.f;
}

std::vector<int32_t> ranks(std::span<const RoiRecord> rois, const MiningConfig& mining)
{
    std::vector<float> losses; // NaN is left out of the order
    for (const RoiRecord& roi : rois)
        losses.push_back(
            isCandidate(roi) ? rankingLoss(roi, mining) : std::numeric_limits<float>::quiet_NaN());
    std::vector<int32_t> ranks(rois.size());
    int32_t rank = 0;
    for (const int32_t i : orderByFallingScore(losses, mining.ties))
        ranks[size_t(i)] = ++rank;
    return ranks;
}

std::vector<int32_t> survivorRanks(std::span<const RoiRecord> rois, const MiningConfig& mining)
{
    std::vector<int32_t> ranks(rois.size()), order;
    if (mining.sampler != SamplerKind::Ohem && mining.sampler != SamplerKind::HardEasyMix)
        return ranks;
    for (size_t i = 0; i < rois.size(); ++i)
        if (survived(rois[i]))
            order.push_back(int32_t(i));
    std::ranges::stable_sort(order, {}, [&](int32_t i) { return rois[size_t(i)].decision.rank; });
    for (size_t k = 0; k < order.size(); ++k)
        ranks[size_t(order[k])] = int32_t(k + 1);
    return ranks;
}

float beliefInLabel(const RoiRecord& roi, size_t k)
{
    return roi.top[k].label == classOf(roi) ? exponential(roi.classLoss) : 0.f;
}

float labelProbability(const RoiRecord& roi)
{
    for (const ClassBelief& belief : roi.top)
        if (belief.label == classOf(roi))
            return belief.probability;
    return exponential(roi.classLoss);
}

} // namespace hardlens::foretold
