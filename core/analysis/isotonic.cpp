#include "core/analysis/isotonic.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace hardlens {

namespace {

/// Neighbours with one value.
struct Pool
{
    double value = 0;
    double weight = 0;
    size_t count = 0;
};

/// Appends, and pools what falls.
void append(std::vector<Pool>& pools, Pool next)
{
    while (!pools.empty() && pools.back().value >= next.value) {
        const Pool& last = pools.back();
        const double weight = last.weight + next.weight;
        next = {(last.value * last.weight + next.value * next.weight) / weight, weight,
            last.count + next.count};
        pools.pop_back();
    }
    pools.push_back(next);
}

} // namespace

std::vector<double> isotonicRegression(
    std::span<const double> values, std::span<const double> weights)
{
    if (values.size() != weights.size())
        throw std::invalid_argument(concat(
            "isotonicRegression: ", weights.size(), " weights for ", values.size(), " values"));
    std::vector<Pool> pools;
    for (size_t i = 0; i < values.size(); ++i) {
        if (!(weights[i] > 0) || !std::isfinite(weights[i]) || !std::isfinite(values[i]))
            throw std::invalid_argument(concat("isotonicRegression: value ", values[i], ", weight ",
                weights[i], ": expected finite, weight > 0"));
        append(pools, {values[i], weights[i], 1});
    }
    std::vector<double> fitted;
    for (const Pool& pool : pools)
        fitted.insert(fitted.end(), pool.count, pool.value);
    return fitted;
}

std::vector<MatchStep> matchCurve(std::span<const float> distances, std::span<const uint8_t> same)
{
    if (distances.size() != same.size())
        throw std::invalid_argument(
            concat("matchCurve: ", same.size(), " classes for ", distances.size(), " distances"));
    if (std::any_of(distances.begin(), distances.end(), [](float d) { return std::isnan(d); }))
        throw std::invalid_argument("matchCurve: a distance is NaN");
    std::vector<std::pair<float, uint8_t>> pairs; // not places: thousands are sorted in each frame
    pairs.reserve(distances.size());
    for (size_t i = 0; i < distances.size(); ++i)
        pairs.emplace_back(distances[i], same[i] ? 1 : 0);
    std::sort(
        pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<MatchStep> steps; // one per distance, then pooled
    for (const auto& [distance, isSame] : pairs) {
        if (steps.empty() || steps.back().to != distance)
            steps.push_back({.from = distance, .to = distance});
        ++steps.back().pairs;
        steps.back().probability += isSame; // a count until all are in
    }
    std::vector<Pool> pools; // of the opposite probability, which does not fall
    for (const MatchStep& step : steps)
        append(pools, {1 - step.probability / double(step.pairs), double(step.pairs), 1});
    std::vector<MatchStep> curve;
    size_t first = 0;
    for (const Pool& pool : pools) {
        curve.push_back({steps[first].from, steps[first + pool.count - 1].to, 1 - pool.value,
            std::llround(pool.weight)});
        first += pool.count;
    }
    return curve;
}

double matchProbability(std::span<const MatchStep> curve, float distance)
{
    if (curve.empty())
        throw std::invalid_argument("matchProbability: the curve is empty");
    const auto after = std::find_if(
        curve.begin(), curve.end(), [&](const MatchStep& step) { return step.to >= distance; });
    if (after == curve.end())
        return curve.back().probability;
    if (after == curve.begin() || after->from <= distance)
        return after->probability;
    const auto before = after - 1;
    return distance - before->to <= after->from - distance ? before->probability
                                                           : after->probability;
}

} // namespace hardlens
