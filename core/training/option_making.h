#pragma once

#include "core/basics/text.h"
#include "core/training/options.h"

#include <cmath>
#include <type_traits>
#include <utility>

/// How options are described, for the files that do: number(described("mining.B", …), 1, 4096, 1,
/// HL_FIELD(mining.roisPerStep)).
namespace hardlens::making {

using Config = TrainingConfig;

inline double numberOf(const std::string& value)
{
    double number = 0;
    readNumber(value, number);
    return number;
}

/// A description with what all kinds have in common; the kind's own fields follow.
inline OptionSpec described(std::string key, std::string label, std::string meaning)
{
    OptionSpec spec;
    spec.key = std::move(key);
    spec.label = std::move(label);
    spec.meaning = std::move(meaning);
    return spec;
}

/// `field` returns a reference to where the value lives; it is called with a const or a mutable
/// config.
template <typename Field>
TrainingOption number(OptionSpec spec, double low, double high, double step, Field field)
{
    using Value = std::decay_t<decltype(field(std::declval<Config&>()))>;
    spec.type = std::is_integral_v<Value> ? OptionType::Integer : OptionType::Real;
    spec.low = low;
    spec.high = high;
    spec.step = step;
    const auto get = [field](const Config& config) {
        return shortNumber(double(field(const_cast<Config&>(config))));
    };
    const auto set = [field](Config& config, const std::string& value) {
        field(config) = Value(numberOf(value));
    };
    return {std::move(spec), get, set};
}

template <typename Field> TrainingOption toggle(OptionSpec spec, Field field)
{
    spec.type = OptionType::Switch;
    return {std::move(spec),
        [field](const Config& config) -> std::string {
            return field(const_cast<Config&>(config)) ? "true" : "false";
        },
        [field](Config& config, const std::string& value) { field(config) = value == "true"; }};
}

template <typename Field> TrainingOption text(OptionSpec spec, Field field)
{
    spec.type = OptionType::Text;
    return {std::move(spec),
        [field](const Config& config) { return field(const_cast<Config&>(config)); },
        [field](Config& config, const std::string& value) { field(config) = value; }};
}

template <typename Value> struct Named
{
    Value value;
    const char* name;
    const char* label;
};

template <typename Value, typename Field>
TrainingOption choice(OptionSpec spec, std::vector<Named<Value>> names, Field field)
{
    spec.type = OptionType::Choice;
    for (const auto& n : names) {
        spec.choices.emplace_back(n.name);
        spec.choiceLabels.emplace_back(n.label);
    }
    const auto get = [field, names](const Config& config) -> std::string {
        for (const auto& n : names)
            if (n.value == field(const_cast<Config&>(config)))
                return n.name;
        return {};
    };
    const auto set = [field, names](Config& config, const std::string& value) {
        for (const auto& n : names)
            if (value == n.name)
                field(config) = n.value;
    };
    return {std::move(spec), get, set};
}

inline TrainingOption live(TrainingOption option)
{
    option.spec.live = true;
    return option;
}

inline TrainingOption logarithmic(TrainingOption option)
{
    option.spec.logarithmic = true;
    return option;
}

/// Of every bench.
inline TrainingOption shared(TrainingOption option)
{
    option.bench.reset();
    return option;
}

/// Those of one bench alone; shared ones stay as they are.
inline void addTo(
    std::vector<TrainingOption>& all, Bench bench, std::vector<TrainingOption> options)
{
    for (TrainingOption& option : options) {
        if (option.bench)
            option.bench = bench;
        all.push_back(std::move(option));
    }
}

// A field by reference, for const and mutable configs alike.
#define HL_FIELD(path)                                                                             \
    [](Config & c) -> auto&                                                                        \
    {                                                                                              \
        return c.path;                                                                             \
    }

} // namespace hardlens::making
