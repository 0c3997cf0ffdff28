#pragma once

#include <torch/types.h>

namespace hardlens {

/// Losses of single RoIs, before any mean. Girshick, Fast R-CNN, arXiv:1504.08083, §2.3.
struct RoiLosses
{
    torch::Tensor classLoss {}; // [R], nats: -ln softmax(logits)[label]
    torch::Tensor
        boxLoss {}; // [R], Σ over four coordinates of smooth L1; 0 for background and ignored RoIs
};

/// logits: [R, K + 1]; deltas: [R, 4 (K + 1)], normalised; labels: int64 [R], 0 background, -1
/// ignored (both losses are 0); targets: [R, 4], normalised deltas to the matched ground truth,
/// read for foreground only.
///
///   smoothL1(x) = x² / 2 where |x| < 1, |x| - 1/2 elsewhere
RoiLosses roiLosses(const torch::Tensor& logits, const torch::Tensor& deltas,
    const torch::Tensor& labels, const torch::Tensor& targets);

} // namespace hardlens
