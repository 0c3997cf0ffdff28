#pragma once

#include <torch/types.h>

namespace hardlens {

/// RoI max pooling (Girshick, Fast R-CNN, arXiv:1504.08083, §2.1), Caffe's rounding; equal to
/// torchvision's roi_pool.
///
/// features: float or double [N, C, H, W], channels-last in memory where possible (else it is
/// copied so). rois: same type [R, 5]: picture index, x1, y1, x2, y2 in pixels of the network's
/// input; no gradient. scale: map cells per pixel. bins: P >= 1. Result: [R, P, P, C], contiguous:
/// channels last, so that a flattened row is (bin y, bin x, channel). Differentiable with respect
/// to features. On CUDA it is made of tensor operations, whose backward sums in changing order.
torch::Tensor roiMaxPool(
    const torch::Tensor& features, const torch::Tensor& rois, double scale, int64_t bins);

/// The same by tensor operations on any device: what roiMaxPool does where the features are not on
/// the CPU.
torch::Tensor roiMaxPoolByTensorOperations(
    const torch::Tensor& features, const torch::Tensor& rois, double scale, int64_t bins);

/// For each RoI the place of the first one that covers the same map cells, and the places of those
/// first ones: RoIs that fall on the same cells pool to the same vector, so a pass without
/// gradients needs only one of them.
struct DistinctRois
{
    torch::Tensor representatives {}; // int64 [U], rising
    torch::Tensor place {};           // int64 [R], into representatives
};
DistinctRois distinctRois(const torch::Tensor& rois, double scale);

} // namespace hardlens
