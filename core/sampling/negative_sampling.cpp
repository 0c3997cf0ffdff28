#include "core/sampling/negative_sampling.h"

#include "core/sampling/row_visits.h"
#include "core/sampling/spread.h"

#include <ranges>

namespace hardlens {

namespace {

/// Takes a negative for each pair of a row.
class Drawing : public RowVisitor
{
public:
    Drawing(const SamplingConfig& config, const RandomKey& key)
        : m_config(config)
        , m_key(key)
    {
    }

    void listed(const NegativeRow& row, int32_t anchor, int32_t positive,
        std::span<const PairSlot> pairs) override
    {
        begin(row.described(anchor, positive), pairs);
        const size_t count = row.items.size();
        for (const PairSlot& pair : pairs) {
            if (count == 0)
                return;
            const size_t k
                = row.inOrder ? size_t(pair.slot) % count : indexFrom(wordOf(pair), count);
            add(pair, row.items[k], 0, row.probability());
        }
    }

    void weighted(
        const DistanceWeights& row, int32_t anchor, std::span<const PairSlot> pairs) override
    {
        begin(row.described(anchor), pairs);
        std::vector<int32_t> inTurn;
        if (!m_config.withReplacement)
            inTurn = row.drawnInTurn(
                anchorStream(m_key, anchor, AnchorStream::Gumbel), m_words.size());
        for (const PairSlot& pair : pairs) {
            const int32_t negative = inTurn.empty() ? row.drawn(wordOf(pair))
                                                    : inTurn[size_t(pair.slot) % inTurn.size()];
            add(pair, negative, row.logWeight(negative), row.probability(negative));
        }
    }

    Draws draws {};

private:
    void begin(const DrawRow& row, std::span<const PairSlot> pairs)
    {
        const bool stoodIn = row.treatment != RowTreatment::Candidates;
        draws.emptyRows += stoodIn;
        draws.droppedRows += stoodIn && row.effectiveSampleSize == 0;
        draws.rows.push_back(row);
        RandomStream random = anchorStream(m_key, row.anchor, AnchorStream::Negatives);
        m_words.clear();
        for (int32_t slot = 0; slot <= pairs.back().slot; ++slot)
            m_words.push_back(random.next());
    }

    uint32_t wordOf(const PairSlot& pair) const { return m_words[size_t(pair.slot)]; }

    void add(const PairSlot& pair, int32_t negative, float logWeight, float probability)
    {
        draws.draws.push_back({draws.rows.back().anchor, pair.positive, negative,
            int32_t(draws.rows.size()) - 1, logWeight, probability});
    }

    const SamplingConfig& m_config;
    RandomKey m_key {};
    std::vector<uint32_t> m_words {}; // of the row, by slot
};

/// One after the other, as if one had drawn them all.
Draws joined(std::vector<Drawing>& drawings)
{
    Draws all = std::move(drawings.front().draws);
    for (Drawing& drawing : drawings | std::views::drop(1)) {
        const auto rows = int32_t(all.rows.size());
        for (Draw& draw : drawing.draws.draws)
            draw.row += rows;
        all.draws.insert(all.draws.end(), drawing.draws.draws.begin(), drawing.draws.draws.end());
        all.rows.insert(all.rows.end(), drawing.draws.rows.begin(), drawing.draws.rows.end());
        all.emptyRows += drawing.draws.emptyRows;
        all.droppedRows += drawing.draws.droppedRows;
    }
    return all;
}

constexpr int64_t partsPerThread = 4; // rows take unequally long

} // namespace

Draws drawNegatives(const Cosines& cosines, std::span<const int64_t> labels,
    const SamplingConfig& config, const RandomKey& key, int threads)
{
    config.validate();
    const BatchClasses classes = batchClasses(cosines, labels);
    const SampledBatch batch {cosines, classes, config};
    const auto weights = weightsFor(batch, labels);
    const int64_t parts = threads > 1 ? int64_t(threads) * partsPerThread : 1;
    std::vector<Drawing> drawings(size_t(parts), Drawing(config, key));
    spread(parts, threads, [&](int64_t part) {
        auto ofPart = weights;
        const auto anchor = [&](int64_t p) { return int32_t(cosines.size() * p / parts); };
        for (int32_t a = anchor(part); a < anchor(part + 1); ++a)
            visitRowsOf(a, batch, key, ofPart, drawings[size_t(part)]);
    });
    Draws draws = joined(drawings);
    draws.unusable = cosines.size() - classes.usable;
    for (const auto& members : classes.members) {
        draws.anchorsWithoutPositive += members.size() == 1;
        draws.anchorsWithoutNegative
            += classes.members.size() == 1 && members.size() > 1 ? int64_t(members.size()) : 0;
    }
    if (weights)
        draws.densityDimension = weights->dimension();
    return draws;
}

} // namespace hardlens
