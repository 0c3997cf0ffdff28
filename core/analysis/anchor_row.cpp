#include "core/analysis/anchor_row.h"

#include "core/basics/error.h"
#include "core/sampling/row_probabilities.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace hardlens {

namespace {

void check(const BatchChoice& batch, int32_t anchor)
{
    const auto items = int64_t(batch.step.labels.size());
    if (anchor < 0 || anchor >= items)
        throw std::invalid_argument(
            concat("anchorRow: anchor = ", anchor, ": must be in [0, ", items, ")"));
    if (batch.cosines.size() != items)
        throw std::invalid_argument(
            concat("anchorRow: cosines of ", batch.cosines.size(), " items: expected ", items));
    if (!batch.losses.empty() && batch.losses.size() != batch.draws.draws.size())
        throw std::invalid_argument(concat(
            "anchorRow: ", batch.losses.size(), " losses: expected ", batch.draws.draws.size()));
}

void addOthers(const BatchChoice& batch, AnchorRow& row)
{
    const auto byDistance = [](const auto& a, const auto& b) { return a.distance < b.distance; };
    for (int32_t j = 0; j < int32_t(batch.cosines.size()); ++j) {
        if (j == row.anchor || !batch.cosines.usable(j))
            continue;
        const auto distance = float(distanceOf(batch.cosines(row.anchor, j)));
        if (batch.step.labels[size_t(j)] == batch.step.labels[size_t(row.anchor)])
            row.positives.push_back({j, distance});
        else
            row.negatives.push_back({.item = j, .distance = distance});
    }
    std::ranges::stable_sort(row.positives, byDistance);
    std::ranges::stable_sort(row.negatives, byDistance);
}

void addDraws(const BatchChoice& batch, AnchorRow& row)
{
    for (size_t i = 0; i < batch.draws.draws.size(); ++i) {
        const Draw& draw = batch.draws.draws[i];
        if (draw.anchor != row.anchor)
            continue;
        SeenDraw seen {.positive = draw.positive,
            .negative = draw.negative,
            .distance = float(distanceOf(batch.cosines(row.anchor, draw.negative))),
            .probability = draw.probability};
        if (!batch.losses.empty())
            seen.loss = batch.losses[i];
        row.draws.push_back(seen);
    }
}

/// Of a sampler that looks at the positive; -1: there is none.
int32_t positiveOf(const AnchorRow& row, int32_t wanted)
{
    if (wanted >= 0)
        return wanted;
    if (!row.draws.empty())
        return row.draws.front().positive;
    const auto first = std::ranges::min_element(row.positives, {}, &SeenPositive::item);
    return first == row.positives.end() ? -1 : first->item;
}

void addProbabilities(const RowProbabilities& known, AnchorRow& row)
{
    std::vector<SeenNegative*> byItem;
    for (SeenNegative& negative : row.negatives)
        byItem.push_back(&negative);
    std::ranges::sort(byItem, {}, &SeenNegative::item);
    float largest = -std::numeric_limits<float>::infinity();
    for (const CandidateProbability& candidate : known.candidates)
        largest = std::max(largest, candidate.logWeight);
    for (const CandidateProbability& candidate : known.candidates) {
        SeenNegative& seen
            = **std::ranges::lower_bound(byItem, candidate.item, {}, &SeenNegative::item);
        seen.isCandidate = true;
        seen.weight = std::exp(candidate.logWeight - largest);
        seen.probability = candidate.probability;
        seen.timesDrawn = int32_t(std::ranges::count_if(row.draws, [&](const SeenDraw& draw) {
            return draw.negative == candidate.item
                && (row.positive < 0 || draw.positive == row.positive);
        }));
    }
}

} // namespace

AnchorRow anchorRow(const BatchChoice& batch, int32_t anchor, int32_t positive)
{
    check(batch, anchor);
    AnchorRow row {.anchor = anchor};
    row.row = {.anchor = anchor, .treatment = RowTreatment::Dropped};
    if (!batch.cosines.usable(anchor))
        return row;
    addOthers(batch, row);
    addDraws(batch, row);
    if (row.positives.empty())
        return row; // alone in its class: no triplet begins here
    if (entryOf(batch.sampling.negatives).perPair)
        row.positive = positiveOf(row, positive);
    const RowProbabilities known = rowProbabilities(
        batch.cosines, samplingLabels(batch.step), batch.sampling, anchor, row.positive);
    row.row = known.row;
    addProbabilities(known, row);
    return row;
}

} // namespace hardlens
