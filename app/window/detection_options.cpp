#include "app/window/detection_options.h"

#include "core/training/options.h"

#include <array>

namespace hardlens {

namespace {

constexpr std::array which {"mining.sampler", "mining.B", "mining.N", "mining.useNms",
    "mining.nmsIou", "mining.bgLo", "mining.fgFraction", "mining.hardFraction", "mining.focalGamma",
    "mining.grouping", "mining.scope", "mining.rankingLoss", "mining.divisor"};
constexpr std::array how {
    "training.implementation", "training.accumulate", "solver.rateFactor", "net.frozenStages"};

} // namespace

std::span<const char* const> whichKeys()
{
    return which;
}

std::span<const char* const> howKeys()
{
    return how;
}

std::set<std::string> keysOf(SamplerKind sampler)
{
    const std::set<std::string> always {
        "mining.sampler", "mining.N", "mining.bgLo", "mining.divisor"};
    std::set<std::string> keys = always;
    const auto add
        = [&](std::initializer_list<const char*> more) { keys.insert(more.begin(), more.end()); };
    if (sampler == SamplerKind::Ohem || sampler == SamplerKind::HardEasyMix)
        add({"mining.B", "mining.useNms", "mining.nmsIou", "mining.grouping", "mining.scope",
            "mining.rankingLoss"});
    if (sampler == SamplerKind::HardEasyMix)
        add({"mining.hardFraction"});
    if (sampler == SamplerKind::Heuristic)
        add({"mining.B", "mining.fgFraction"});
    if (sampler == SamplerKind::Focal)
        add({"mining.focalGamma"});
    return keys;
}

QString samplerName(const TrainingConfig& config)
{
    const TrainingOption& option = trainingOption("mining.sampler");
    const std::string value = option.get(config);
    for (size_t i = 0; i < option.spec.choices.size(); ++i)
        if (option.spec.choices[i] == value)
            return QString::fromStdString(option.spec.choiceLabels[i]);
    return {};
}

} // namespace hardlens
