#include "core/mining/mining_config.h"

#include "core/basics/error.h"

#include <algorithm>

namespace hardlens {

namespace {

template <typename T> void require(bool ok, const char* field, T value, const char* rule)
{
    if (!ok)
        throw ConfigError(concat("mining.", field, " = ", value, ": must be ", rule));
}

bool within(double value, double low, double high)
{
    return value >= low && value <= high; // false for NaN
}

} // namespace

void MiningConfig::validate() const
{
    require(picturesPerStep >= 1 && picturesPerStep <= 64, "N", picturesPerStep, "in [1, 64]");
    require(roisPerStep >= 1 && roisPerStep <= 100000, "B", roisPerStep, "in [1, 100000]");
    require(within(nmsIou, 0, 1), "nmsIou", nmsIou, "in [0, 1]");
    require(foregroundIou > 0 && foregroundIou <= 1, "foregroundIou", foregroundIou, "in (0, 1]");
    require(within(backgroundLow, 0, foregroundIou), "bgLo", backgroundLow,
        "in [0, mining.foregroundIou]");
    require(
        within(foregroundFraction, 0, 1), "foregroundFraction", foregroundFraction, "in [0, 1]");
    require(within(hardFraction, 0, 1), "hardFraction", hardFraction, "in [0, 1]");
    require(within(focalGamma, 0, 10), "focalGamma", focalGamma, "in [0, 10]");
}

MiningConfig paperPreset()
{
    return {};
}

MiningConfig originalCodePreset()
{
    MiningConfig config;
    config.grouping = NmsGrouping::ImageAndLabel;
    config.scope = SelectionScope::Pooled;
    config.ties = TieOrder::HigherIndexFirst;
    config.convention = PixelConvention::InclusivePixel;
    return config;
}

MiningConfig fastRcnnPreset()
{
    MiningConfig config;
    config.sampler = SamplerKind::Heuristic;
    config.backgroundLow = usualBackgroundLow(SamplerKind::Heuristic);
    return config;
}

MiningConfig withQuotaFor(int64_t pictures, MiningConfig mining)
{
    mining.roisPerStep
        = std::max<int64_t>(1, mining.roisPerStep * pictures / mining.picturesPerStep);
    mining.picturesPerStep = pictures;
    return mining;
}

double usualBackgroundLow(SamplerKind sampler)
{
    return sampler == SamplerKind::Heuristic ? 0.1 : 0.0;
}

bool needsLosses(SamplerKind sampler)
{
    return sampler == SamplerKind::Ohem || sampler == SamplerKind::HardEasyMix
        || sampler == SamplerKind::Focal;
}

} // namespace hardlens
