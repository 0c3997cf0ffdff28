#pragma once

#include "core/sampling/cosines.h"
#include "core/sampling/draws.h"
#include "core/sampling/sampling_config.h"

namespace hardlens {

/// Median over the rows that gave triplets of their effective sample size: how many negatives an
/// anchor really chose among. None where no row did.
std::optional<double> medianEffectiveSampleSize(const Draws& draws);

/// Rows that drew by lot from several candidates of which one had a probability above 0.99.
int64_t dominatedRows(const Draws& draws);

/// The median that drawNegatives would report under DistanceWeighted for each of the cutoffs, from
/// the anchors with a pair that have candidates; none where there are no such anchors.
///
/// config: its cutoff is not read. cutoffs: each in [0, 2]. Throws as drawNegatives does.
std::vector<std::optional<double>> medianEffectiveSampleSizes(const Cosines& cosines,
    std::span<const int64_t> labels, const SamplingConfig& config, std::span<const double> cutoffs);

} // namespace hardlens
