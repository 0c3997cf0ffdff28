#include "core/analysis/voc_matching.h"

#include "core/geometry/iou.h"

#include <utility>

namespace hardlens {

void VocTargets::add(const Box& box, bool difficult)
{
    m_boxes.push_back(box);
    m_difficult.push_back(difficult);
    m_found.push_back(0);
}

VocMatch VocTargets::match(const Box& detection, const AveragePrecisionOptions& options)
{
    const Match best = bestMatches(std::span(&detection, 1), m_boxes, options.convention).front();
    VocMatch match {.object = best.index, .iou = best.iou};
    if (best.index < 0 || !isMatch(best.iou, options))
        return match;
    const size_t i = size_t(best.index);
    if (m_difficult[i])
        match.verdict = VocVerdict::LeftOut;
    else if (std::exchange(m_found[i], char(1)))
        match.verdict = VocVerdict::AlreadyFound;
    else
        match.verdict = VocVerdict::Found;
    return match;
}

bool isMatch(float iou, const AveragePrecisionOptions& options)
{
    const float threshold = float(options.iouThreshold);
    return options.strictlyAbove ? iou > threshold : iou >= threshold;
}

} // namespace hardlens
