#include "core/sampling/semi_hard_negatives.h"

#include "core/basics/floor_to_float.h"

#include <algorithm>

namespace hardlens {

namespace {

/// Negatives with a cosine in (above, below).
std::vector<int32_t> negativesBetween(
    const SampledBatch& batch, int32_t anchor, double above, float below)
{
    const auto row = batch.cosines.row(anchor);
    const int32_t* const classes = batch.classes.classOf.data();
    const int32_t own = classes[anchor];
    const float floor = floorToFloat(above);
    // Each place is written, and kept where it is a candidate: a branch would be mispredicted most
    // of the time.
    std::vector<int32_t> between(row.size() + 1);
    size_t count = 0;
    for (size_t j = 0; j < row.size(); ++j) {
        between[count] = int32_t(j);
        count += size_t((row[j] > floor) & (row[j] < below) & (classes[j] != own));
    }
    between.resize(count);
    return between;
}

constexpr float aboveAllCosines = 2;

} // namespace

std::vector<int32_t> bandCandidates(const SampledBatch& batch, int32_t anchor, int32_t positive)
{
    const float ap = batch.cosines(anchor, positive);
    const double margin = batch.config.margin;
    if (batch.config.negatives == NegativeSampler::SemiHardBand)
        return negativesBetween(batch, anchor, cosineAt(distanceOf(ap) + margin), ap);
    // D² = 2 - 2s: D_an² < D_ap² + margin where s_an > s_ap - margin / 2.
    const float below
        = batch.config.negatives == NegativeSampler::SemiHardFaceNet ? ap : aboveAllCosines;
    return negativesBetween(batch, anchor, double(ap) - margin / 2, below);
}

std::vector<int32_t> nearerThanFarthestPositive(const SampledBatch& batch, int32_t anchor)
{
    const auto row = batch.cosines.row(anchor);
    float farthest = aboveAllCosines;
    for (const int32_t member : batch.classes.membersOf(anchor))
        if (member != anchor)
            farthest = std::min(farthest, row[size_t(member)]);
    return negativesBetween(batch, anchor, double(farthest), aboveAllCosines);
}

} // namespace hardlens
