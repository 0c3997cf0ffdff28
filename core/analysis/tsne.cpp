#include "core/analysis/tsne.h"

#include "core/analysis/principal_components.h"
#include "core/analysis/tsne_similarities.h"
#include "core/basics/parallel_items.h"
#include "core/basics/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hardlens {

namespace {

constexpr float farAway = 1e18f;    // of what fills up: pushes nothing, and its square is finite
constexpr double startSize = 1e-4;  // standard deviation of the first map
constexpr float startNoise = 1e-6f; // of items that have no place of their own

void requireIn(const char* key, double value, double low, double high)
{
    if (!(value >= low && value <= high))
        throw ConfigError(
            concat("tsne.", key, " = ", value, ": must be in [", low, ", ", high, "]"));
}

void centre(std::vector<float>& values, int64_t rows)
{
    const auto end = values.begin() + rows;
    const double mean = std::accumulate(values.begin(), end, 0.) / double(rows);
    for (auto value = values.begin(); value != end; ++value)
        *value -= float(mean);
}

} // namespace

void TsneOptions::validate() const
{
    requireIn("perplexity", perplexity, 2, 1000);
    requireIn("rate", rate, 0, 100000);
    requireIn("exaggeration", exaggeration, 1, 100);
    if (exaggerated < 0)
        throw ConfigError(concat("tsne.exaggerated = ", exaggerated, ": must be at least 0"));
}

Tsne::Tsne(const EmbeddingTable& embeddings, const TsneOptions& options)
    : m_options(options)
    , m_rows(embeddings.rows())
    , m_width((m_rows + 15) / 16 * 16)
{
    options.validate();
    embeddings.require("Tsne");
    if (m_rows > mostRows)
        throw std::invalid_argument(concat("Tsne: ", m_rows, " rows: expected at most ", mostRows));
    if (m_options.rate == 0)
        m_options.rate = std::max(double(m_rows) / m_options.exaggeration / 4, 50.);
    m_x.assign(size_t(m_width), farAway);
    m_y.assign(size_t(m_width), farAway);
    m_speedX.assign(size_t(m_rows), 0);
    m_speedY.assign(size_t(m_rows), 0);
    m_gainX.assign(size_t(m_rows), 1);
    m_gainY.assign(size_t(m_rows), 1);
    if (m_rows == 0)
        return;
    begin(embeddings);
    const double others = double(m_rows - 1);
    const double perplexity = std::min(m_options.perplexity, std::max(others / 3, 1.));
    if (m_rows > 1)
        m_p = tsneSimilarities(embeddings, perplexity, m_width, m_options.threads);
}

void Tsne::begin(const EmbeddingTable& embeddings)
{
    const int64_t components = std::min<int64_t>(2, embeddings.dimensions);
    const PrincipalComponents found = principalComponents(embeddings, components);
    const auto coordinates = found.project(embeddings);
    const double spread = std::sqrt(found.variances.front());
    const auto scale = float(spread > 0 ? startSize / spread : 0);
    RandomStream random({.seed = m_options.seed, .purpose = Purpose::Projection});
    for (int64_t i = 0; i < m_rows; ++i) {
        const float* own = coordinates.data() + i * components;
        m_x[size_t(i)] = own[0] * scale + startNoise * random.normal();
        m_y[size_t(i)] = (components > 1 ? own[1] * scale : 0) + startNoise * random.normal();
    }
    centre(m_x, m_rows);
    centre(m_y, m_rows);
}

std::vector<MapForces> Tsne::forces() const
{
    std::vector<MapForces> all(size_t(m_rows), MapForces {});
    const MapForcesKernel kernel = mapForcesKernel(instructionSets().front());
    forEachInParallel(
        m_rows,
        [&](int64_t i) {
            all[size_t(i)] = kernel(m_x.data(), m_y.data(), m_p.data() + i * m_width, m_width, i);
        },
        64, m_options.threads);
    return all;
}

void Tsne::step()
{
    const bool exaggerates = m_iteration < m_options.exaggerated;
    const auto pull = float(exaggerates ? m_options.exaggeration : 1);
    const float momentum = exaggerates ? .5f : .8f;
    const auto rate = float(m_options.rate);
    const auto all = forces();
    double weights = 0;
    for (const MapForces& forces : all)
        weights += double(forces.weights);
    const auto push = weights > 0 ? float(1 / weights) : 0.f; // 0: all are out of sight
    const auto move = [&](float& place, float& speed, float& gain, float slope) {
        gain = (slope > 0) != (speed > 0) ? gain + .2f : std::max(gain * .8f, .01f);
        speed = momentum * speed - rate * gain * slope;
        place += speed;
    };
    for (size_t i = 0; i < all.size(); ++i) {
        move(m_x[i], m_speedX[i], m_gainX[i], 4 * (pull * all[i].pullX - push * all[i].pushX));
        move(m_y[i], m_speedY[i], m_gainY[i], 4 * (pull * all[i].pullY - push * all[i].pushY));
    }
    centre(m_x, m_rows);
    centre(m_y, m_rows);
    ++m_iteration;
}

void Tsne::advance(int64_t iterations)
{
    if (iterations < 0)
        throw std::invalid_argument(
            concat("Tsne::advance: ", iterations, " iterations: expected >= 0"));
    if (m_rows < 2) {
        m_iteration += iterations;
        return;
    }
    for (int64_t i = 0; i < iterations; ++i)
        step();
}

std::vector<PlanePoint> Tsne::points() const
{
    std::vector<PlanePoint> points;
    for (size_t i = 0; i < size_t(m_rows); ++i)
        points.push_back({m_x[i], m_y[i]});
    return points;
}

double Tsne::divergence() const
{
    double weights = 0, sum = 0;
    for (int64_t i = 0; i < m_rows; ++i)
        for (int64_t j = 0; j < i; ++j) {
            const double dx = double(m_x[size_t(i)]) - double(m_x[size_t(j)]);
            const double dy = double(m_y[size_t(i)]) - double(m_y[size_t(j)]);
            const double spread = 1 + dx * dx + dy * dy;
            const double p = double(m_p[size_t(i * m_width + j)]);
            weights += 2 / spread;
            if (p > 0)
                sum += 2 * p * std::log(p * spread);
        }
    return m_rows < 2 ? 0 : sum + std::log(weights); // the p sum to 1
}

} // namespace hardlens
