#include "app/window/embedding_options.h"

#include <array>

namespace hardlens {

namespace {

constexpr std::array negatives {"sampling.negatives", "sampling.cutoff", "sampling.cutoffMode",
    "sampling.upperFollowsBeta", "sampling.upperCutoff", "sampling.dimension",
    "sampling.densityDimension", "sampling.withReplacement", "sampling.emptyRow",
    "sampling.positives", "sampling.margin"};
constexpr std::array loss {"loss.kind", "loss.margin", "loss.contrastiveMargin", "loss.beta",
    "loss.learnBeta", "embedding.betaRate", "loss.nu", "loss.mean"};
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

bool isOfUse(std::string_view key, const EmbeddingConfig& config)
{
    using Sampler = NegativeSampler;
    const Sampler sampler = config.sampling.negatives;
    const EmbeddingLossKind loss = config.loss.kind;
    const bool isWeighted = sampler == Sampler::DistanceWeighted,
               isMargin = loss == EmbeddingLossKind::Margin;
    const bool isContrastive
        = loss == EmbeddingLossKind::Contrastive || loss == EmbeddingLossKind::ContrastiveHinge;
    if (key.starts_with("sampling.") && !usesDraws(loss))
        return false;
    if (key == "sampling.cutoff")
        return isWeighted || sampler == Sampler::NearestBeyondCutoff;
    if (key == "sampling.upperFollowsBeta")
        return isWeighted && isMargin;
    if (key == "sampling.upperCutoff")
        return isWeighted && !(isMargin && config.upperFollowsBeta);
    if (key == "sampling.densityDimension")
        return isWeighted && config.sampling.dimension == DensityDimension::Given;
    if (key == "sampling.cutoffMode" || key == "sampling.dimension"
        || key == "sampling.withReplacement")
        return isWeighted;
    if (key == "sampling.emptyRow")
        return isWeighted || sampler == Sampler::NearestBeyondCutoff
            || sampler == Sampler::SemiHardPaper || sampler == Sampler::SemiHardFaceNet;
    if (key == "sampling.margin")
        return sampler == Sampler::SemiHardFaceNet || sampler == Sampler::VggFace
            || sampler == Sampler::SemiHardBand;
    if (key == "loss.margin")
        return usesMargin(loss);
    if (key == "loss.contrastiveMargin")
        return isContrastive;
    if (key == "loss.beta" || key == "loss.learnBeta" || key == "embedding.betaRate"
        || key == "loss.nu")
        return isMargin;
    return true;
}

} // namespace hardlens
