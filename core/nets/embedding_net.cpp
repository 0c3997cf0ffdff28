#include "core/nets/embedding_net.h"

#include "core/basics/error.h"

namespace hardlens {

namespace {

/// Lengths below it count as this long: a row of zeros stays one, and nothing is divided by 0.
constexpr double leastLength = 1e-12;

} // namespace

void EmbeddingNetConfig::validate() const
{
    requireWidths(widths);
    if (dimension < 2 || dimension > 4096)
        throw ConfigError(concat("net.dimension = ", dimension, ": must be in [2, 4096]"));
    if (grid < 1 || grid > 14)
        throw ConfigError(concat("net.grid = ", grid, ": must be in [1, 14]"));
}

EmbeddingNet::EmbeddingNet(const EmbeddingNetConfig& config, uint64_t seed)
    : m_config(config)
    , m_backbone(*this, config.widths)
{
    config.validate();
    const int64_t inputs = config.widths.back() * config.grid * config.grid;
    m_weight = register_parameter("embedding_weight", torch::empty({config.dimension, inputs}));
    m_bias = register_parameter("embedding_bias", torch::zeros({config.dimension}));
    const torch::NoGradGuard noGrad;
    torch::Generator generator = at::make_generator<at::CPUGeneratorImpl>(seed);
    m_backbone.initialise(generator);
    initialiseHe(m_weight, generator);
}

EmbeddingOutput EmbeddingNet::embed(const torch::Tensor& pictures) const
{
    const torch::Tensor map = m_backbone.features(pictures);
    const torch::Tensor cells = torch::adaptive_avg_pool2d(map, {m_config.grid, m_config.grid});
    EmbeddingOutput output {.raw = torch::linear(cells.flatten(1), m_weight, m_bias)};
    output.unit = output.raw / output.raw.norm(2, 1, true).clamp_min(leastLength);
    return output;
}

} // namespace hardlens
