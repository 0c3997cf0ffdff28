#pragma once

#include "core/nets/backbone.h"

#include <optional>

namespace hardlens {

/// The network of a Fast R-CNN detector that trains from scratch: the backbone, RoI max pooling,
/// two fully connected layers, class scores and class-specific box deltas.
struct DetectorConfig
{
    int64_t classes = 1; // object classes K; scores are K + 1, 0 is background
    StageWidths widths {16, 32, 64, 64};
    int64_t headWidth = 128; // of both fully connected layers, in [16, 8192]
    int64_t poolBins = 7;    // in [1, 14]
    double dropout = 0;      // after both, in [0, 0.9]

    void validate() const;
};

/// Scores and deltas of RoIs.
struct HeadOutput
{
    torch::Tensor logits {}; // [R, K + 1]
    torch::Tensor deltas {}; // [R, 4 (K + 1)], normalised; columns 4k … 4k + 3 belong to class k
};

/// Keep-masks of the two dropout layers are drawn from this generator; nullopt: no dropout.
using DropoutGenerator = std::optional<torch::Generator>;

class Detector : public torch::nn::Module
{
public:
    /// Convolutions and fully connected layers: He normal; class scores N(0, 0.01), deltas N(0,
    /// 0.001), biases 0.
    Detector(const DetectorConfig& config, uint64_t seed);

    const DetectorConfig& config() const { return m_config; }

    /// pictures: [N, 3, H, W], (value - 120) / 60, zeros where padded. Result [N, C, H / 8, W / 8],
    /// channels-last.
    torch::Tensor features(const torch::Tensor& pictures) const
    {
        return m_backbone.features(pictures);
    }

    /// rois: [R, 5], pixels of the network's input.
    HeadOutput head(const torch::Tensor& features, const torch::Tensor& rois,
        const DropoutGenerator& dropout = {});

    /// The same without gradients, in pieces of a few hundred RoIs, RoIs on the same map cells
    /// once.
    HeadOutput readOnlyHead(const torch::Tensor& features, const torch::Tensor& rois,
        const DropoutGenerator& dropout = {});

    /// The first stages of the backbone that get no gradient, in [0, 4]: they keep their weights.
    void setFrozenStages(int64_t stages) { m_backbone.setFrozenStages(stages); }

    /// Map cells per pixel of the input.
    static constexpr double featureScale = Backbone::scale;

    /// See describeParameters.
    std::string describe() const { return describeParameters(*this); }

private:
    HeadOutput headOfPooled(const torch::Tensor& pooled, const DropoutGenerator& dropout);
    void initialise(uint64_t seed);

    DetectorConfig m_config;
    Backbone m_backbone;
    torch::Tensor m_fc6Weight, m_fc6Bias, m_fc7Weight, m_fc7Bias;
    torch::Tensor m_classWeight, m_classBias, m_boxWeight, m_boxBias;
};

} // namespace hardlens
