#include "core/nets/backbone.h"

#include "core/basics/error.h"
#include "core/nets/group_norm_relu.h"

#include <cmath>
#include <iomanip>
#include <sstream>

namespace hardlens {

using torch::Tensor;

namespace {

constexpr int64_t groups = 8;
constexpr int blocksPerStage = 2;

} // namespace

void requireWidths(const StageWidths& widths)
{
    for (const int64_t w : widths)
        if (w < 8 || w > 1024 || w % groups != 0)
            throw ConfigError(concat("net.widths = ", w, ": must be a multiple of 8 in [8, 1024]"));
}

Backbone::Backbone(torch::nn::Module& network, const StageWidths& widths)
{
    requireWidths(widths);
    int64_t in = 3;
    for (size_t stage = 0; stage < widths.size(); ++stage) {
        const int64_t out = widths[stage];
        for (int half = 0; half < blocksPerStage; ++half) {
            const std::string name = concat("stage", stage + 1, half ? "b" : "a");
            Block block;
            block.stride = stage < 3 && half == 0 ? 2 : 1;
            block.weight = network.register_parameter(name + "_weight",
                torch::empty({out, in, 3, 3}).contiguous(torch::MemoryFormat::ChannelsLast));
            block.scale = network.register_parameter(name + "_norm_scale", torch::ones({out}));
            block.shift = network.register_parameter(name + "_norm_shift", torch::zeros({out}));
            m_blocks.push_back(block);
            in = out;
        }
    }
}

void Backbone::initialise(torch::Generator& generator)
{
    for (Block& block : m_blocks)
        initialiseHe(block.weight, generator);
}

Tensor Backbone::features(const Tensor& pictures) const
{
    TORCH_CHECK(pictures.dim() == 4 && pictures.size(1) == 3,
        "pictures: expected [N, 3, H, W], got ", pictures.sizes());
    Tensor x = pictures.contiguous(torch::MemoryFormat::ChannelsLast);
    for (size_t i = 0; i < m_blocks.size(); ++i) {
        const Block& block = m_blocks[i];
        const bool learns
            = torch::GradMode::is_enabled() && i >= size_t(blocksPerStage * m_frozenStages);
        const torch::AutoGradMode gradients(learns);
        x = torch::conv2d(x, block.weight, {}, block.stride, 1);
        x = groupNormRelu(x, groups, block.scale, block.shift);
    }
    return x;
}

void Backbone::setFrozenStages(int64_t stages)
{
    const int64_t all = int64_t(m_blocks.size()) / blocksPerStage;
    TORCH_CHECK(
        stages >= 0 && stages <= all, "frozen stages: expected 0 to ", all, ", got ", stages);
    m_frozenStages = stages;
}

void initialiseHe(Tensor& weight, torch::Generator& generator)
{
    const torch::NoGradGuard noGrad;
    const double fanIn = double(weight.numel()) / double(weight.size(0));
    weight.normal_(0, std::sqrt(2 / fanIn), generator);
}

std::vector<std::pair<std::string, Tensor>> namedParametersOf(const torch::nn::Module& network)
{
    std::vector<std::pair<std::string, Tensor>> parameters;
    for (const auto& item : network.named_parameters())
        parameters.emplace_back(item.key(), item.value());
    return parameters;
}

std::string describeParameters(const torch::nn::Module& network)
{
    std::ostringstream text;
    int64_t total = 0;
    for (const auto& item : network.named_parameters()) {
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
