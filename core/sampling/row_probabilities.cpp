#include "core/sampling/row_probabilities.h"

#include "core/basics/error.h"
#include "core/sampling/row_visits.h"

#include <algorithm>

namespace hardlens {

namespace {

void check(const SampledBatch& batch, int32_t anchor, int32_t positive)
{
    if (anchor < 0 || anchor >= batch.cosines.size())
        throw std::invalid_argument(concat(
            "rowProbabilities: anchor = ", anchor, ": must be in [0, ", batch.cosines.size(), ")"));
    if (!entryOf(batch.config.negatives).perPair || !batch.cosines.usable(anchor))
        return;
    const auto& members = batch.classes.membersOf(anchor);
    if (positive == anchor || !std::binary_search(members.begin(), members.end(), positive))
        throw std::invalid_argument(concat("rowProbabilities: positive = ", positive,
            ": must be another member of the class of anchor ", anchor));
}

/// Keeps the row of a positive, or of an anchor.
class Keeping : public RowVisitor
{
public:
    Keeping(const SampledBatch& batch, int32_t positive)
        : m_batch(batch)
        , m_positive(positive)
    {
    }

    void listed(const NegativeRow& row, int32_t anchor, int32_t positive,
        std::span<const PairSlot> pairs) override
    {
        if (positive >= 0 && positive != m_positive)
            return;
        kept.row = row.described(anchor, positive);
        if (row.items.empty())
            return;
        // In order, the pairs at places k, k + size, … share item k.
        const size_t size
            = row.inOrder ? std::min(row.items.size(), pairs.size()) : row.items.size();
        for (size_t k = 0; k < size; ++k) {
            const size_t share = row.inOrder ? (pairs.size() - k + size - 1) / size : 1;
            add(anchor, row.items[k], 0, float(share) / float(row.inOrder ? pairs.size() : size));
        }
        std::sort(kept.candidates.begin(), kept.candidates.end(),
            [](const auto& a, const auto& b) { return a.item < b.item; });
    }

    void weighted(const DistanceWeights& row, int32_t anchor, std::span<const PairSlot>) override
    {
        kept.row = row.described(anchor);
        for (int32_t j = 0; j < m_batch.cosines.size(); ++j)
            if (std::isfinite(row.logWeight(j)))
                add(anchor, j, row.logWeight(j), row.probability(j));
    }

    RowProbabilities kept {};

private:
    void add(int32_t anchor, int32_t item, float logWeight, float probability)
    {
        kept.candidates.push_back(
            {item, float(distanceOf(m_batch.cosines(anchor, item))), logWeight, probability});
    }

    SampledBatch m_batch;
    int32_t m_positive = -1;
};

} // namespace

RowProbabilities rowProbabilities(const Cosines& cosines, std::span<const int64_t> labels,
    const SamplingConfig& config, int32_t anchor, int32_t positive)
{
    config.validate();
    // Any pair will do: how positives are chosen changes no row.
    SamplingConfig allPairs = config;
    allPairs.positives = PositiveChoice::All;
    const BatchClasses classes = batchClasses(cosines, labels);
    const SampledBatch batch {cosines, classes, allPairs};
    check(batch, anchor, positive);
    Keeping keeping(batch, positive);
    keeping.kept.row = {.anchor = anchor, .positive = positive, .treatment = RowTreatment::Dropped};
    auto weights = weightsFor(batch, labels);
    visitRowsOf(anchor, batch, {}, weights, keeping);
    return std::move(keeping.kept);
}

} // namespace hardlens
