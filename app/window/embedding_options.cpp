#include "app/window/embedding_options.h"

#include <array>

namespace hardlens {

namespace {

constexpr std::array negatives {"sampling.negatives", "sampling.cutoff", "sampling.cutoffMode", "sampling.upperFollowsBeta",
    "sampling.upperCutoff", "sampling.dimension", "sampling.densityDimension", "sampling.withReplacement",
    "sampling.emptyRow", "sampling.positives", "sampling.margin"};
constexpr std::array loss {"loss.kind", "loss.margin", "loss.contrastiveMargin", "loss.learnBeta", "embedding.betaRate", "loss.nu",
    "loss.mean"};
constexpr std::array batch {"embedding.P", "embedding.K", "solver.rateFactor", "net.frozenStages"};

} // namespace

std::span<const char* const> negativesKeys()
{
    return negatives;
}

std::span<const char* const> lossKeys()
{
    return loss;
}

std::span<const char* const> batchKeys()
{
    return batch;
}

} // namespace hardlens
