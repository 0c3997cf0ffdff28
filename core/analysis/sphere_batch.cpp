#include "core/analysis/sphere_batch.h"

#include "core/basics/error.h"
#include "core/sampling/sphere_draws.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>

namespace hardlens {

namespace {

double dot(std::span<const float> a, std::span<const float> b)
{
    double sum = 0;
    for (size_t k = 0; k < a.size(); ++k)
        sum += double(a[k]) * double(b[k]);
    return sum;
}

std::vector<float> normalised(std::span<const float> row)
{
    const double length = std::sqrt(std::max(1e-30, dot(row, row)));
    std::vector<float> unit;
    for (const float x : row)
        unit.push_back(float(double(x) / length));
    return unit;
}

/// The point at `cosine` from a in the direction of b.
void appendAt(
    std::vector<float>& out, std::span<const float> a, std::span<const float> b, double cosine)
{
    // What b has across a, which two random points leave but with probability 0.
    const double along = dot(a, b);
    const double across = std::sqrt(std::max(1e-12, 1 - along * along));
    const double sine = std::sqrt(std::max(0., 1 - cosine * cosine));
    for (size_t k = 0; k < a.size(); ++k)
        out.push_back(
            float(cosine * double(a[k]) + sine * (double(b[k]) - along * double(a[k])) / across));
}

void requireEven(int64_t points)
{
    if (points < 0 || points % 2 != 0)
        throw std::invalid_argument(
            concat("SphereBatches: points = ", points, ": expected an even number"));
}

} // namespace

SphereBatches::SphereBatches(int64_t points, int64_t mostDimension, uint64_t seed)
    : m_points(points)
    , m_dimension(mostDimension)
{
    requireEven(points);
    m_anchors = drawSpherePoints(points / 2, mostDimension, {.seed = seed, .step = 0});
    m_directions = drawSpherePoints(points / 2, mostDimension, {.seed = seed, .step = 1});
}

SphereBatch SphereBatches::batch(int64_t points, int64_t n, double positiveDistance) const
{
    requireEven(points);
    if (points > m_points || n < 2 || n > m_dimension)
        throw std::invalid_argument(concat("SphereBatches: ", points, " points, n = ", n,
            ": expected at most ", m_points, ", and n in [2, ", m_dimension, "]"));
    if (!(positiveDistance >= 0 && positiveDistance <= 2))
        throw std::invalid_argument(concat("SphereBatches: positiveDistance = ", positiveDistance,
            ": expected a value in [0, 2]"));
    SphereBatch batch {.dimension = n};
    batch.embeddings.reserve(size_t(points * n));
    for (int64_t i = 0; i < points / 2; ++i) {
        const auto cut = [&](const std::vector<float>& all) {
            return normalised(std::span(all).subspan(size_t(i * m_dimension), size_t(n)));
        };
        const std::vector<float> anchor = cut(m_anchors);
        batch.embeddings.insert(batch.embeddings.end(), anchor.begin(), anchor.end());
        appendAt(batch.embeddings, anchor, cut(m_directions), cosineAt(positiveDistance));
        batch.labels.insert(batch.labels.end(), {i, i});
    }
    return batch;
}

} // namespace hardlens
