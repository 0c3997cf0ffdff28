#include "core/training/target_normalisation.h"

#include "core/basics/error.h"
#include "core/geometry/iou.h"

#include <cmath>

namespace hardlens {

TargetNormalisation fixedNormalisation(size_t classes)
{
    return TargetNormalisation(classes);
}

DeltaStatistics::DeltaStatistics(size_t classes)
    : m_sums(classes)
{
}

void DeltaStatistics::add(
    std::span<const Box> rois, std::span<const GroundTruth> objects, double foregroundIou)
{
    std::vector<Box> boxes;
    std::vector<int32_t> labels;
    for (const GroundTruth& object : objects) {
        if (object.ignored)
            continue;
        boxes.push_back(object.box);
        labels.push_back(object.label);
    }
    const auto matches = bestMatches(rois, boxes);
    for (size_t i = 0; i < rois.size(); ++i) {
        if (matches[i].index < 0 || !(double(matches[i].iou) >= foregroundIou))
            continue;
        const size_t object = size_t(matches[i].index);
        const BoxDeltas d
            = encodeBoxDeltas(rois.subspan(i, 1), std::span(&boxes[object], 1)).front();
        Sums& sums = m_sums[size_t(labels[object])];
        const double values[4] = {d.dx, d.dy, d.dw, d.dh};
        ++sums.count;
        for (size_t c = 0; c < 4; ++c) {
            sums.sum[c] += values[c];
            sums.squares[c] += values[c] * values[c];
        }
    }
}

TargetNormalisation DeltaStatistics::normalisation(const std::vector<std::string>& classNames) const
{
    static const char* coordinates[] = {"dx", "dy", "dw", "dh"};
    TargetNormalisation result = fixedNormalisation(m_sums.size());
    for (size_t label = 1; label < m_sums.size(); ++label) {
        const Sums& sums = m_sums[label];
        if (sums.count == 0)
            continue;
        for (size_t c = 0; c < 4; ++c) {
            const double mean = sums.sum[c] / double(sums.count);
            const double variance = sums.squares[c] / double(sums.count) - mean * mean;
            // Rounding may leave a tiny variance, of either sign, where all values are equal.
            if (!(variance > 1e-12))
                throw ConfigError(concat("solver.empiricalNormalisation = true: class ",
                    classNames[label], " has no spread in ", coordinates[c], " (", sums.count,
                    " foreground RoIs, std 0): needs RoIs that differ from the objects"));
            result[label].mean[c] = float(mean);
            result[label].std[c] = float(std::sqrt(variance));
        }
    }
    return result;
}

} // namespace hardlens
