#pragma once

#include <torch/types.h>

namespace hardlens {

/// Group normalisation (Wu and He, arXiv:1803.08494, eq. 1–3) followed by ReLU, in one pass each
/// way:
///
///   y = max(0, γ_c (x - μ_g) / √(σ²_g + ε) + β_c)      μ, σ²: over the pixels and channels of
///   picture and group
///
/// x: [N, C, H, W]; groups divides C. scale (γ), shift (β): [C]. Result like x, channels-last.
/// Differentiable once in x, scale and shift. Float on the CPU runs through kernels of our own:
/// LibTorch's backward leaves channels-last and copies the maps back and forth, a quarter of a
/// training step. Everything else runs through LibTorch.
///
/// Sums are made over fixed runs of pixels and then in order, so they do not depend on the number
/// of threads.
torch::Tensor groupNormRelu(const torch::Tensor& x, int64_t groups, const torch::Tensor& scale,
    const torch::Tensor& shift, double epsilon = 1e-5);

} // namespace hardlens
