#include "core/losses/roi_losses.h"

namespace hardlens {

RoiLosses roiLosses(const torch::Tensor& logits, const torch::Tensor& deltas,
    const torch::Tensor& labels, const torch::Tensor& targets)
{
    const int64_t n = logits.size(0), classes = logits.size(1);
    TORCH_CHECK(deltas.dim() == 2 && deltas.size(0) == n && deltas.size(1) == 4 * classes,
        "deltas: expected [", n, ", ", 4 * classes, "], got ", deltas.sizes());
    TORCH_CHECK(labels.dim() == 1 && labels.size(0) == n, "labels: expected [", n, "], got ",
        labels.sizes());
    TORCH_CHECK(targets.dim() == 2 && targets.size(0) == n && targets.size(1) == 4,
        "targets: expected [", n, ", 4], got ", targets.sizes());
    const torch::Tensor counted = (labels >= 0).to(logits.scalar_type());
    const torch::Tensor foreground = (labels > 0).to(logits.scalar_type());
    const torch::Tensor label = labels.clamp_min(0);
    const torch::Tensor classLoss
        = -torch::log_softmax(logits, 1).gather(1, label.unsqueeze(1)).squeeze(1) * counted;
    const torch::Tensor columns = label.view({n, 1, 1}).expand({n, 1, 4});
    const torch::Tensor own = deltas.view({n, classes, 4}).gather(1, columns).squeeze(1);
    // Background rows have no target; theirs is made equal to the prediction so that no NaN can
    // leak through the mask.
    const torch::Tensor wanted = torch::where((labels > 0).unsqueeze(1), targets, own.detach());
    const torch::Tensor difference = (own - wanted).abs();
    const torch::Tensor smooth
        = torch::where(difference < 1, .5 * difference * difference, difference - .5).sum(1);
    return {classLoss, smooth * foreground};
}

} // namespace hardlens
