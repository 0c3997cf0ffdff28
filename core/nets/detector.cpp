#include "core/nets/detector.h"

#include "core/basics/error.h"
#include "core/nets/roi_max_pool.h"

namespace hardlens {

namespace {

using torch::Tensor;

constexpr int64_t readOnlyRois = 512; // RoIs per piece: 512 × 49 × 128 floats are 12 MiB

Tensor dropped(const Tensor& x, double probability, const DropoutGenerator& generator)
{
    if (!generator || probability <= 0)
        return x;
    // The generator lives on the CPU: the same masks on every device.
    const Tensor mask
        = torch::empty(x.sizes(), x.options().device(torch::kCPU).requires_grad(false))
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
    requireWidths(widths);
    require(headWidth >= 16 && headWidth <= 8192, "headWidth", headWidth, "in [16, 8192]");
    require(poolBins >= 1 && poolBins <= 14, "poolBins", poolBins, "in [1, 14]");
    require(dropout >= 0 && dropout <= .9, "dropout", dropout, "in [0, 0.9]");
}

Detector::Detector(const DetectorConfig& config, uint64_t seed)
    : m_config(config)
    , m_backbone(*this, config.widths)
{
    config.validate();
    const int64_t in = config.widths.back();
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
    m_backbone.initialise(generator);
    initialiseHe(m_fc6Weight, generator);
    initialiseHe(m_fc7Weight, generator);
    m_classWeight.normal_(0, 0.01, generator);
    m_boxWeight.normal_(0, 0.001, generator);
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
    const DistinctRois distinct = distinctOnly ? distinctRois(rois, featureScale) : DistinctRois {};
    const Tensor unique = distinctOnly ? rois.index_select(0, distinct.representatives) : rois;
    std::vector<Tensor> logits, deltas;
    for (const Tensor& piece : unique.split(readOnlyRois)) {
        const HeadOutput output = head(features, piece, dropout);
        logits.push_back(output.logits);
        deltas.push_back(output.deltas);
    }
    HeadOutput all {torch::cat(logits), torch::cat(deltas)};
    if (distinctOnly)
        all = {
            all.logits.index_select(0, distinct.place), all.deltas.index_select(0, distinct.place)};
    return all;
}

} // namespace hardlens
