#pragma once

#include "core/basics/instruction_sets.h"

#include <cstdint>
#include <span>
#include <vector>

namespace hardlens {

/// A feature map in memory order (picture, row, column, channel).
struct FeatureMapShape
{
    int64_t pictures = 0;
    int64_t height = 0;
    int64_t width = 0;
    int64_t channels = 0;
};

/// The cells of the feature map that a RoI covers, before clipping to the map. RoIs with equal
/// cells pool to equal values.
struct RoiCells
{
    int32_t picture = 0;
    int32_t startX = 0;
    int32_t startY = 0;
    int32_t width = 1; // at least 1
    int32_t height = 1;

    friend auto operator<=>(const RoiCells&, const RoiCells&) = default;
};

/// Caffe's rule: corners times scale, rounded half away from zero, both ends inclusive.
/// roi: picture index, x1, y1, x2, y2 in pixels of the network's input.
template <typename T> RoiCells cellsOf(const T* roi, double scale);

/// Half-open range of map rows (or columns) of bin `bin` of `bins`: floor(bin · size / bins) to
/// ceil((bin + 1) · size / bins), shifted by start and clipped to [0, limit). Empty where begin >=
/// end.
struct BinRange
{
    int32_t begin = 0;
    int32_t end = 0;
};
BinRange binRange(int32_t bin, int32_t bins, int32_t start, int32_t size, int32_t limit);

/// RoI max pooling of RoIs [first, last), Girshick, Fast R-CNN, §2.1, as Caffe computes it: an
/// empty bin gives 0 and argmax -1; the first of equal maxima (row by row) wins.
///
/// features: shape.pictures × height × width × channels. output, argmax: per RoI bins × bins ×
/// channels; argmax holds row · width + column of the picture's map and may be null.
template <typename T>
void roiMaxPoolForward(const T* features, const FeatureMapShape& shape,
    std::span<const RoiCells> rois, int64_t first, int64_t last, int32_t bins, T* output,
    int32_t* argmax);

/// The float kernel for one instruction set, for the test that all of them agree.
using RoiPoolKernel
    = void (*)(const float* features, const FeatureMapShape& shape, const RoiCells* rois,
        int64_t first, int64_t last, int32_t bins, float* output, int32_t* argmax);
RoiPoolKernel roiPoolKernel(InstructionSet set);

/// Adds each output gradient to the cell that its maximum came from, for channels [firstChannel,
/// lastChannel): splitting by channel lets threads work without sharing a cell, in an order that
/// does not depend on their number.
template <typename T>
void roiMaxPoolBackward(const T* outputGradient, const int32_t* argmax,
    const FeatureMapShape& shape, std::span<const RoiCells> rois, int32_t bins,
    int64_t firstChannel, int64_t lastChannel, T* featureGradient);

} // namespace hardlens
