#include "core/sampling/embedding_loss.h"

#include "core/basics/error.h"
#include "core/basics/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace hardlens {

namespace {

using Kind = EmbeddingLossKind;

constexpr std::array entries {
    EmbeddingLossEntry {Kind::Contrastive, "contrastive", "Contrastive",
        "Hadsell et al. 2006; Wu et al., Figure 4a"},
    EmbeddingLossEntry {Kind::ContrastiveHinge, "contrastive-hinge", "Contrastive, hinges",
        "pytorch-metric-learning"},
    EmbeddingLossEntry {
        Kind::TripletSquared, "triplet-squared", "Triplet on d²", "Schroff et al. 2015"},
    EmbeddingLossEntry {Kind::Triplet, "triplet", "Triplet on d", "Wu et al. 2017"},
    EmbeddingLossEntry {Kind::Margin, "margin", "Margin", "Wu et al. 2017"},
    EmbeddingLossEntry {Kind::NPair, "n-pair", "N-pair", "Sohn 2016"},
    EmbeddingLossEntry {Kind::LiftedStructure, "lifted", "Lifted structure", "Song et al. 2016"},
    EmbeddingLossEntry {Kind::Quadruplet, "quadruplet", "Quadruplet", "Chen et al. 2017"},
};

void requireIn(const char* key, double value, double low, double high, bool lowIsIn = true)
{
    const bool isIn = (lowIsIn ? value >= low : value > low) && value <= high;
    if (!isIn)
        throw ConfigError(concat("loss.", key, " = ", value, ": must be in ", lowIsIn ? "[" : "(",
            low, ", ", high, "]"));
}

/// [base + sign · x]₊ and its slope by x.
LossAtDistance hinge(double base, double x, double sign)
{
    const double value = base + sign * x;
    return value > 0 ? LossAtDistance {value, sign} : LossAtDistance {};
}

/// The same of x²: the slope by x is ±2x.
LossAtDistance squaredHinge(double base, double x, double sign)
{
    const double value = base + sign * x * x;
    return value > 0 ? LossAtDistance {value, sign * 2 * x} : LossAtDistance {};
}

constexpr LossAtDistance unknown {
    std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};

} // namespace

void EmbeddingLossConfig::validate() const
{
    requireIn("margin", margin, 0, 4, false);
    requireIn("contrastiveMargin", contrastiveMargin, 0, 2, false);
    requireIn("contrastivePositive", contrastivePositive, 0, 2);
    requireIn("liftedMargin", liftedMargin, 0, 4, false);
    requireIn("nPairPenalty", nPairPenalty, 0, 10);
    requireIn("beta", beta, 0, 2);
    requireIn("nu", nu, 0, 1);
}

std::span<const EmbeddingLossEntry> embeddingLosses()
{
    return entries;
}

const EmbeddingLossEntry& entryOf(EmbeddingLossKind kind)
{
    return entries[size_t(kind)];
}

bool usesDraws(EmbeddingLossKind kind)
{
    return kind != Kind::NPair && kind != Kind::LiftedStructure;
}

bool usesMargin(EmbeddingLossKind kind)
{
    return usesDraws(kind) && kind != Kind::Contrastive && kind != Kind::ContrastiveHinge;
}

double marginReach(const EmbeddingLossConfig& config, double beta)
{
    return std::clamp(beta + config.margin, 0.01, 2.);
}

LossAtDistance positiveLoss(const EmbeddingLossConfig& config, double d, double other, double beta)
{
    switch (config.kind) {
    case Kind::Contrastive:
        return {d * d, 2 * d};
    case Kind::ContrastiveHinge:
        return hinge(-config.contrastivePositive, d, 1);
    case Kind::TripletSquared:
    case Kind::Quadruplet: // its first term
        return squaredHinge(config.margin - other * other, d, 1);
    case Kind::Triplet:
        return hinge(config.margin - other, d, 1);
    case Kind::Margin:
        return hinge(config.margin - beta, d, 1);
    case Kind::NPair:
    case Kind::LiftedStructure:
        break;
    }
    return unknown;
}

LossAtDistance negativeLoss(const EmbeddingLossConfig& config, double d, double other, double beta)
{
    switch (config.kind) {
    case Kind::Contrastive: {
        const double gap = config.contrastiveMargin - d;
        return gap > 0 ? LossAtDistance {gap * gap, -2 * gap} : LossAtDistance {};
    }
    case Kind::ContrastiveHinge:
        return hinge(config.contrastiveMargin, d, -1);
    case Kind::TripletSquared:
    case Kind::Quadruplet:
        return squaredHinge(config.margin + other * other, d, -1);
    case Kind::Triplet:
        return hinge(config.margin + other, d, -1);
    case Kind::Margin:
        return hinge(config.margin + beta, d, -1);
    case Kind::NPair:
    case Kind::LiftedStructure:
        break;
    }
    return unknown;
}

} // namespace hardlens
