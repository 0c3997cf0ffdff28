#include "widgets/fork/fork_proposals.h"

#include "core/basics/error.h"
#include "widgets/fork/variant_look.h"

#include <algorithm>
#include <cmath>

namespace hardlens {

namespace {

/// In the form that files have it; none where it is out of range.
std::optional<QString> checkedNumber(const OptionSpec& spec, double number)
{
    try {
        return QString::fromStdString(spec.checked(
            shortNumber(spec.type == OptionType::Integer ? std::round(number) : number)));
    } catch (const ConfigError&) {
        return std::nullopt;
    }
}

QStringList furtherNumbers(const OptionSpec& spec, const QString& first)
{
    double now = 0;
    if (!readNumber(first.toStdString(), now))
        return {};
    QStringList values;
    for (const double number : {now / 2, now * 2, now / 4, now * 4, spec.low, spec.high})
        if (const auto value = checkedNumber(spec, number))
            values << *value;
    return values;
}

QStringList others(const OptionSpec& spec, const QString& first)
{
    switch (spec.type) {
    case OptionType::Choice: {
        QStringList values;
        for (const std::string& choice : spec.choices)
            values << QString::fromStdString(choice);
        return values;
    }
    case OptionType::Switch:
        return {"true", "false"};
    case OptionType::Integer:
    case OptionType::Real:
        return furtherNumbers(spec, first);
    case OptionType::Text:
        break;
    }
    return {};
}

} // namespace

std::vector<ForkPreset> forkPresets(const std::vector<ForkOption>& options)
{
    const ForkPreset wanted[] = {{"mining.sampler", {"ohem", "heuristic"}},
        {"mining.useNms", {"true", "false"}}, {"mining.B", {"64", "128", "256"}},
        {"sampling.negatives", {"distance-weighted", "uniform"}}, {"sampling.cutoff", {"0", "0.5"}},
        {"loss.kind", {"margin", "triplet"}}};
    std::vector<ForkPreset> presets;
    for (const ForkPreset& preset : wanted) {
        const auto option = std::ranges::find_if(options,
            [&](const ForkOption& o) { return QString::fromStdString(o.spec.key) == preset.key; });
        if (option == options.end())
            continue;
        QStringList values = preset.values;
        values.removeAll(option->value);
        values.prepend(option->value);
        presets.push_back({preset.key, values.mid(0, mostVariants)});
    }
    return presets;
}

std::optional<QString> furtherValue(const OptionSpec& spec, const QStringList& taken)
{
    for (const QString& value : others(spec, taken.value(0)))
        if (!taken.contains(value))
            return value;
    return std::nullopt;
}

} // namespace hardlens
