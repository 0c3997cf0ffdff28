#pragma once

#include "core/recipes/solver.h"

namespace hardlens {

/// How the solver treats its parameters. Biases and normalisation parameters are one-dimensional:
/// that is how they are told apart.
struct SgdConfig
{
    double momentum = 0.9;     // in [0, 1)
    double weightDecay = 5e-4; // >= 0
    double biasRateFactor = 1; // Caffe's Fast R-CNN uses 2
    bool decayBiases = false;  // the OHEM authors' head does not
};

/// Stochastic gradient descent with momentum in Caffe's form, the rate inside the velocity:
///
///   v ← m v + η (g + λ w)      w ← w - v
///
/// It equals PyTorch's form while η is constant; when η drops, the velocity keeps its old length.
/// Its state are the velocities.
class Sgd : public Solver
{
public:
    Sgd(NamedTensors parameters, const SgdConfig& config);

    void step(double rate) override;
    NamedTensors state() const override;
    void setState(const NamedTensors& velocities) override;

private:
    SgdConfig m_config;
    std::vector<torch::Tensor> m_velocities; // made at a parameter's first step
};

} // namespace hardlens
