#pragma once

#include "core/recipes/solver.h"

namespace hardlens {

struct AdamConfig
{
    double beta1 = 0.9;     // in [0, 1)
    double beta2 = 0.999;   // in [0, 1)
    double epsilon = 1e-8;  // > 0
    double weightDecay = 0; // >= 0, added to the gradient; not of one-dimensional parameters
};

/// Kingma & Ba, arXiv:1412.6980, Algorithm 1, t counted by parameter:
///
///   m ← β₁ m + (1 - β₁) g      v ← β₂ v + (1 - β₂) g²      w ← w - η (m / (1 - β₁ᵗ)) / (√(v / (1 -
///   β₂ᵗ)) + ε)
///
/// Its state are m, v and t of each parameter, named "NAME.mean", "NAME.square" and "NAME.steps".
class Adam : public Solver
{
public:
    Adam(NamedTensors parameters, const AdamConfig& config);

    void step(double rate) override;
    NamedTensors state() const override;
    void setState(const NamedTensors& state) override;

private:
    struct Moments
    {
        torch::Tensor mean {}, square {}; // made at a parameter's first step
        int64_t steps = 0;
    };

    AdamConfig m_config;
    std::vector<Moments> m_moments;
};

} // namespace hardlens
