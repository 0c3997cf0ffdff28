#include "core/records/embedding_scalars.h"

#include <algorithm>
#include <numeric>

namespace hardlens {

namespace {

constexpr float certain = .99f;

/// NaN: there are none.
float medianSampleSize(const std::vector<DrawRow>& rows)
{
    std::vector<float> sizes;
    for (const DrawRow& row : rows)
        if (row.treatment != RowTreatment::Dropped)
            sizes.push_back(row.effectiveSampleSize);
    if (sizes.empty())
        return EmbeddingScalars::none;
    const auto middle = sizes.begin() + std::ptrdiff_t(sizes.size() / 2);
    std::ranges::nth_element(sizes, middle);
    return *middle;
}

} // namespace

EmbeddingScalars scalarsOf(const EmbeddingStep& step)
{
    EmbeddingScalars s {.items = int32_t(step.labels.size()),
        .draws = int32_t(step.draws),
        .loss = float(step.meanLoss),
        .activePositives = int32_t(step.activePositives),
        .activeNegatives = int32_t(step.activeNegatives),
        .positiveDistance = float(step.meanPositiveDistance),
        .negativeDistance = float(step.meanNegativeDistance),
        .sampleSize = medianSampleSize(step.drawn.rows),
        .rows = int32_t(step.drawn.rows.size()),
        .emptyRows = int32_t(step.drawn.emptyRows),
        .droppedRows = int32_t(step.drawn.droppedRows),
        .certainRows = int32_t(std::ranges::count_if(step.drawn.rows,
            [](const DrawRow& row) {
                return row.candidates > 0 && row.largestProbability > certain;
            })),
        .unusable = int32_t(step.drawn.unusable)};
    if (!step.betas.empty()) {
        const auto [low, high] = std::ranges::minmax(step.betas);
        s.betaLow = low;
        s.betaHigh = high;
        s.beta = float(
            std::accumulate(step.betas.begin(), step.betas.end(), 0.) / double(step.betas.size()));
    }
    if (step.spread.pairs > 0)
        s.meanSquare = float(step.spread.meanSquare);
    if (step.spread.effectiveDimension)
        s.effectiveDimension = float(*step.spread.effectiveDimension);
    return s;
}

} // namespace hardlens
