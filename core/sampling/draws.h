#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace hardlens {

/// One triplet of a batch, by places in it.
struct Draw
{
    int32_t anchor = 0;
    int32_t positive = 0;
    int32_t negative = 0;
    int32_t row = 0;       // of Draws::rows, the distribution that the negative was drawn from
    float logWeight = 0;   // ln 1/q(D_an) without its constant, for DistanceWeighted; otherwise 0
    float probability = 1; // of the negative in its row; 1 where the rule leaves no choice

    friend bool operator==(const Draw&, const Draw&) = default;
};

/// What the negatives of a row were drawn from: the sampler's candidates, or what stands in where
/// there are none.
enum class RowTreatment : uint8_t
{
    Candidates,
    UniformOtherClasses,
    Nearest,
    Farthest,
    Dropped
};

/// One distribution of negatives: of an anchor, or of a pair for samplers that look at the
/// positive.
struct DrawRow
{
    int32_t anchor = 0;
    int32_t positive = -1;  // -1: the row serves all pairs of the anchor
    int32_t candidates = 0; // that the sampler's rule leaves
    RowTreatment treatment = RowTreatment::Candidates;
    bool byLot = true; // false: the rule leaves no choice
    /// 1 / Σp² of what was drawn from; 1 where the rule leaves no choice, 0 where the row was
    /// dropped.
    float effectiveSampleSize = 0;
    float largestProbability = 0; // in what was drawn from

    friend bool operator==(const DrawRow&, const DrawRow&) = default;
};

/// The triplets of a batch, and how they came about.
struct Draws
{
    std::vector<Draw> draws;   // by anchor, then by positive
    std::vector<DrawRow> rows; // in the same order

    int64_t unusable = 0;               // embeddings without direction: in no triplet
    int64_t anchorsWithoutPositive = 0; // alone in their class
    int64_t anchorsWithoutNegative = 0; // with pairs, but nobody of another class is there
    int64_t emptyRows = 0;   // no candidate by the sampler's rule, though there are negatives
    int64_t droppedRows = 0; // of the empty ones, those that gave no triplet
    std::optional<double> densityDimension {}; // n of q, where it was used

    friend bool operator==(const Draws&, const Draws&) = default;
};

} // namespace hardlens
