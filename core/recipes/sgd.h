#pragma once

#include <torch/types.h>

#include <string>
#include <vector>

namespace hardlens {

/// How a solver treats its parameters. Biases and normalisation parameters are one-dimensional: that is how they are told
/// apart.
struct SgdConfig
{
    double momentum = 0.9;       // in [0, 1)
    double weightDecay = 5e-4;   // >= 0
    double biasRateFactor = 1;   // Caffe's Fast R-CNN uses 2
    bool decayBiases = false;    // the OHEM authors' head does not
};

/// Stochastic gradient descent with momentum in Caffe's form, the rate inside the velocity:
///
///   v ← m v + η (g + λ w)      w ← w - v
///
/// It equals PyTorch's form while η is constant; when η drops, the velocity keeps its old length.
class Sgd
{
public:
    Sgd(std::vector<std::pair<std::string, torch::Tensor>> parameters, const SgdConfig& config);

    /// Name of the first parameter whose gradient holds a value that is not finite; empty: all are finite.
    std::string firstNonFiniteGradient() const;
    /// Parameters without a gradient stay as they are.
    void step(double rate);
    void zeroGradients();
    /// By parameter, of those that have moved; the solver's own tensors.
    std::vector<std::pair<std::string, torch::Tensor>> velocities() const;
    /// Copies them, each into its parameter's; parameters that are not named stand still. Throws std::invalid_argument for an
    /// unknown name or another shape.
    void setVelocities(const std::vector<std::pair<std::string, torch::Tensor>>& velocities);

    /// Every gradient times the factor.
    void scaleGradients(double factor);

private:
    struct Slot
    {
        std::string name;
        torch::Tensor parameter;
        torch::Tensor velocity; // made at the first step
    };

    std::vector<Slot> m_slots;
    SgdConfig m_config;
};

} // namespace hardlens
