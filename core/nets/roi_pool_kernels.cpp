#include "core/nets/roi_pool_kernels.h"

#include "core/basics/vector_lanes.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

#define HL_KERNEL "core/nets/roi_pool_kernels.inc"
#include "core/basics/per_instruction_set.inc"

RoiPoolKernel roiPoolKernel(InstructionSet set)
{
    return HL_CHOOSE(set, forwardFloat);
}

template <typename T> RoiCells cellsOf(const T* roi, double scale)
{
    const auto cell = [scale](T v) { return int32_t(std::round(v * T(scale))); };
    RoiCells cells {.picture = int32_t(roi[0]), .startX = cell(roi[1]), .startY = cell(roi[2])};
    cells.width = std::max(cell(roi[3]) - cells.startX + 1, 1);
    cells.height = std::max(cell(roi[4]) - cells.startY + 1, 1);
    return cells;
}

BinRange binRange(int32_t bin, int32_t bins, int32_t start, int32_t size, int32_t limit)
{
    // Whole numbers give floor and ceil exactly; Caffe's float division rounds to the same for any
    // size that fits a map.
    const int64_t begin = int64_t(bin) * size / bins;
    const int64_t end = (int64_t(bin + 1) * size + bins - 1) / bins;
    return {int32_t(std::clamp<int64_t>(begin + start, 0, limit)),
        int32_t(std::clamp<int64_t>(end + start, 0, limit))};
}

template <typename T>
void roiMaxPoolForward(const T* features, const FeatureMapShape& shape,
    std::span<const RoiCells> rois, int64_t first, int64_t last, int32_t bins, T* output,
    int32_t* argmax)
{
    if constexpr (std::is_same_v<T, float>)
        roiPoolKernel(instructionSets().front())(
            features, shape, rois.data(), first, last, bins, output, argmax);
    else
        plain::forward(features, shape, rois.data(), first, last, bins, output, argmax);
}

template <typename T>
void roiMaxPoolBackward(const T* outputGradient, const int32_t* argmax,
    const FeatureMapShape& shape, std::span<const RoiCells> rois, int32_t bins,
    int64_t firstChannel, int64_t lastChannel, T* featureGradient)
{
    const int64_t channels = shape.channels;
    const int64_t mapSize = shape.height * shape.width * channels;
    for (size_t i = 0; i < rois.size(); ++i) {
        T* map = featureGradient + rois[i].picture * mapSize;
        for (int32_t bin = 0; bin < bins * bins; ++bin) {
            const int64_t at = (int64_t(i) * bins * bins + bin) * channels;
            for (int64_t c = firstChannel; c < lastChannel; ++c)
                if (argmax[at + c] >= 0)
                    map[argmax[at + c] * channels + c] += outputGradient[at + c];
        }
    }
}

template RoiCells cellsOf(const float*, double);
template RoiCells cellsOf(const double*, double);
template void roiMaxPoolForward(const float*, const FeatureMapShape&, std::span<const RoiCells>,
    int64_t, int64_t, int32_t, float*, int32_t*);
template void roiMaxPoolForward(const double*, const FeatureMapShape&, std::span<const RoiCells>,
    int64_t, int64_t, int32_t, double*, int32_t*);
template void roiMaxPoolBackward(const float*, const int32_t*, const FeatureMapShape&,
    std::span<const RoiCells>, int32_t, int64_t, int64_t, float*);
template void roiMaxPoolBackward(const double*, const int32_t*, const FeatureMapShape&,
    std::span<const RoiCells>, int32_t, int64_t, int64_t, double*);

} // namespace hardlens
