#pragma once

#include "core/sampling/embedding_loss.h"

#include <optional>

namespace hardlens {

/// The distance from which on a negative costs nothing, where its margin ends; in [0, 2]. None for
/// losses that are no function of one distance.
///
///   contrastive: m    triplet on d²: √(D_ap² + α)    triplet: D_ap + α    margin: β + α
///
/// positive: D_ap, beta: β, each read by the losses that have it.
std::optional<double> negativeReach(
    const EmbeddingLossConfig& config, double positive, double beta);

/// The margin (α, or m of the contrastive losses) with which a negative costs nothing from `reach`
/// on: the inverse, kept in the option's range.
std::optional<double> marginOfReach(
    const EmbeddingLossConfig& config, double positive, double beta, double reach);

} // namespace hardlens
