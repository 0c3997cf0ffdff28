#include "core/recipes/adam.h"

#include "core/basics/error.h"
#include "core/recipes/adam_kernel.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string_view>

namespace hardlens {

using torch::Tensor;

namespace {

constexpr std::array<std::string_view, 3> parts {".mean", ".square", ".steps"};

} // namespace

Adam::Adam(NamedTensors parameters, const AdamConfig& config)
    : Solver(std::move(parameters))
    , m_config(config)
    , m_moments(this->parameters().size())
{
}

void Adam::step(double rate)
{
    const torch::NoGradGuard noGrad;
    for (size_t i = 0; i < m_moments.size(); ++i) {
        Tensor parameter = parameters()[i].second;
        const Tensor gradient = parameter.grad();
        if (!gradient.defined())
            continue;
        auto& [mean, square, steps] = m_moments[i];
        if (!mean.defined()) {
            mean = torch::zeros_like(parameter);
            square = torch::zeros_like(parameter);
        }
        ++steps;
        const double decay = parameter.dim() == 1 ? 0 : m_config.weightDecay;
        const double ownRate = rate * rateFactor(i) / (1 - std::pow(m_config.beta1, double(steps)));
        const double squareScale = 1 / (1 - std::pow(m_config.beta2, double(steps)));
        if (sameOrder(parameter, gradient) && sameOrder(parameter, mean)
            && sameOrder(parameter, square)) {
            float* w = parameter.data_ptr<float>();
            float* m = mean.data_ptr<float>();
            float* v = square.data_ptr<float>();
            const float* g = gradient.data_ptr<float>();
            const AdamPass pass {float(m_config.beta1), float(m_config.beta2),
                float(1 - m_config.beta1), float(1 - m_config.beta2), float(decay), float(ownRate),
                float(squareScale), float(m_config.epsilon)};
            at::parallel_for(0, parameter.numel(), 1 << 15, [&](int64_t begin, int64_t end) {
                adamStep(w + begin, m + begin, v + begin, g + begin, end - begin, pass);
            });
        } else {
            const Tensor g = gradient + decay * parameter;
            mean.mul_(m_config.beta1).add_(g, 1 - m_config.beta1);
            square.mul_(m_config.beta2).add_(g * g, 1 - m_config.beta2);
            parameter.sub_(ownRate * mean / ((square * squareScale).sqrt() + m_config.epsilon));
        }
    }
}

NamedTensors Adam::state() const
{
    NamedTensors all;
    for (size_t i = 0; i < m_moments.size(); ++i) {
        const auto& [mean, square, steps] = m_moments[i];
        if (!mean.defined())
            continue;
        const std::string& name = parameters()[i].first;
        all.emplace_back(concat(name, parts[0]), mean);
        all.emplace_back(concat(name, parts[1]), square);
        all.emplace_back(concat(name, parts[2]), torch::full({1}, double(steps), torch::kFloat));
    }
    return all;
}

void Adam::setState(const NamedTensors& state)
{
    const torch::NoGradGuard noGrad;
    m_moments.assign(m_moments.size(), Moments {});
    for (const auto& [name, tensor] : state) {
        const size_t dot = std::min(name.rfind('.'), name.size());
        const auto part = std::ranges::find(parts, std::string_view(name).substr(dot));
        if (part == parts.end())
            throw std::invalid_argument(
                concat("state of ", name, ": is no ", parts[0], ", ", parts[1], " or ", parts[2]));
        const bool isSteps = part == parts.end() - 1;
        const std::string parameter = name.substr(0, dot);
        Moments& moments = m_moments[isSteps ? placeOf(parameter) : placeOf(parameter, tensor)];
        if (isSteps) {
            moments.steps = tensor.item<int64_t>();
            continue;
        }
        Tensor& own = part == parts.begin() ? moments.mean : moments.square;
        own = torch::zeros_like(parameters()[placeOf(parameter)].second);
        own.copy_(tensor);
    }
}

} // namespace hardlens
