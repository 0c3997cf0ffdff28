#include "core/recipes/sgd.h"

#include "core/recipes/sgd_kernel.h"

#include <ATen/Parallel.h>

namespace hardlens {

using torch::Tensor;

Sgd::Sgd(NamedTensors parameters, const SgdConfig& config)
    : Solver(std::move(parameters))
    , m_config(config)
    , m_velocities(this->parameters().size())
{
}

void Sgd::step(double rate)
{
    const torch::NoGradGuard noGrad;
    for (size_t i = 0; i < m_velocities.size(); ++i) {
        Tensor parameter = parameters()[i].second;
        const Tensor gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        Tensor& velocity = m_velocities[i];
        if (!velocity.defined())
            velocity = torch::zeros_like(parameter);
        const bool isBias = parameter.dim() == 1;
        const double decay = isBias && !m_config.decayBiases ? 0 : m_config.weightDecay;
        const double ownRate = rate * rateFactor(i) * (isBias ? m_config.biasRateFactor : 1);
        // Channels-last weights and gradients lie in memory in the same order, which is all that a
        // pass over values needs.
        if (sameOrder(parameter, gradient) && sameOrder(parameter, velocity)) {
            float* w = parameter.data_ptr<float>();
            float* v = velocity.data_ptr<float>();
            const float* g = gradient.data_ptr<float>();
            at::parallel_for(0, parameter.numel(), 1 << 15, [&](int64_t begin, int64_t end) {
                sgdStep(w + begin, v + begin, g + begin, end - begin, float(ownRate),
                    float(m_config.momentum), float(decay));
            });
        } else {
            velocity.mul_(m_config.momentum).add_(gradient + decay * parameter, ownRate);
            parameter.sub_(velocity);
        }
    }
}

NamedTensors Sgd::state() const
{
    NamedTensors all;
    for (size_t i = 0; i < m_velocities.size(); ++i)
        if (m_velocities[i].defined())
            all.emplace_back(parameters()[i].first, m_velocities[i]);
    return all;
}

void Sgd::setState(const NamedTensors& velocities)
{
    const torch::NoGradGuard noGrad;
    m_velocities.assign(m_velocities.size(), Tensor());
    for (const auto& [name, velocity] : velocities) {
        const size_t at = placeOf(name, velocity);
        m_velocities[at] = torch::zeros_like(parameters()[at].second);
        m_velocities[at].copy_(velocity);
    }
}

} // namespace hardlens
