#include "core/recipes/solver.h"

#include "core/basics/error.h"

#include <ATen/ops/aminmax.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace hardlens {

using torch::Tensor;

std::string Solver::firstNonFiniteGradient() const
{
    for (const auto& [name, parameter] : m_parameters) {
        const Tensor& gradient = parameter.grad();
        if (!gradient.defined() || gradient.numel() == 0)
            continue;
        // Minimum and maximum carry NaN on, and take no memory of the gradient's size.
        const auto [least, most] = at::aminmax(gradient);
        if (!std::isfinite(least.item<double>()) || !std::isfinite(most.item<double>()))
            return name;
    }
    return {};
}

void Solver::zeroGradients()
{
    for (auto& [name, parameter] : m_parameters)
        parameter.mutable_grad() = Tensor();
}

void Solver::scaleGradients(double factor)
{
    const torch::NoGradGuard noGrad;
    for (auto& [name, parameter] : m_parameters)
        if (parameter.grad().defined())
            parameter.mutable_grad().mul_(factor);
}

size_t Solver::placeOf(const std::string& name) const
{
    const auto at = std::ranges::find(m_parameters, name, &NamedTensors::value_type::first);
    if (at == m_parameters.end())
        throw std::invalid_argument(concat("state of ", name, ": there is no such parameter"));
    return size_t(at - m_parameters.begin());
}

size_t Solver::placeOf(const std::string& name, const Tensor& of) const
{
    const size_t at = placeOf(name);
    if (const Tensor& own = m_parameters[at].second; of.sizes() != own.sizes())
        throw std::invalid_argument(
            concat("state of ", name, ": ", of.sizes(), ": must be ", own.sizes()));
    return at;
}

bool sameOrder(const Tensor& a, const Tensor& b)
{
    const auto plain = [](const Tensor& t) {
        return t.is_cpu() && t.scalar_type() == torch::kFloat && t.is_non_overlapping_and_dense();
    };
    return plain(a) && plain(b) && a.strides() == b.strides();
}

} // namespace hardlens
