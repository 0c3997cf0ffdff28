#include "core/sampling/gradient_variance.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

void require(bool ok, const char* function, const char* name, double value, const char* rule)
{
    if (!ok)
        throw std::invalid_argument(concat(function, ": ", name, " = ", value, ": must be ", rule));
}

void check(std::span<const float> embeddings, int64_t dimension,
    std::span<const AnchorNegative> pairs, const GradientNoise& noise)
{
    const auto need = [](bool ok, const char* name, double value, const char* rule) {
        require(ok, "simulatedGradientVariances", name, value, rule);
    };
    need(dimension >= 1, "dimension", double(dimension), "at least 1");
    need(embeddings.size() % size_t(dimension) == 0, "numbers", double(embeddings.size()),
        "whole rows");
    need(noise.noise >= 0 && std::isfinite(noise.noise), "noise", noise.noise, "at least 0");
    need(noise.samples >= 2, "samples", double(noise.samples), "at least 2");
    need(pairs.size() < (size_t {1} << 24), "pairs", double(pairs.size()), "below 2^24");
    const auto count = int64_t(embeddings.size()) / dimension;
    for (const AnchorNegative& pair : pairs)
        for (const int32_t i : {pair.anchor, pair.negative})
            need(i >= 0 && i < count, "place", double(i), "in the batch");
}

double squaredLength(const std::vector<double>& v)
{
    double sum = 0;
    for (const double x : v)
        sum += x * x;
    return sum;
}

/// v / ‖v‖; false where it has no direction.
bool normalise(std::vector<double>& v)
{
    const double length = std::sqrt(squaredLength(v));
    if (!(length > 0 && std::isfinite(length)))
        return false;
    for (double& x : v)
        x /= length;
    return true;
}

std::optional<double> simulated(std::span<const float> anchor, std::span<const float> negative,
    const GradientNoise& noise, RandomStream random)
{
    std::vector<double> mean(anchor.size(), 0.), noisy(anchor.size());
    for (int64_t m = 0; m < noise.samples; ++m) {
        for (size_t k = 0; k < noisy.size(); ++k)
            noisy[k] = double(negative[k]) + noise.noise * double(random.normal());
        if (!normalise(noisy))
            return {};
        for (size_t k = 0; k < noisy.size(); ++k)
            noisy[k] = double(anchor[k]) - noisy[k];
        if (!normalise(noisy))
            return {};
        for (size_t k = 0; k < noisy.size(); ++k)
            mean[k] += noisy[k] / double(noise.samples);
    }
    const auto m = double(noise.samples);
    return std::max(0., m / (m - 1) * (1 - squaredLength(mean)));
}

double distanceBetween(std::span<const float> a, std::span<const float> b)
{
    double squares = 0;
    for (size_t k = 0; k < a.size(); ++k)
        squares += (double(a[k]) - double(b[k])) * (double(a[k]) - double(b[k]));
    return std::sqrt(squares);
}

} // namespace

double gradientVariance(double distance, double noise, double n)
{
    require(distance >= 0 && distance <= 2, "gradientVariance", "distance", distance, "in [0, 2]");
    require(noise >= 0 && std::isfinite(noise), "gradientVariance", "noise", noise, "at least 0");
    require(n >= 2 && n <= 4096, "gradientVariance", "n", n, "in [2, 4096]");
    const double spread = n * noise * noise, c = 1 / std::sqrt(1 + spread);
    if (distance == 0)
        return (1 + c) / 2; // 1 - c cancels; without noise the limit
    // 1 - c = spread c² / (1 + c), which keeps its digits where the noise is small.
    const double rest = spread * c * c / (1 + c);
    return rest * (1 + c) / (2 * rest + c * distance * distance);
}

std::vector<std::optional<double>> simulatedGradientVariances(std::span<const float> embeddings,
    int64_t dimension, std::span<const AnchorNegative> pairs, const GradientNoise& noise)
{
    check(embeddings, dimension, pairs, noise);
    const auto row
        = [&](int32_t i) { return embeddings.subspan(size_t(i * dimension), size_t(dimension)); };
    std::vector<std::optional<double>> variances;
    variances.reserve(pairs.size());
    RandomKey key = noise.key;
    for (size_t i = 0; i < pairs.size(); ++i) {
        key.item = uint32_t(i);
        variances.push_back(
            simulated(row(pairs[i].anchor), row(pairs[i].negative), noise, RandomStream(key)));
    }
    return variances;
}

std::vector<GradientVarianceBin> binnedGradientVariance(std::span<const float> embeddings,
    int64_t dimension, std::span<const AnchorNegative> pairs, const GradientNoise& noise,
    int64_t bins)
{
    require(bins >= 1, "binnedGradientVariance", "bins", double(bins), "at least 1");
    const auto variances = simulatedGradientVariances(embeddings, dimension, pairs, noise);
    const auto row
        = [&](int32_t i) { return embeddings.subspan(size_t(i * dimension), size_t(dimension)); };
    std::vector<GradientVarianceBin> binned(size_t(bins), GradientVarianceBin {});
    for (int64_t k = 0; k < bins; ++k) {
        binned[size_t(k)].from = 2 * double(k) / double(bins);
        binned[size_t(k)].to = 2 * double(k + 1) / double(bins);
    }
    for (size_t i = 0; i < pairs.size(); ++i) {
        if (!variances[i])
            continue;
        const double distance = distanceBetween(row(pairs[i].anchor), row(pairs[i].negative));
        auto& bin = binned[std::min(size_t(distance * double(bins) / 2), size_t(bins - 1))];
        ++bin.pairs;
        bin.mean = bin.mean.value_or(0) + *variances[i];
    }
    for (GradientVarianceBin& bin : binned)
        if (bin.mean)
            *bin.mean /= double(bin.pairs);
    return binned;
}

} // namespace hardlens
