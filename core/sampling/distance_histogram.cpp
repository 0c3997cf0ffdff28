#include "core/sampling/distance_histogram.h"

#include "core/sampling/row_visits.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace hardlens {

namespace {

/// Adds the probabilities of every row.
class Expecting : public RowVisitor
{
public:
    explicit Expecting(const Cosines& cosines)
        : m_cosines(cosines)
    {
    }

    void listed(
        const NegativeRow& row, int32_t anchor, int32_t, std::span<const PairSlot> pairs) override
    {
        if (row.items.empty())
            return;
        if (row.inOrder)
            for (const PairSlot& pair : pairs)
                add(anchor, row.items[size_t(pair.slot) % row.items.size()], 1);
        else
            for (const int32_t item : row.items)
                add(anchor, item, double(row.probability()) * double(pairs.size()));
    }

    void weighted(
        const DistanceWeights& row, int32_t anchor, std::span<const PairSlot> pairs) override
    {
        const double count = double(pairs.size());
        for (int32_t j = 0; j < m_cosines.size(); ++j)
            if (row.logWeight(j) > -std::numeric_limits<float>::infinity())
                add(anchor, j, double(row.probability(j)) * count);
    }

    DistanceHistogram histogram {};

private:
    void add(int32_t anchor, int32_t item, double mass)
    {
        histogram.mass[DistanceHistogram::binOf(distanceOf(m_cosines(anchor, item)))] += mass;
    }

    const Cosines& m_cosines;
};

} // namespace

size_t DistanceHistogram::binOf(double distance)
{
    return std::min(size_t(distance * (bins / 2)), size_t(bins - 1));
}

double DistanceHistogram::total() const
{
    return std::accumulate(mass.begin(), mass.end(), 0.);
}

DistanceHistogram drawnDistances(const Cosines& cosines, const Draws& draws)
{
    DistanceHistogram histogram;
    for (const Draw& d : draws.draws)
        ++histogram.mass[DistanceHistogram::binOf(distanceOf(cosines(d.anchor, d.negative)))];
    return histogram;
}

DistanceHistogram negativeDistances(const Cosines& cosines, std::span<const int64_t> labels)
{
    const BatchClasses classes = batchClasses(cosines, labels);
    DistanceHistogram histogram;
    for (int64_t i = 0; i < cosines.size(); ++i)
        for (int64_t j = 0; j < i; ++j) {
            const int32_t a = classes.classOf[size_t(i)], b = classes.classOf[size_t(j)];
            if (a >= 0 && b >= 0 && a != b)
                ++histogram.mass[DistanceHistogram::binOf(distanceOf(cosines(i, j)))];
        }
    return histogram;
}

DistanceHistogram expectedDraws(const Cosines& cosines, std::span<const int64_t> labels,
    const SamplingConfig& config, const RandomKey& key)
{
    config.validate();
    const BatchClasses classes = batchClasses(cosines, labels);
    const SampledBatch batch {cosines, classes, config};
    Expecting expecting(cosines);
    auto weights = weightsFor(batch, labels);
    visitRows(batch, key, weights, expecting);
    return expecting.histogram;
}

} // namespace hardlens
