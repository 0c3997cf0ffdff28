#include "core/sampling/negative_rows.h"

#include "core/sampling/hardest_negatives.h"
#include "core/sampling/semi_hard_negatives.h"
#include "core/sampling/uniform_negatives.h"

namespace hardlens {

namespace {

NegativeRow lot(std::vector<int32_t> items)
{
    NegativeRow row {.items = std::move(items)};
    row.candidates = int32_t(row.items.size());
    return row;
}

NegativeRow ordered(std::vector<int32_t> items)
{
    NegativeRow row = lot(std::move(items));
    row.inOrder = true;
    return row;
}

NegativeRow single(int32_t item)
{
    return ordered(item < 0 ? std::vector<int32_t> {} : std::vector<int32_t> {item});
}

NegativeRow byRule(const SampledBatch& batch, int32_t anchor, int32_t positive)
{
    switch (batch.config.negatives) {
    case NegativeSampler::Uniform:
        return lot(negativesOf(batch, anchor));
    case NegativeSampler::Hardest:
        return single(nearestNegative(batch, anchor).index);
    case NegativeSampler::SemiHardPaper:
    case NegativeSampler::SemiHardOrFarthest:
    case NegativeSampler::SemiHardOrDrop:
        return single(nearestNegative(batch, anchor, batch.cosines(anchor, positive)).index);
    case NegativeSampler::SemiHardFaceNet:
    case NegativeSampler::VggFace:
    case NegativeSampler::SemiHardBand:
        return lot(bandCandidates(batch, anchor, positive));
    case NegativeSampler::SoftHard:
        return lot(nearerThanFarthestPositive(batch, anchor));
    case NegativeSampler::NearestBeyondCutoff:
        return ordered(
            nearestBeyondCutoff(batch, anchor, batch.classes.membersOf(anchor).size() - 1));
    case NegativeSampler::DistanceWeighted:
        break; // has weights: DistanceWeights
    }
    return {};
}

NegativeRow standIn(const SampledBatch& batch, int32_t anchor, RowTreatment treatment)
{
    NegativeRow row;
    if (treatment == RowTreatment::UniformOtherClasses)
        row = lot(negativesOf(batch, anchor));
    if (treatment == RowTreatment::Nearest)
        row = single(nearestNegative(batch, anchor).index);
    if (treatment == RowTreatment::Farthest)
        row = single(farthestNegative(batch, anchor));
    row.candidates = 0;
    row.treatment = treatment;
    return row;
}

/// Samplers whose source says what happens do that; the others, what is configured.
RowTreatment treatmentOfEmpty(const SamplingConfig& config)
{
    switch (config.negatives) {
    case NegativeSampler::VggFace:
    case NegativeSampler::SemiHardOrDrop:
        return RowTreatment::Dropped;
    case NegativeSampler::SemiHardOrFarthest:
        return RowTreatment::Farthest;
    case NegativeSampler::SemiHardBand:
    case NegativeSampler::SoftHard:
        return RowTreatment::UniformOtherClasses;
    default:
        break;
    }
    switch (config.emptyRow) {
    case EmptyRow::UniformOtherClasses:
        return RowTreatment::UniformOtherClasses;
    case EmptyRow::Nearest:
        return RowTreatment::Nearest;
    case EmptyRow::Drop:
        break;
    }
    return RowTreatment::Dropped;
}

} // namespace

DrawRow NegativeRow::described(int32_t anchor, int32_t positive) const
{
    DrawRow row {
        .anchor = anchor, .positive = positive, .candidates = candidates, .treatment = treatment};
    if (!items.empty()) {
        row.byLot = !inOrder;
        row.effectiveSampleSize = inOrder ? 1.f : float(items.size());
        row.largestProbability = probability();
    }
    return row;
}

NegativeRow negativeRow(const SampledBatch& batch, int32_t anchor, int32_t positive)
{
    NegativeRow row = byRule(batch, anchor, positive);
    return row.items.empty() ? standInRow(batch, anchor) : row;
}

NegativeRow standInRow(const SampledBatch& batch, int32_t anchor)
{
    return standIn(batch, anchor, treatmentOfEmpty(batch.config));
}

} // namespace hardlens
