#include "core/analysis/why_roi.h"

#include "core/basics/error.h"

#include <cmath>
#include <limits>

namespace hardlens {

namespace {

const PictureRecord& checkedPicture(const DetectionStep& step, int picture, int roi)
{
    if (picture < 0 || size_t(picture) >= step.pictures.size())
        throw std::invalid_argument(concat(
            "explainRoi: picture = ", picture, ": must be in [0, ", step.pictures.size(), ")"));
    const PictureRecord& record = step.pictures[size_t(picture)];
    if (roi < 0 || size_t(roi) >= record.rois.size())
        throw std::invalid_argument(
            concat("explainRoi: roi = ", roi, ": must be in [0, ", record.rois.size(), ")"));
    return record;
}

/// Whether NMS alone kept this suppressed RoI from being learned from.
bool lostByNmsAlone(const RoiRecord& roi, const MiningConfig& mining, std::optional<float> cut)
{
    const float loss = rankingLoss(roi, mining);
    return std::isfinite(loss) && (!cut || loss > *cut);
}

void explainObject(const PictureRecord& picture, const RoiRecord& roi, WhyRoi& why)
{
    why.label = roi.label;
    why.iou = roi.iou;
    if (roi.matched >= 0 && size_t(roi.matched) < picture.groundTruth.size()) {
        const GroundTruth& object = picture.groundTruth[size_t(roi.matched)];
        why.matched = roi.matched;
        why.matchedLabel = object.label;
        why.matchedIgnored = object.ignored;
    }
}

/// `matched` is the best object that counts; those that do not have to be looked for.
std::optional<IgnoredObject> ignoredObjectUnder(const PictureRecord& picture, const Box& roi)
{
    std::optional<IgnoredObject> best;
    for (size_t i = 0; i < picture.groundTruth.size(); ++i) {
        const GroundTruth& object = picture.groundTruth[i];
        const float overlap = object.ignored ? ignoredOverlap(roi, object) : 0.f;
        if (overlap > (best ? best->iou : 0.f))
            best = {.object = int32_t(i), .label = object.label, .iou = overlap};
    }
    return best;
}

void explainIgnoring(const PictureRecord& picture, const RoiRecord& roi, WhyRoi& why)
{
    if (roi.decision.fate != Fate::Ignored)
        return;
    if (roi.label != ignoredLabel) {
        why.ignoredReason = IgnoredReason::LossNotFinite;
        return;
    }
    why.ignoredReason = IgnoredReason::OnIgnoredObject;
    why.ignoredObject = ignoredObjectUnder(picture, roi.box);
}

void explainBelief(const RoiRecord& roi, WhyRoi& why)
{
    why.probability = roi.probability;
    why.top = roi.top;
    why.predicted = roi.decoded;
    if (const ClassBelief belief = objectBelief(roi); belief.label > 0) {
        why.predictedLabel = belief.label;
        why.predictedProbability = belief.probability;
    }
}

void explainSuppression(
    const PictureRecord& picture, const MiningConfig& mining, int roi, WhyRoi& why)
{
    const RoiDecision& decision = picture.rois[size_t(roi)].decision;
    if (decision.suppressedBy >= 0 && size_t(decision.suppressedBy) < picture.rois.size()) {
        const RoiRecord& by = picture.rois[size_t(decision.suppressedBy)];
        why.suppressor = Suppressor {.roi = decision.suppressedBy,
            .rank = by.decision.rank,
            .loss = rankingLoss(by, mining),
            .iou = decision.suppressedIou};
        why.wouldHaveBeenTaken = lostByNmsAlone(picture.rois[size_t(roi)], mining, why.cut);
    }
    for (const RoiRecord& other : picture.rois) {
        if (other.decision.suppressedBy != roi)
            continue;
        ++why.suppresses;
        why.decisive += lostByNmsAlone(other, mining, why.cut);
    }
}

std::optional<float> cutOfPicture(const DetectionStep& step, int picture)
{
    const auto quota = quotaOfPicture(step, picture);
    return quota ? quota->cut : std::nullopt;
}

} // namespace

bool wouldHaveBeenTaken(const DetectionStep& step, int picture, int roi)
{
    const RoiRecord& r = checkedPicture(step, picture, roi).rois[size_t(roi)];
    return r.decision.fate == Fate::Suppressed
        && lostByNmsAlone(r, step.mining, cutOfPicture(step, picture));
}

WhyRoi explainRoi(const DetectionStep& step, int picture, int roi)
{
    const PictureRecord& record = checkedPicture(step, picture, roi);
    const RoiRecord& r = record.rois[size_t(roi)];
    WhyRoi why;
    why.fate = r.decision.fate;
    why.sampler = step.mining.sampler;
    why.weight = r.decision.weight;
    explainObject(record, r, why);
    explainIgnoring(record, r, why);
    explainBelief(r, why);
    why.lossesComputed = step.hasLosses;
    why.classLoss = r.classLoss;
    why.boxLoss = r.boxLoss;
    why.rankingLoss = rankingLoss(r, step.mining);
    why.rankedBy = step.mining.rankingLoss;
    if (why.ignoredReason == IgnoredReason::OnIgnoredObject) // no label, so nothing that depends on
                                                             // one; records hold 0
        why.probability = why.classLoss = why.boxLoss = why.rankingLoss
            = std::numeric_limits<float>::quiet_NaN();
    why.roisOfPicture = int64_t(record.rois.size());
    why.rank = r.decision.rank;
    why.survivorRank = r.decision.survivorRank;
    for (const RoiRecord& other : record.rois)
        why.ranked += other.decision.rank > 0;
    why.quota = quotaOfPicture(step, picture);
    why.pooled = step.quotas.size() == 1 && step.pictures.size() > 1;
    why.cut = cutOfPicture(step, picture);
    if (why.cut && std::isfinite(why.rankingLoss))
        why.aboveCut = why.rankingLoss - *why.cut;
    explainSuppression(record, step.mining, roi, why);
    return why;
}

} // namespace hardlens
