#pragma once

#include "core/nets/backbone.h"

namespace hardlens {

/// The network of the embedding bench: the backbone, its map averaged over a grid of cells, one
/// linear layer, unit length.
struct EmbeddingNetConfig
{
    StageWidths widths {16, 32, 64, 64};
    int64_t dimension = 64; // n of the embedding, in [2, 4096]
    int64_t grid = 4;       // cells a side, in [1, 14]; 1: where something is does not matter

    void validate() const;
};

struct EmbeddingOutput
{
    torch::Tensor raw {};  // [N, n] before normalisation
    torch::Tensor unit {}; // [N, n] of length 1; zeros stay zeros
};

class EmbeddingNet : public torch::nn::Module
{
public:
    /// Convolutions and the linear layer: He normal; its bias 0.
    EmbeddingNet(const EmbeddingNetConfig& config, uint64_t seed);

    const EmbeddingNetConfig& config() const { return m_config; }

    /// pictures: [N, 3, H, W], (value - 120) / 60.
    EmbeddingOutput embed(const torch::Tensor& pictures) const;

    void setFrozenStages(int64_t stages) { m_backbone.setFrozenStages(stages); }
    std::string describe() const { return describeParameters(*this); }

private:
    EmbeddingNetConfig m_config;
    Backbone m_backbone;
    torch::Tensor m_weight, m_bias;
};

} // namespace hardlens
