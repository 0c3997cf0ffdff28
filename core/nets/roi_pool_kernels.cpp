#include "core/nets/roi_pool_kernels.h"

#include "core/basics/target_clones.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

/// value[c] = max over the cells of the bin; argmax too where it is wanted.
template <typename T>
inline __attribute__((always_inline)) void poolBin(const T* map, int64_t rowStride, int64_t channels,
    const BinRange& rows, const BinRange& columns, T* value)
{
    const T* first = map + rows.begin * rowStride + columns.begin * channels;
    for (int64_t c = 0; c < channels; ++c)
        value[c] = first[c];
    for (int32_t y = rows.begin; y < rows.end; ++y) {
        for (int32_t x = columns.begin; x < columns.end; ++x) {
            const T* cell = map + y * rowStride + x * channels;
            for (int64_t c = 0; c < channels; ++c)
                value[c] = cell[c] > value[c] ? cell[c] : value[c];
        }
    }
}

template <typename T>
inline __attribute__((always_inline)) void poolBinWithArgmax(const T* map, int64_t rowStride,
    int64_t channels, const BinRange& rows, const BinRange& columns, int32_t mapWidth, T* value,
    int32_t* argmax)
{
    for (int64_t c = 0; c < channels; ++c) {
        value[c] = -std::numeric_limits<T>::max();
        argmax[c] = -1;
    }
    for (int32_t y = rows.begin; y < rows.end; ++y) {
        for (int32_t x = columns.begin; x < columns.end; ++x) {
            const T* cell = map + y * rowStride + x * channels;
            const int32_t place = y * mapWidth + x;
            for (int64_t c = 0; c < channels; ++c) {
                const bool greater = cell[c] > value[c];
                value[c] = greater ? cell[c] : value[c];
                argmax[c] = greater ? place : argmax[c];
            }
        }
    }
}

template <typename T>
inline __attribute__((always_inline)) void forward(const T* __restrict features,
    const FeatureMapShape& shape, const RoiCells* rois, int64_t first, int64_t last, int32_t bins,
    T* __restrict output, int32_t* __restrict argmax)
{
    const int64_t channels = shape.channels, rowStride = shape.width * channels;
    for (int64_t i = first; i < last; ++i) {
        const RoiCells& roi = rois[i];
        const T* map = features + roi.picture * shape.height * rowStride;
        for (int32_t py = 0; py < bins; ++py) {
            const BinRange rows = binRange(py, bins, roi.startY, roi.height, int32_t(shape.height));
            for (int32_t px = 0; px < bins; ++px) {
                const BinRange columns
                    = binRange(px, bins, roi.startX, roi.width, int32_t(shape.width));
                const int64_t at = ((i * bins + py) * bins + px) * channels;
                if (rows.begin >= rows.end || columns.begin >= columns.end) {
                    std::fill_n(output + at, channels, T(0));
                    if (argmax)
                        std::fill_n(argmax + at, channels, -1);
                } else if (argmax) {
                    poolBinWithArgmax(map, rowStride, channels, rows, columns,
                        int32_t(shape.width), output + at, argmax + at);
                } else {
                    poolBin(map, rowStride, channels, rows, columns, output + at);
                }
            }
        }
    }
}

HL_TARGET_CLONES
void forwardFloat(const float* features, const FeatureMapShape& shape, const RoiCells* rois,
    int64_t first, int64_t last, int32_t bins, float* output, int32_t* argmax)
{
    forward(features, shape, rois, first, last, bins, output, argmax);
}

} // namespace

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
    // Whole numbers give floor and ceil exactly; Caffe's float division rounds to the same for any size that fits a map.
    const int64_t begin = int64_t(bin) * size / bins;
    const int64_t end = (int64_t(bin + 1) * size + bins - 1) / bins;
    return {int32_t(std::clamp<int64_t>(begin + start, 0, limit)),
        int32_t(std::clamp<int64_t>(end + start, 0, limit))};
}

template <typename T>
void roiMaxPoolForward(const T* features, const FeatureMapShape& shape, std::span<const RoiCells> rois,
    int64_t first, int64_t last, int32_t bins, T* output, int32_t* argmax)
{
    if constexpr (std::is_same_v<T, float>)
        forwardFloat(features, shape, rois.data(), first, last, bins, output, argmax);
    else
        forward(features, shape, rois.data(), first, last, bins, output, argmax);
}

template <typename T>
void roiMaxPoolBackward(const T* outputGradient, const int32_t* argmax, const FeatureMapShape& shape,
    std::span<const RoiCells> rois, int32_t bins, int64_t firstChannel, int64_t lastChannel,
    T* featureGradient)
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
