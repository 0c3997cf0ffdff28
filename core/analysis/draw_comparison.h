#pragma once

#include "core/records/embedding_step.h"

namespace hardlens {

/// The triplets of one sampling, in figures.
struct DrawFigures
{
    int64_t triplets = 0;
    int64_t emptyRows = 0;
    /// Median over the rows that gave triplets, and mean over the drawn negatives; NaN without any.
    double effectiveSampleSize = std::numeric_limits<double>::quiet_NaN();
    double negativeDistance = std::numeric_limits<double>::quiet_NaN();
};

/// What other settings change in the triplets of a step.
struct DrawComparison
{
    DrawFigures before {}, now {};
    /// Of the kept triplets, those that only one of both has: another negative, or a pair that is
    /// new or gone.
    int64_t gained = 0, lost = 0;
};

/// now: complete, by drawAgain. Of both sides EmbeddingStep::keptDrawsPerAnchor of each anchor
/// count, as records keep them. cosines: of the step's embeddings.
DrawComparison compareDraws(const EmbeddingStep& step, const Cosines& cosines, const Draws& now);

} // namespace hardlens
