#include "core/nets/roi_max_pool.h"

#include "core/nets/roi_pool_kernels.h"

#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <limits>
#include <map>

namespace hardlens {

namespace {

using torch::Tensor;

FeatureMapShape shapeOf(const Tensor& features)
{
    return {features.size(0), features.size(2), features.size(3), features.size(1)};
}

std::vector<RoiCells> cellsOfAll(const Tensor& rois, double scale)
{
    const Tensor host = rois.to(torch::kCPU).contiguous();
    std::vector<RoiCells> cells;
    cells.reserve(size_t(host.size(0)));
    AT_DISPATCH_FLOATING_TYPES(host.scalar_type(), "cellsOfAll", [&] {
        const scalar_t* data = host.data_ptr<scalar_t>();
        for (int64_t i = 0; i < host.size(0); ++i)
            cells.push_back(cellsOf(data + 5 * i, scale));
    });
    return cells;
}

struct Pooled
{
    Tensor values; // [R, P, P, C]
    Tensor argmax; // int32 (CPU) or int64 (CUDA) [R, P, P, C]; undefined where not wanted
};

Pooled poolOnCpu(const Tensor& nhwc, const FeatureMapShape& shape,
    const std::vector<RoiCells>& cells, int64_t bins, bool wantArgmax)
{
    const int64_t n = int64_t(cells.size());
    Pooled pooled {torch::empty({n, bins, bins, shape.channels}, nhwc.options()), {}};
    if (wantArgmax)
        pooled.argmax = torch::empty({n, bins, bins, shape.channels}, torch::kInt32);
    AT_DISPATCH_FLOATING_TYPES(nhwc.scalar_type(), "roiMaxPool", [&] {
        const scalar_t* in = nhwc.data_ptr<scalar_t>();
        scalar_t* out = pooled.values.data_ptr<scalar_t>();
        int32_t* argmax = wantArgmax ? pooled.argmax.data_ptr<int32_t>() : nullptr;
        at::parallel_for(0, n, 16, [&](int64_t begin, int64_t end) {
            roiMaxPoolForward(in, shape, cells, begin, end, int32_t(bins), out, argmax);
        });
    });
    return pooled;
}

/// Begin and end of each bin along one axis, int64 [R, P], from the RoIs' start and size.
struct AxisBins
{
    Tensor begin, end;
};

AxisBins axisBins(const Tensor& start, const Tensor& size, int64_t bins, int64_t limit)
{
    const Tensor p = torch::arange(bins, start.options()).unsqueeze(0);
    const Tensor s = size.unsqueeze(1), shift = start.unsqueeze(1);
    const Tensor begin = torch::floor_divide(p * s, bins) + shift;
    const Tensor end = torch::floor_divide((p + 1) * s + (bins - 1), bins) + shift;
    return {begin.clamp(0, limit), end.clamp(0, limit)};
}

/// The same by tensor operations, for any device: a running maximum over the cells of all bins at
/// once, row by row.
Pooled poolByTensorOperations(const Tensor& nhwc, const FeatureMapShape& shape,
    const std::vector<RoiCells>& cells, int64_t bins)
{
    const int64_t n = int64_t(cells.size());
    Tensor host = torch::empty({n, 5}, torch::kInt64);
    auto h = host.accessor<int64_t, 2>();
    for (int64_t i = 0; i < n; ++i) {
        const RoiCells& c = cells[size_t(i)];
        const int64_t row[5] = {c.picture, c.startX, c.startY, c.width, c.height};
        for (int64_t k = 0; k < 5; ++k)
            h[i][k] = row[k];
    }
    const Tensor roi = host.to(nhwc.device());
    const AxisBins x = axisBins(roi.select(1, 1), roi.select(1, 3), bins, shape.width);
    const AxisBins y = axisBins(roi.select(1, 2), roi.select(1, 4), bins, shape.height);
    const Tensor cellRows = nhwc.reshape({-1, shape.channels});
    const Tensor base = (roi.select(1, 0) * (shape.height * shape.width)).view({n, 1, 1});
    const auto options = nhwc.options();
    Tensor value = torch::full({n * bins * bins, shape.channels},
        nhwc.scalar_type() == torch::kDouble ? -std::numeric_limits<double>::max()
                                             : -std::numeric_limits<float>::max(),
        options);
    Tensor argmax
        = torch::full({n * bins * bins, shape.channels}, -1, options.dtype(torch::kInt64));
    const int64_t tallest = n ? (y.end - y.begin).max().item<int64_t>() : 0;
    const int64_t widest = n ? (x.end - x.begin).max().item<int64_t>() : 0;
    for (int64_t dy = 0; dy < tallest; ++dy) {
        for (int64_t dx = 0; dx < widest; ++dx) {
            const Tensor row = (y.begin + dy).unsqueeze(2), column = (x.begin + dx).unsqueeze(1);
            const Tensor inside
                = (row < y.end.unsqueeze(2)).logical_and(column < x.end.unsqueeze(1));
            const Tensor place
                = row.clamp_max(shape.height - 1) * shape.width + column.clamp_max(shape.width - 1);
            const Tensor cell = cellRows.index_select(0, (base + place).reshape(-1));
            const Tensor greater = (cell > value).logical_and(inside.reshape({-1, 1}));
            value = torch::where(greater, cell, value);
            argmax = torch::where(greater, place.reshape({-1, 1}), argmax);
        }
    }
    const Tensor empty = (y.end <= y.begin)
                             .unsqueeze(2)
                             .logical_or((x.end <= x.begin).unsqueeze(1))
                             .reshape({-1, 1});
    value = value.masked_fill(empty, 0);
    return {
        value.view({n, bins, bins, shape.channels}), argmax.view({n, bins, bins, shape.channels})};
}

Tensor backwardOnCpu(const Tensor& gradient, const Tensor& argmax, const FeatureMapShape& shape,
    const std::vector<RoiCells>& cells, int64_t bins)
{
    Tensor result = torch::zeros(
        {shape.pictures, shape.height, shape.width, shape.channels}, gradient.options());
    AT_DISPATCH_FLOATING_TYPES(gradient.scalar_type(), "roiMaxPoolBackward", [&] {
        const scalar_t* in = gradient.data_ptr<scalar_t>();
        scalar_t* out = result.data_ptr<scalar_t>();
        // Whole cache lines per thread.
        at::parallel_for(0, (shape.channels + 15) / 16, 1, [&](int64_t begin, int64_t end) {
            roiMaxPoolBackward(in, argmax.data_ptr<int32_t>(), shape, cells, int32_t(bins),
                begin * 16, std::min(end * 16, shape.channels), out);
        });
    });
    return result;
}

Tensor backwardByTensorOperations(const Tensor& gradient, const Tensor& argmax,
    const FeatureMapShape& shape, const std::vector<RoiCells>& cells)
{
    std::vector<int64_t> picture;
    for (const RoiCells& c : cells)
        picture.push_back(c.picture);
    const int64_t n = int64_t(cells.size());
    const Tensor base = (torch::tensor(picture, torch::kInt64) * (shape.height * shape.width))
                            .to(gradient.device())
                            .view({n, 1, 1, 1});
    const Tensor taken = argmax >= 0;
    const Tensor place = (argmax.clamp_min(0) + base).reshape({-1, shape.channels});
    const Tensor value = (gradient * taken).reshape({-1, shape.channels});
    return torch::zeros(
        {shape.pictures * shape.height * shape.width, shape.channels}, gradient.options())
        .scatter_add_(0, place, value)
        .view({shape.pictures, shape.height, shape.width, shape.channels});
}

class RoiMaxPool : public torch::autograd::Function<RoiMaxPool>
{
public:
    static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& features,
        const Tensor& rois, double scale, int64_t bins, bool byKernel)
    {
        const FeatureMapShape shape = shapeOf(features);
        const auto cells = cellsOfAll(rois, scale);
        const Tensor nhwc = features.permute({0, 2, 3, 1}).contiguous();
        const Pooled pooled = byKernel ? poolOnCpu(nhwc, shape, cells, bins, true)
                                       : poolByTensorOperations(nhwc, shape, cells, bins);
        context->saved_data["byKernel"] = byKernel;
        context->save_for_backward({pooled.argmax, rois});
        context->saved_data["scale"] = scale;
        context->saved_data["bins"] = bins;
        context->saved_data["shape"] = features.sizes().vec();
        return pooled.values;
    }

    static torch::autograd::tensor_list backward(
        torch::autograd::AutogradContext* context, torch::autograd::tensor_list gradients)
    {
        const auto saved = context->get_saved_variables();
        const auto sizes = context->saved_data["shape"].toIntVector();
        const FeatureMapShape shape {sizes[0], sizes[2], sizes[3], sizes[1]};
        const auto cells = cellsOfAll(saved[1], context->saved_data["scale"].toDouble());
        const Tensor gradient = gradients[0].contiguous();
        const Tensor nhwc = context->saved_data["byKernel"].toBool()
            ? backwardOnCpu(gradient, saved[0], shape, cells, context->saved_data["bins"].toInt())
            : backwardByTensorOperations(gradient, saved[0], shape, cells);
        return {nhwc.permute({0, 3, 1, 2}), Tensor(), Tensor(), Tensor(), Tensor()};
    }
};

void check(const Tensor& features, const Tensor& rois, int64_t bins)
{
    TORCH_CHECK(features.dim() == 4, "features: expected [N, C, H, W], got ", features.sizes());
    TORCH_CHECK(rois.dim() == 2 && rois.size(1) == 5, "rois: expected [R, 5], got ", rois.sizes());
    TORCH_CHECK(rois.scalar_type() == features.scalar_type(), "rois: expected ",
        features.scalar_type(), " like the features, got ", rois.scalar_type());
    TORCH_CHECK(bins >= 1, "bins: expected at least 1, got ", bins);
    if (rois.size(0) > 0) {
        const auto picture = rois.select(1, 0);
        const double low = picture.min().item<double>(), high = picture.max().item<double>();
        TORCH_CHECK(low >= 0 && high < double(features.size(0)),
            "rois: picture index must be in [0, ", features.size(0) - 1, "], got ", low, " to ",
            high);
    }
}

} // namespace

Tensor roiMaxPool(const Tensor& features, const Tensor& rois, double scale, int64_t bins)
{
    if (!features.is_cpu())
        return roiMaxPoolByTensorOperations(features, rois, scale, bins);
    check(features, rois, bins);
    if (torch::GradMode::is_enabled() && features.requires_grad())
        return RoiMaxPool::apply(features, rois, scale, bins, true);
    const Tensor nhwc = features.detach().permute({0, 2, 3, 1}).contiguous();
    return poolOnCpu(nhwc, shapeOf(features), cellsOfAll(rois, scale), bins, false).values;
}

Tensor roiMaxPoolByTensorOperations(
    const Tensor& features, const Tensor& rois, double scale, int64_t bins)
{
    check(features, rois, bins);
    return RoiMaxPool::apply(features, rois, scale, bins, false);
}

DistinctRois distinctRois(const Tensor& rois, double scale)
{
    std::map<RoiCells, int64_t> seen;
    std::vector<int64_t> representatives, place;
    const auto cells = cellsOfAll(rois, scale);
    for (size_t i = 0; i < cells.size(); ++i) {
        const auto [at, isNew] = seen.try_emplace(cells[i], int64_t(representatives.size()));
        if (isNew)
            representatives.push_back(int64_t(i));
        place.push_back(at->second);
    }
    return {torch::tensor(representatives, torch::kInt64).to(rois.device()),
        torch::tensor(place, torch::kInt64).to(rois.device())};
}

} // namespace hardlens
