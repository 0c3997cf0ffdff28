#include "core/sampling/distance_weighted_negatives.h"

#include "core/basics/floor_to_float.h"
#include "core/sampling/effective_dimension.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

WeightRule ruleOf(const SamplingConfig& config, double dimension)
{
    constexpr float almostOne
        = 1 - 0x1p-24f; // float32 cosines tell no smaller distance from 0, and no larger one from 2
    WeightRule rule {.lowest = -almostOne, .highest = almostOne};
    const float cutoff = floorToFloat(cosineAt(config.cutoff));
    if (config.cutoffMode == CutoffMode::Clamp)
        rule.highest = std::clamp(cutoff, -almostOne, almostOne);
    else
        rule.upTo = cutoff;
    if (config.upperCutoff)
        rule.above = floorToFloat(cosineAt(*config.upperCutoff));
    // 1/q = d^(2-n) (1 - d²/4)^((3-n)/2) = (d² (1 - d²/4))^((3-n)/2) / d, and with d² = 2 (1-s)
    // that product is 1 - s²: one logarithm is multiplied by the dimension, not two.
    rule.factor = float((3 - dimension) / 2);
    return rule;
}

double sumOf(const float (&lanes)[weightLanes])
{
    double sum = 0;
    for (const float v : lanes)
        sum += double(v);
    return sum;
}

double gumbel(uint32_t word)
{
    return -std::log(-std::log((double(word) + .5) * 0x1p-32));
}

} // namespace

double densityDimensionOf(
    const Cosines& cosines, std::span<const int64_t> labels, const SamplingConfig& config)
{
    double dimension = double(cosines.dimension());
    if (config.dimension == DensityDimension::Given)
        dimension = config.densityDimension;
    if (config.dimension == DensityDimension::Effective)
        dimension = distanceSpread(cosines, labels).effectiveDimension.value_or(dimension);
    return std::clamp(dimension, 2., 4096.);
}

DistanceWeights::DistanceWeights(const SampledBatch& batch, double dimension, InstructionSet set)
    : m_cosines(&batch.cosines)
    , m_classes(&batch.classes)
    , m_dimension(dimension)
    , m_rule(ruleOf(batch.config, dimension))
    , m_kernels(weightKernels(set))
    , m_log2Weights(batch.classes.classOf.size())
    , m_weights(batch.classes.classOf.size())
{
}

void DistanceWeights::turnTo(int32_t anchor)
{
    const auto row = m_cosines->paddedRow(anchor);
    const auto& classes = m_classes->classOf;
    const ClassedRow classed {
        row.data(), classes.data(), int64_t(row.size()), classes[size_t(anchor)]};
    m_extent = m_kernels.logWeights(classed, m_rule, m_log2Weights.data());
    if (m_extent.candidates == 0) {
        std::fill(m_weights.begin(), m_weights.end(), 0.f);
        m_sums = {};
        m_total = m_share = 0;
        return;
    }
    m_sums = m_kernels.weights(
        m_log2Weights.data(), m_extent.largest, int64_t(row.size()), m_weights.data());
    m_total = sumOf(m_sums.weights);
    m_share = 1 / m_total;
}

double DistanceWeights::effectiveSampleSize() const
{
    return m_extent.candidates == 0 ? 0 : m_total * m_total / sumOf(m_sums.squares);
}

float DistanceWeights::largestProbability() const
{
    return float(m_share); // the largest weight is 1
}

DrawRow DistanceWeights::described(int32_t anchor) const
{
    return {.anchor = anchor,
        .candidates = candidates(),
        .effectiveSampleSize = float(effectiveSampleSize()),
        .largestProbability = largestProbability()};
}

int32_t DistanceWeights::drawn(uint32_t word) const
{
    // Weights lie side by side in the order in which the kernel summed them: lane after lane.
    double left = (double(word) + .5) * 0x1p-32 * m_total;
    int64_t lane = 0;
    while (lane + 1 < weightLanes && left >= double(m_sums.weights[lane]))
        left -= double(m_sums.weights[lane++]);
    for (; lane < weightLanes; ++lane)
        for (size_t j = size_t(lane); j < m_weights.size(); j += size_t(weightLanes)) {
            left -= double(m_weights[j]);
            if (left < 0)
                return int32_t(j);
        }
    // Rounding ran past the last weight, which is one word in a billion: any candidate will do, the
    // likeliest does.
    return int32_t(std::max_element(m_weights.begin(), m_weights.end()) - m_weights.begin());
}

std::vector<int32_t> DistanceWeights::drawnInTurn(RandomStream random, size_t count) const
{
    struct Scored
    {
        double score;
        int32_t item;
    };
    std::vector<Scored> scored;
    scored.reserve(size_t(m_extent.candidates));
    for (int32_t j = 0; j < m_cosines->size(); ++j) {
        const uint32_t word = random.next(); // candidate or not: the cutoff moves nobody's number
        if (const double weight = double(logWeight(j)); std::isfinite(weight))
            scored.push_back({weight + gumbel(word), j});
    }
    const size_t kept = std::min(count, scored.size());
    std::partial_sort(scored.begin(), scored.begin() + ptrdiff_t(kept), scored.end(),
        [](const Scored& a, const Scored& b) {
            return a.score != b.score ? a.score > b.score : a.item < b.item;
        });
    std::vector<int32_t> items;
    for (size_t k = 0; k < kept; ++k)
        items.push_back(scored[k].item);
    return items;
}

} // namespace hardlens
