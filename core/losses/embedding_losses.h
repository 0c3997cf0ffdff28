#pragma once

#include "core/sampling/draws.h"
#include "core/sampling/embedding_loss.h"

#include <torch/types.h>

#include <span>

namespace hardlens {

/// What a batch of embeddings costs.
struct EmbeddingLossValue
{
    torch::Tensor total {}; // scalar, differentiable; 0 where nothing is active
    /// Of each draw, positive and negative term together; of each positive pair (row-major) for
    /// LiftedStructure, of each class with two members for NPair. Without gradients, on the CPU.
    std::vector<float> terms {};
    int64_t activePositives
        = 0; // terms above 0 that pull a positive; of triplets: the active triplets
    int64_t activeNegatives = 0; // the same for negatives
    double meanPositiveDistance
        = 0; // over the draws (usesDraws) or all positive pairs; NaN: there are none
    double meanNegativeDistance = 0;
};

/// D = √(Σ(Δ)² + 1e-8), as mxnet's example has it: of equal embeddings, too, the gradient is
/// finite. embeddings: [n, D]; first, second: int64 [T]; result: [T].
torch::Tensor pairDistances(
    const torch::Tensor& embeddings, const torch::Tensor& first, const torch::Tensor& second);

/// The margin loss's β: what there is of it and whose it is.
struct Betas
{
    torch::Tensor values {};         // [1], [classes] or [samples], by scope; may require gradients
    std::vector<int64_t> ofBatch {}; // place in `values` of each embedding of the batch
};

/// embeddings: [n, D], unit length; raw: the same before normalisation, read by NPair alone;
/// labels: one per embedding; draws: not read where !usesDraws(config.kind); betas: read by Margin
/// alone. Throws c10::Error where shapes do not fit.
EmbeddingLossValue embeddingLoss(const EmbeddingLossConfig& config, const torch::Tensor& embeddings,
    const torch::Tensor& raw, std::span<const int64_t> labels, std::span<const Draw> draws,
    const Betas& betas);

} // namespace hardlens
