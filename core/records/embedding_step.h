#pragma once

#include "core/records/picture.h"
#include "core/sampling/effective_dimension.h"
#include "core/sampling/embedding_loss.h"
#include "core/sampling/negative_sampling.h"

#include <limits>
#include <vector>

namespace hardlens {

/// What an embedding network's step did. Distances are not stored: cosinesOf computes them from the
/// embeddings, for the trainer and for whoever reads this.
struct EmbeddingStep
{
    /// Of each anchor so many draws are kept, the first ones; the counts are of all.
    static constexpr int64_t keptDrawsPerAnchor = 16;

    SamplingConfig sampling {}; // as used: an upper cutoff that follows β is a number here
    EmbeddingLossConfig loss {};
    RandomKey key {};                          // of the draws
    int64_t dimension = 0;                     // n
    std::vector<PictureReference> pictures {}; // of the batch
    std::vector<int32_t> labels {};            // class of each, into RunHeader::classNames
    std::vector<float> embeddings {};          // [batch, n], unit length, as learned from
    std::vector<float> betas {};               // β of each; empty: the loss has none

    Draws drawn {};    // draws: those kept; rows and counts: all
    int64_t draws = 0; // triplets learned from
    std::vector<float>
        drawLosses {}; // of each kept draw, both terms; empty where the loss reads no draws

    double meanLoss = std::numeric_limits<double>::quiet_NaN(); // as minimised
    int64_t activePositives = 0;                                // terms above 0
    int64_t activeNegatives = 0;
    double meanPositiveDistance
        = std::numeric_limits<double>::quiet_NaN(); // of what was learned from
    double meanNegativeDistance = std::numeric_limits<double>::quiet_NaN();
    DistanceSpread spread {}; // of the batch's pairs of different classes
};

/// The labels as samplers take them.
std::vector<int64_t> samplingLabels(const EmbeddingStep& step);

/// Draws again from the record's own embeddings with other (or the same) settings: the what-if, and
/// with step.sampling and step.key the invariant that every record must keep. cosines: those of the
/// record, from cosinesOf. Complete: more than the record keeps where an anchor has many. None
/// where the loss of the step reads no draws.
Draws drawAgain(const EmbeddingStep& step, const Cosines& cosines, const SamplingConfig& sampling,
    const RandomKey& key);

/// The draws as a record keeps them: at most keptDrawsPerAnchor of each anchor.
Draws shortenedDraws(Draws draws);

/// Test pictures, of unseen classes where the data allow it, embedded again and again with the
/// weights in force, so that views can follow them: the probe. Nothing is learned from them.
struct EmbeddedPictures
{
    int64_t step = 0;
    double milliseconds = 0; // what embedding them cost
    int64_t dimension = 0;
    std::vector<PictureReference> pictures {};
    std::vector<int32_t> labels {};   // into RunHeader::classNames
    std::vector<float> embeddings {}; // [pictures, dimension]
};

} // namespace hardlens
