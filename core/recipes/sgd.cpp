#include "core/recipes/sgd.h"

#include "core/basics/error.h"
#include "core/recipes/sgd_kernel.h"

#include <ATen/Parallel.h>
#include <ATen/ops/aminmax.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace hardlens {

using torch::Tensor;

Sgd::Sgd(std::vector<std::pair<std::string, Tensor>> parameters, const SgdConfig& config)
    : m_config(config)
{
    for (auto& [name, parameter] : parameters)
        m_slots.push_back({name, parameter, {}});
}

std::string Sgd::firstNonFiniteGradient() const
{
    for (const Slot& slot : m_slots) {
        const Tensor& gradient = slot.parameter.grad();
        if (!gradient.defined() || gradient.numel() == 0)
            continue;
        // Minimum and maximum carry NaN on, and take no memory of the gradient's size.
        const auto [least, most] = at::aminmax(gradient);
        if (!std::isfinite(least.item<double>()) || !std::isfinite(most.item<double>()))
            return slot.name;
    }
    return {};
}

void Sgd::step(double rate)
{
    const torch::NoGradGuard noGrad;
    for (Slot& slot : m_slots) {
        Tensor parameter = slot.parameter;
        Tensor gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        if (!slot.velocity.defined())
            slot.velocity = torch::zeros_like(parameter);
        const bool isBias = parameter.dim() == 1;
        const double decay = isBias && !m_config.decayBiases ? 0 : m_config.weightDecay;
        const double ownRate = rate * (isBias ? m_config.biasRateFactor : 1);
        // Channels-last weights and gradients lie in memory in the same order, which is all that a pass over values needs.
        const bool plain = parameter.is_cpu() && parameter.scalar_type() == torch::kFloat
            && parameter.is_non_overlapping_and_dense()
            && parameter.strides() == gradient.strides()
            && parameter.strides() == slot.velocity.strides();
        if (plain) {
            float* w = parameter.data_ptr<float>();
            float* v = slot.velocity.data_ptr<float>();
            const float* g = gradient.data_ptr<float>();
            at::parallel_for(0, parameter.numel(), 1 << 15, [&](int64_t begin, int64_t end) {
                sgdStep(w + begin, v + begin, g + begin, end - begin, float(ownRate),
                    float(m_config.momentum), float(decay));
            });
        } else {
            slot.velocity.mul_(m_config.momentum).add_(gradient + decay * parameter, ownRate);
            parameter.sub_(slot.velocity);
        }
    }
}

void Sgd::zeroGradients()
{
    for (Slot& slot : m_slots)
        slot.parameter.mutable_grad() = Tensor();
}

std::vector<std::pair<std::string, Tensor>> Sgd::velocities() const
{
    std::vector<std::pair<std::string, Tensor>> all;
    for (const Slot& slot : m_slots)
        if (slot.velocity.defined())
            all.emplace_back(slot.name, slot.velocity);
    return all;
}

void Sgd::setVelocities(const std::vector<std::pair<std::string, Tensor>>& velocities)
{
    const torch::NoGradGuard noGrad;
    for (Slot& slot : m_slots)
        slot.velocity = Tensor();
    for (const auto& [name, velocity] : velocities) {
        const auto slot = std::ranges::find(m_slots, name, &Slot::name);
        if (slot == m_slots.end())
            throw std::invalid_argument(concat("velocity of ", name, ": there is no such parameter"));
        if (velocity.sizes() != slot->parameter.sizes())
            throw std::invalid_argument(
                concat("velocity of ", name, ": ", velocity.sizes(), ": must be ", slot->parameter.sizes()));
        slot->velocity = torch::zeros_like(slot->parameter);
        slot->velocity.copy_(velocity);
    }
}

void Sgd::scaleGradients(double factor)
{
    const torch::NoGradGuard noGrad;
    for (Slot& slot : m_slots)
        if (slot.parameter.grad().defined())
            slot.parameter.mutable_grad().mul_(factor);
}

} // namespace hardlens
