#pragma once

#include <torch/types.h>

#include <string>
#include <utility>
#include <vector>

namespace hardlens {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

/// Something that learns: it turns gradients into changes of the parameters it was given, and
/// remembers what it needs.
class Solver
{
public:
    explicit Solver(NamedTensors parameters)
        : m_parameters(std::move(parameters))
        , m_rateFactors(m_parameters.size(), 1.)
    {
    }
    virtual ~Solver() = default;
    Solver(const Solver&) = delete;
    Solver& operator=(const Solver&) = delete;

    /// Parameters without a gradient stay as they are.
    virtual void step(double rate) = 0;

    /// What it remembers, by parameter, of those that have moved; its own tensors.
    virtual NamedTensors state() const = 0;
    /// Copies it; parameters that are not named begin anew. Throws std::invalid_argument for an
    /// unknown name or another shape.
    virtual void setState(const NamedTensors& state) = 0;

    /// The rate of a parameter, as a part of what step() gets. Throws std::invalid_argument for an
    /// unknown name.
    void setRateFactor(const std::string& name, double factor)
    {
        m_rateFactors[placeOf(name)] = factor;
    }

    /// Name of the first parameter whose gradient holds a value that is not finite; empty: all are
    /// finite.
    std::string firstNonFiniteGradient() const;
    void zeroGradients();
    /// Every gradient times the factor.
    void scaleGradients(double factor);

protected:
    const NamedTensors& parameters() const { return m_parameters; }
    double rateFactor(size_t place) const { return m_rateFactors[place]; }
    /// Where a parameter of that name is; throws std::invalid_argument where there is none, or `of`
    /// has another shape.
    size_t placeOf(const std::string& name) const;
    size_t placeOf(const std::string& name, const torch::Tensor& of) const;

private:
    NamedTensors m_parameters;
    std::vector<double> m_rateFactors;
};

/// Whether a pass over values in memory order is a pass over equal places: float32 on the CPU,
/// dense, equal strides.
bool sameOrder(const torch::Tensor& a, const torch::Tensor& b);

} // namespace hardlens
