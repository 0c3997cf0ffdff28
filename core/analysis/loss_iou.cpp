#include "core/analysis/loss_iou.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

/// Reorders the values. None where there are none.
std::optional<float> medianOf(std::vector<float>& values)
{
    if (values.empty())
        return std::nullopt;
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2)
        return *middle;
    return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

size_t binOf(float iou, size_t bins)
{
    const float place = std::clamp(iou, 0.f, 1.f) * float(bins);
    return std::min(size_t(place), bins - 1);
}

void check(const LossIouOptions& options)
{
    if (!(options.floor > 0) || options.bins < 1)
        throw std::invalid_argument(concat("lossByIou: floor = ", options.floor,
            ", bins = ", options.bins, ": expected floor > 0 and at least one bin"));
}

} // namespace

float logLoss(float loss, float floor)
{
    return std::log10(std::max(loss, floor));
}

LossIou lossByIou(const DetectionStep& step, const LossIouOptions& options)
{
    check(options);
    const size_t bins = size_t(options.bins);
    LossIou result;
    std::vector<std::vector<float>> losses(bins);
    for (size_t p = 0; p < step.pictures.size(); ++p) {
        const auto& rois = step.pictures[p].rois;
        for (size_t i = 0; i < rois.size(); ++i) {
            const RoiRecord& roi = rois[i];
            const float loss = rankingLoss(roi, step.mining);
            if (!std::isfinite(loss)) {
                ++result.withoutLoss;
                continue;
            }
            result.atFloor += loss < options.floor;
            result.points.push_back({.at = {int32_t(p), int32_t(i)},
                .iou = roi.iou,
                .loss = loss,
                .logLoss = logLoss(loss, options.floor),
                .fate = roi.decision.fate,
                .foreground = roi.label > 0});
            if (roi.decision.fate != Fate::Ignored)
                losses[binOf(roi.iou, bins)].push_back(loss);
        }
    }
    for (size_t k = 0; k < bins; ++k)
        result.bins.push_back({.from = float(k) / float(bins),
            .to = float(k + 1) / float(bins),
            .rois = int64_t(losses[k].size()),
            .median = medianOf(losses[k])});
    return result;
}

} // namespace hardlens
