#include "core/nets/detector.h"

#include "core/basics/error.h"
#include "core/nets/group_norm_relu.h"
#include "core/nets/roi_max_pool.h"

#include <cmath>
#include <iomanip>

namespace hardlens {

namespace {

using torch::Tensor;

constexpr int64_t groups = 8;
constexpr int blocksPerStage = 2;
constexpr int64_t readOnlyRois = 512; // RoIs per piece: 512 × 49 × 128 floats are 12 MiB

Tensor dropped(const Tensor& x, double probability, const DropoutGenerator& generator)
{
    if (!generator || probability <= 0)
        return x;
    // The generator lives on the CPU: the same masks on every device.
    const Tensor mask = torch::empty(x.sizes(), x.options().device(torch::kCPU).requires_grad(false))
                            .bernoulli_(1 - probability, *generator);
    return x * mask.div_(1 - probability).to(x.device());
}

} // namespace

void DetectorConfig::validate() const
{
    const auto require = [](bool ok, const char* field, auto value, const char* rule) {
        if (!ok)
            throw ConfigError(concat("net.", field, " = ", value, ": must be ", rule));
    };
    require(classes >= 1 && classes <= 10000, "classes", classes, "in [1, 10000]");
    for (const int64_t w : widths)
        require(w >= 8 && w <= 1024 && w % groups == 0, "widths", w, "a multiple of 8 in [8, 1024]");
    require(headWidth >= 16 && headWidth <= 8192, "headWidth", headWidth, "in [16, 8192]");
    require(poolBins >= 1 && poolBins <= 14, "poolBins", poolBins, "in [1, 14]");
    require(dropout >= 0 && dropout <= .9, "dropout", dropout, "in [0, 0.9]");
}

Detector::Detector(const DetectorConfig& config, uint64_t seed)
    : m_config(config)
{
    config.validate();
    int64_t in = 3;
    for (size_t stage = 0; stage < config.widths.size(); ++stage) {
        const int64_t out = config.widths[stage];
        for (int half = 0; half < blocksPerStage; ++half) {
            const std::string name = concat("stage", stage + 1, half ? "b" : "a");
            ConvolutionBlock block;
            block.stride = stage < 3 && half == 0 ? 2 : 1;
            block.weight = register_parameter(name + "_weight",
                torch::empty({out, in, 3, 3}).contiguous(torch::MemoryFormat::ChannelsLast));
            block.scale = register_parameter(name + "_norm_scale", torch::ones({out}));
            block.shift = register_parameter(name + "_norm_shift", torch::zeros({out}));
            m_blocks.push_back(block);
            in = out;
        }
    }
    const int64_t pooled = in * config.poolBins * config.poolBins, width = config.headWidth;
    m_fc6Weight = register_parameter("fc6_weight", torch::empty({width, pooled}));
    m_fc6Bias = register_parameter("fc6_bias", torch::zeros({width}));
    m_fc7Weight = register_parameter("fc7_weight", torch::empty({width, width}));
    m_fc7Bias = register_parameter("fc7_bias", torch::zeros({width}));
    m_classWeight = register_parameter("class_weight", torch::empty({config.classes + 1, width}));
    m_classBias = register_parameter("class_bias", torch::zeros({config.classes + 1}));
    m_boxWeight = register_parameter("box_weight", torch::empty({4 * (config.classes + 1), width}));
    m_boxBias = register_parameter("box_bias", torch::zeros({4 * (config.classes + 1)}));
    initialise(seed);
}

void Detector::initialise(uint64_t seed)
{
    const torch::NoGradGuard noGrad;
    torch::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    // Fan-in He: the activations keep their variance through ReLU.
    const auto he = [&](Tensor& weight) {
        const double fanIn = double(weight.numel()) / double(weight.size(0));
        weight.normal_(0, std::sqrt(2 / fanIn), generator);
    };
    for (ConvolutionBlock& block : m_blocks)
        he(block.weight);
    he(m_fc6Weight);
    he(m_fc7Weight);
    m_classWeight.normal_(0, 0.01, generator);
    m_boxWeight.normal_(0, 0.001, generator);
}

Tensor Detector::features(const Tensor& pictures)
{
    TORCH_CHECK(pictures.dim() == 4 && pictures.size(1) == 3, "pictures: expected [N, 3, H, W], got ",
        pictures.sizes());
    Tensor x = pictures.contiguous(torch::MemoryFormat::ChannelsLast);
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        const ConvolutionBlock& block = m_blocks[i];
        const bool learns = torch::GradMode::is_enabled() && i >= size_t(blocksPerStage * m_frozenStages);
        const torch::AutoGradMode gradients(learns);
        x = torch::conv2d(x, block.weight, {}, block.stride, 1);
        x = groupNormRelu(x, groups, block.scale, block.shift);
    }
    return x;
}

void Detector::setFrozenStages(int64_t stages)
{
    TORCH_CHECK(stages >= 0 && stages <= int64_t(m_config.widths.size()), "frozen stages: expected 0 to ",
        m_config.widths.size(), ", got ", stages);
    m_frozenStages = stages;
}

HeadOutput Detector::headOfPooled(const Tensor& pooled, const DropoutGenerator& dropout)
{
    Tensor x = torch::linear(pooled.flatten(1), m_fc6Weight, m_fc6Bias).relu_();
    x = dropped(x, m_config.dropout, dropout);
    x = torch::linear(x, m_fc7Weight, m_fc7Bias).relu_();
    x = dropped(x, m_config.dropout, dropout);
    return {torch::linear(x, m_classWeight, m_classBias), torch::linear(x, m_boxWeight, m_boxBias)};
}

HeadOutput Detector::head(
    const Tensor& features, const Tensor& rois, const DropoutGenerator& dropout)
{
    return headOfPooled(roiMaxPool(features, rois, featureScale, m_config.poolBins), dropout);
}

HeadOutput Detector::readOnlyHead(
    const Tensor& features, const Tensor& rois, const DropoutGenerator& dropout)
{
    const torch::NoGradGuard noGrad;
    if (rois.size(0) == 0)
        return head(features, rois);
    // With dropout each RoI draws its own mask, so equal cells do not give equal results.
    const bool distinctOnly = !dropout || m_config.dropout <= 0;
    const DistinctRois distinct
        = distinctOnly ? distinctRois(rois, featureScale) : DistinctRois {};
    const Tensor unique = distinctOnly ? rois.index_select(0, distinct.representatives) : rois;
    std::vector<Tensor> logits, deltas;
    for (const Tensor& piece : unique.split(readOnlyRois)) {
        const HeadOutput output = head(features, piece, dropout);
        logits.push_back(output.logits);
        deltas.push_back(output.deltas);
    }
    HeadOutput all {torch::cat(logits), torch::cat(deltas)};
    if (distinctOnly)
        all = {all.logits.index_select(0, distinct.place), all.deltas.index_select(0, distinct.place)};
    return all;
}

std::string Detector::describe() const
{
    std::ostringstream text;
    int64_t total = 0;
    for (const auto& item : named_parameters()) {
        std::string shape;
        for (const int64_t size : item.value().sizes())
            shape += (shape.empty() ? "" : " × ") + std::to_string(size);
        text << std::left << std::setw(22) << item.key() << std::right << std::setw(10)
             << item.value().numel() << "  " << shape << '\n';
        total += item.value().numel();
    }
    text << std::left << std::setw(22) << "all" << std::right << std::setw(10) << total << "  "
         << std::fixed << std::setprecision(1) << double(total) * 4 / 1e6 << " MB in float32\n";
    return std::move(text).str();
}

} // namespace hardlens
