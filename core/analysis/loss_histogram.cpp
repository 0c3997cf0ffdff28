#include "core/analysis/loss_histogram.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace hardlens {

namespace {

constexpr double shareBeyond = 0.002;
constexpr double roomBesideCut = 1.25;

int32_t& countOf(LossBin& bin, Fate fate)
{
    if (fate == Fate::Selected)
        return bin.selected;
    return fate == Fate::Suppressed ? bin.suppressed : bin.other;
}

void readQuotas(const DetectionStep& step, LossHistogram& h)
{
    // Only what was ranked has a cut: the random sampler's quotas say nothing about losses.
    const bool ranks = step.mining.sampler == SamplerKind::Ohem
        || step.mining.sampler == SamplerKind::HardEasyMix;
    const bool perPicture = step.quotas.size() == step.pictures.size()
        && step.mining.scope == SelectionScope::PerImage;
    for (size_t i = 0; i < step.quotas.size() && ranks; ++i) {
        const Quota& q = step.quotas[i];
        h.duplicatesOfTop += q.duplicatesOfTop;
        h.quota += q.quota;
        h.cuts.push_back({.picture = perPicture ? step.pictures[i].picture.name : std::string(),
            .cut = q.cut,
            .survivors = q.survivors,
            .quota = q.quota});
    }
}

} // namespace

size_t LossHistogram::binOf(double loss) const
{
    const size_t overflow = bins.size() - 1;
    if (!(loss < upper))
        return overflow;
    const size_t bin = loss > 0 ? size_t(loss / upper * double(overflow)) : 0;
    return std::min(bin, overflow - 1);
}

LossHistogram lossHistogram(const DetectionStep& step, double upper, int equalBins)
{
    if (!(upper > 0) || equalBins < 1)
        throw std::invalid_argument(concat("lossHistogram: upper = ", upper,
            ", equalBins = ", equalBins, ": expected upper > 0 and at least one bin"));
    LossHistogram h;
    h.upper = upper;
    h.bins.resize(size_t(equalBins) + 1);
    for (const PictureRecord& picture : step.pictures) {
        h.rois += int64_t(picture.rois.size());
        for (const RoiRecord& roi : picture.rois) {
            const double loss = double(rankingLoss(roi, step.mining));
            if (!std::isfinite(loss)) {
                ++h.withoutLoss;
                continue;
            }
            int32_t& count = countOf(h.bins[h.binOf(loss)], roi.decision.fate);
            h.largestCount = std::max(h.largestCount, ++count);
        }
    }
    readQuotas(step, h);
    return h;
}

double lossReach(const DetectionStep& step)
{
    std::vector<float> losses;
    for (const PictureRecord& picture : step.pictures)
        for (const RoiRecord& roi : picture.rois)
            if (const float loss = rankingLoss(roi, step.mining); std::isfinite(loss))
                losses.push_back(loss);
    if (losses.empty())
        return 0;
    const size_t beyond = size_t(std::floor(double(losses.size()) * shareBeyond));
    const auto at = losses.end() - 1 - std::ptrdiff_t(beyond);
    std::nth_element(losses.begin(), at, losses.end());
    double reach = double(*at);
    for (const Quota& q : step.quotas)
        if (q.cut)
            reach = std::max(reach, double(*q.cut) * roomBesideCut);
    return reach;
}

} // namespace hardlens
