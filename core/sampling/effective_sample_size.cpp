#include "core/sampling/effective_sample_size.h"

#include "core/sampling/distance_weighted_negatives.h"

#include <algorithm>

namespace hardlens {

namespace {

std::optional<double> median(std::vector<float> values)
{
    if (values.empty())
        return {};
    const auto middle = values.begin() + ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return double(*middle);
    return (double(*middle) + double(*std::max_element(values.begin(), middle))) / 2;
}

std::optional<double> medianOver(const SampledBatch& batch, double dimension)
{
    DistanceWeights weights(batch, dimension);
    std::vector<float> sizes;
    for (int32_t anchor = 0; anchor < batch.cosines.size(); ++anchor) {
        if (!batch.cosines.usable(anchor) || batch.classes.membersOf(anchor).size() == 1)
            continue;
        weights.turnTo(anchor);
        if (weights.candidates() > 0)
            sizes.push_back(float(weights.effectiveSampleSize()));
    }
    return median(std::move(sizes));
}

} // namespace

std::optional<double> medianEffectiveSampleSize(const Draws& draws)
{
    std::vector<float> sizes;
    for (const DrawRow& row : draws.rows)
        if (row.effectiveSampleSize > 0)
            sizes.push_back(row.effectiveSampleSize);
    return median(std::move(sizes));
}

int64_t dominatedRows(const Draws& draws)
{
    return std::count_if(draws.rows.begin(), draws.rows.end(), [](const DrawRow& row) {
        return row.byLot && row.candidates > 1 && row.largestProbability > .99f;
    });
}

std::vector<std::optional<double>> medianEffectiveSampleSizes(const Cosines& cosines,
    std::span<const int64_t> labels, const SamplingConfig& config, std::span<const double> cutoffs)
{
    const BatchClasses classes = batchClasses(cosines, labels);
    const double dimension = densityDimensionOf(cosines, labels, config);
    std::vector<std::optional<double>> medians;
    for (const double cutoff : cutoffs) {
        SamplingConfig changed = config;
        changed.cutoff = cutoff;
        changed.validate();
        medians.push_back(medianOver({cosines, classes, changed}, dimension));
    }
    return medians;
}

} // namespace hardlens
