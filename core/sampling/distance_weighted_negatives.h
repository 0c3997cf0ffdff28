#pragma once

#include "core/basics/random.h"
#include "core/sampling/batch_classes.h"
#include "core/sampling/draws.h"
#include "core/sampling/weights_kernel.h"

#include <numbers>

namespace hardlens {

/// The n of q under config.dimension, in [2, 4096].
double densityDimensionOf(
    const Cosines& cosines, std::span<const int64_t> labels, const SamplingConfig& config);

/// Distance-weighted sampling, one anchor's row at a time: candidate j has a probability
/// proportional to 1/q(D_aj), with the lower cutoff as config.cutoffMode says and D_aj <
/// config.upperCutoff.
///
/// Weights are kept as logarithms and scaled by the largest among the row's candidates: no
/// dimension and no distance makes all of them 0. (The original scaled by the largest of the whole
/// matrix, positives included: in float32 every row is lost from n = 256 on.)
class DistanceWeights
{
public:
    /// dimension: n of q. Cosines and classes of the batch must stay; its config is read here
    /// alone.
    DistanceWeights(const SampledBatch& batch, double dimension,
        InstructionSet set = instructionSets().front());

    double dimension() const { return m_dimension; }

    /// Makes the row of an anchor with a direction.
    void turnTo(int32_t anchor);

    // Of the row.
    int32_t candidates() const { return m_extent.candidates; }
    /// 1 / Σp², in [1, candidates]; 0 where there are none.
    double effectiveSampleSize() const;
    float largestProbability() const;
    /// The row as it is reported.
    DrawRow described(int32_t anchor) const;
    /// ln 1/q; -infinity: no candidate.
    float logWeight(int32_t item) const
    {
        return float(double(m_log2Weights[size_t(item)]) * std::numbers::ln2);
    }
    float probability(int32_t item) const
    {
        return float(double(m_weights[size_t(item)]) * m_share);
    }

    /// The candidate that a random word falls on, all words being equally likely. There is a
    /// candidate.
    int32_t drawn(uint32_t word) const;
    /// Candidates in the order in which repeated drawing without replacement would take them, at
    /// most `count`: by falling logWeight + Gumbel number, which is word number j of the stream for
    /// candidate j.
    std::vector<int32_t> drawnInTurn(RandomStream random, size_t count) const;

private:
    const Cosines* m_cosines = nullptr;
    const BatchClasses* m_classes = nullptr;
    double m_dimension = 0;
    WeightRule m_rule {};
    WeightKernels m_kernels {};
    std::vector<float> m_log2Weights {}; // as long as a padded row
    std::vector<float> m_weights {};
    WeightExtent m_extent {};
    WeightSums m_sums {};
    double m_total = 0; // of the weights
    double m_share = 0; // of a weight of 1 in it
};

} // namespace hardlens
