#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

#include <array>
#include <string>
#include <vector>

namespace hardlens {

/// Channels per stage of a backbone: multiples of 8, in [8, 1024].
using StageWidths = std::array<int64_t, 4>;

/// Throws ConfigError: "net.widths = 9: must be a multiple of 8 in [8, 1024]".
void requireWidths(const StageWidths& widths);

/// The convolutions that detector and embedding network share: four stages of two 3×3 convolutions,
/// each with group normalisation and ReLU, that train from scratch. The first three stages halve
/// the resolution.
class Backbone
{
public:
    /// Map cells per pixel of the input.
    static constexpr double scale = 1.0 / 8;

    /// Registers its parameters in the network that it is part of: "stage1a_weight", … The weights
    /// are not set yet.
    Backbone(torch::nn::Module& network, const StageWidths& widths);

    /// He normal; the normalisation stays at scale 1 and shift 0.
    void initialise(torch::Generator& generator);

    /// pictures: [N, 3, H, W]. Result [N, C, H / 8, W / 8] rounded up, channels-last.
    torch::Tensor features(const torch::Tensor& pictures) const;

    /// The first stages that get no gradient, in [0, 4]: they keep their weights.
    void setFrozenStages(int64_t stages);

private:
    struct Block
    {
        torch::Tensor weight, scale, shift;
        int64_t stride = 1;
    };

    std::vector<Block> m_blocks;
    int64_t m_frozenStages = 0;
};

/// He et al. 2015, fan-in: activations keep their variance through ReLU.
void initialiseHe(torch::Tensor& weight, torch::Generator& generator);

/// The parameters of a network by name, as solvers take them.
std::vector<std::pair<std::string, torch::Tensor>> namedParametersOf(
    const torch::nn::Module& network);

/// One line per parameter: name, count, shape; and all of them together.
std::string describeParameters(const torch::nn::Module& network);

} // namespace hardlens
