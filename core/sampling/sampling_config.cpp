#include "core/sampling/sampling_config.h"

#include "core/basics/error.h"

namespace hardlens {

namespace {

constexpr NegativeSamplerEntry entries[] {
    {NegativeSampler::Uniform, "uniform", "Wu et al.", false},
    {NegativeSampler::Hardest, "hardest", "PML BatchHardMiner", false},
    {NegativeSampler::SemiHardPaper, "semi-hard-paper", "Wu et al.", true},
    {NegativeSampler::SemiHardFaceNet, "semi-hard-facenet", "FaceNet", true},
    {NegativeSampler::VggFace, "vgg-face", "facenet select_triplets", true},
    {NegativeSampler::SemiHardOrFarthest, "semi-hard-or-farthest", "TFA TripletSemiHardLoss, RKD",
        true},
    {NegativeSampler::SemiHardBand, "semi-hard-band", "RDML semihard", true},
    {NegativeSampler::SoftHard, "soft-hard", "RDML softhard", false},
    {NegativeSampler::SemiHardOrDrop, "semi-hard-or-drop", "PML BatchEasyHardMiner", true},
    {NegativeSampler::DistanceWeighted, "distance-weighted", "Wu et al.", false},
    {NegativeSampler::NearestBeyondCutoff, "nearest-beyond-cutoff", "D&C, metriclearningbench",
        false},
};

void require(bool ok, const char* field, double value, const char* rule)
{
    if (!ok)
        throw ConfigError(concat("sampling.", field, " = ", value, ": must be ", rule));
}

} // namespace

void SamplingConfig::validate() const
{
    require(margin > 0 && margin <= 4, "margin", margin, "in (0, 4]");
    require(cutoff >= 0 && cutoff <= 2, "cutoff", cutoff, "in [0, 2]");
    const double upper = upperCutoff.value_or(2);
    require(upper > 0 && upper <= 2, "upperCutoff", upper, "in (0, 2]");
    require(densityDimension >= 2 && densityDimension <= 4096, "densityDimension", densityDimension,
        "in [2, 4096]");
}

std::span<const NegativeSamplerEntry> negativeSamplers()
{
    return entries;
}

const NegativeSamplerEntry& entryOf(NegativeSampler sampler)
{
    return entries[size_t(sampler)];
}

SamplingConfig batchHardPreset()
{
    SamplingConfig config;
    config.negatives = NegativeSampler::Hardest;
    config.positives = PositiveChoice::Hardest;
    return config;
}

} // namespace hardlens
