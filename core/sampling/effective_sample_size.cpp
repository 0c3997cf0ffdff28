#include "core/sampling/effective_sample_size.h"

#include "core/sampling/distance_weighted_negatives.h"
#include "core/sampling/hardest_negatives.h"

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

/// Effective sample sizes of an anchor's row under a list of cutoffs; 0 where there is no
/// candidate.
class SizesByCutoff
{
public:
    SizesByCutoff(const SampledBatch& batch, double dimension, std::span<const double> cutoffs)
        : m_batch(batch)
        , m_withoutCutoff(weightsAt(0, dimension))
    {
        for (const double cutoff : cutoffs)
            m_rows.push_back({cosineAt(cutoff), weightsAt(cutoff, dimension)});
    }

    void turnTo(int32_t anchor)
    {
        m_anchor = anchor;
        m_nearest = double(nearestNegative(m_batch, anchor).cosine);
        m_withoutCutoff.turnTo(anchor);
    }

    double at(size_t cutoff)
    {
        Row& row = m_rows[cutoff];
        // A cutoff nearer than everybody changes nothing, and most are.
        if (m_nearest <= row.cosine)
            return m_withoutCutoff.effectiveSampleSize();
        row.weights.turnTo(m_anchor);
        return row.weights.effectiveSampleSize();
    }

private:
    struct Row
    {
        double cosine = 0;
        DistanceWeights weights;
    };

    DistanceWeights weightsAt(double cutoff, double dimension) const
    {
        SamplingConfig config = m_batch.config;
        config.cutoff = cutoff;
        config.validate();
        return DistanceWeights({m_batch.cosines, m_batch.classes, config}, dimension);
    }

    SampledBatch m_batch;
    DistanceWeights m_withoutCutoff;
    std::vector<Row> m_rows {};
    int32_t m_anchor = 0;
    double m_nearest = 0;
};

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
    const SampledBatch batch {cosines, classes, config};
    SizesByCutoff rows(batch, densityDimensionOf(cosines, labels, config), cutoffs);
    std::vector<std::vector<float>> sizes(cutoffs.size());
    for (int32_t anchor = 0; anchor < cosines.size(); ++anchor) {
        if (!cosines.usable(anchor) || classes.membersOf(anchor).size() == 1)
            continue;
        rows.turnTo(anchor);
        for (size_t i = 0; i < cutoffs.size(); ++i)
            if (const double size = rows.at(i); size > 0)
                sizes[i].push_back(float(size));
    }
    std::vector<std::optional<double>> medians;
    for (auto& atCutoff : sizes)
        medians.push_back(median(std::move(atCutoff)));
    return medians;
}

} // namespace hardlens
