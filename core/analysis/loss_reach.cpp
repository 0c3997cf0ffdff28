#include "core/analysis/loss_reach.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

using Kind = EmbeddingLossKind;

constexpr double farthest = 2;
constexpr double leastMargin = 0.01;

} // namespace

std::optional<double> negativeReach(const EmbeddingLossConfig& config, double positive, double beta)
{
    switch (config.kind) {
    case Kind::Contrastive:
    case Kind::ContrastiveHinge:
        return std::min(config.contrastiveMargin, farthest);
    case Kind::TripletSquared:
    case Kind::Quadruplet: // its first term
        return std::min(std::sqrt(positive * positive + config.margin), farthest);
    case Kind::Triplet:
        return std::min(positive + config.margin, farthest);
    case Kind::Margin:
        return marginReach(config, beta);
    case Kind::NPair:
    case Kind::LiftedStructure:
        break;
    }
    return std::nullopt;
}

std::optional<double> marginOfReach(
    const EmbeddingLossConfig& config, double positive, double beta, double reach)
{
    const auto kept = [](double margin) { return std::clamp(margin, leastMargin, 4.); };
    switch (config.kind) {
    case Kind::Contrastive:
    case Kind::ContrastiveHinge:
        return std::clamp(reach, leastMargin, farthest);
    case Kind::TripletSquared:
    case Kind::Quadruplet:
        return kept(reach * reach - positive * positive);
    case Kind::Triplet:
        return kept(reach - positive);
    case Kind::Margin:
        return kept(reach - beta);
    case Kind::NPair:
    case Kind::LiftedStructure:
        break;
    }
    return std::nullopt;
}

} // namespace hardlens
