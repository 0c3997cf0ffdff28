#include "core/experiment/experiment_file.h"

#include "core/basics/checked_file.h"
#include "core/basics/error.h"
#include "core/training/options.h"

#include <algorithm>
#include <toml++/toml.h>

namespace hardlens {

namespace {

struct Setting
{
    std::string key {};
    std::string value {};
    int64_t line = 0;
};

std::string valueText(const toml::node& node, const std::string& where)
{
    if (const auto text = node.value_exact<std::string>())
        return *text;
    if (const auto flag = node.value_exact<bool>())
        return *flag ? "true" : "false";
    if (const auto whole = node.value_exact<int64_t>())
        return std::to_string(*whole);
    if (const auto real = node.value_exact<double>())
        return shortNumber(*real);
    throw ConfigError(concat(where, ": must be a number, true or false, or text in quotes"));
}

void flatten(const toml::table& table, const std::string& prefix, const std::string& name,
    std::vector<Setting>& settings)
{
    for (const auto& [key, node] : table) {
        const std::string full = prefix + std::string(key.str());
        const auto line = int64_t(node.source().begin.line);
        if (const auto* inner = node.as_table())
            flatten(*inner, full + ".", name, settings);
        else
            settings.push_back({full, valueText(node, concat(name, ":", line, ": ", full)), line});
    }
}

std::string quoted(const std::string& text)
{
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result + "\"";
}

/// Numbers and switches stand as they are, everything else in quotes.
std::string tomlValue(const OptionSpec& spec, const std::string& value)
{
    const bool bare = spec.type == OptionType::Integer || spec.type == OptionType::Real
        || spec.type == OptionType::Switch;
    return bare ? value : quoted(value);
}

std::string tableOf(const std::string& key)
{
    const size_t dot = key.rfind('.');
    return dot == std::string::npos ? std::string() : key.substr(0, dot);
}

} // namespace

void readExperimentText(const std::string& text, const std::string& name, TrainingConfig& config)
{
    std::vector<Setting> settings;
    try {
        flatten(toml::parse(text), "", name, settings);
    } catch (const toml::parse_error& error) {
        throw ConfigError(concat(name, ":", error.source().begin.line, ": ", error.description()));
    }
    // A preset sets many keys, a sampler moves bg_lo: what is more particular comes later.
    const auto order = [](const Setting& s) {
        return s.key == "mining.preset" || s.key == "sampling.preset" ? 0
            : s.key == "mining.sampler"                               ? 1
                                                                      : 2;
    };
    std::stable_sort(settings.begin(), settings.end(),
        [&](const Setting& a, const Setting& b) { return order(a) < order(b); });
    for (const Setting& s : settings) {
        try {
            setOption(config, s.key, s.value);
        } catch (const ConfigError& error) {
            throw ConfigError(concat(name, ":", s.line, ": ", error.what()));
        }
    }
}

void readExperiment(const std::filesystem::path& file, TrainingConfig& config)
{
    readExperimentText(readTextFile(file, 1u << 20), file.string(), config);
}

void applySettings(const std::vector<std::string>& settings, TrainingConfig& config)
{
    for (const std::string& setting : settings) {
        const size_t equals = setting.find('=');
        if (equals == std::string::npos)
            throw ConfigError(concat("--set ", setting, ": must be KEY=VALUE"));
        setOption(config, setting.substr(0, equals), setting.substr(equals + 1));
    }
}

std::string experimentText(const TrainingConfig& config)
{
    // Keys without a table must come first: TOML has no way back out of one.
    std::vector<const TrainingOption*> options;
    for (const TrainingOption& option : trainingOptions())
        if (option.isOf(config.bench))
            options.push_back(&option);
    std::vector<std::string> tables;
    for (const auto* option : options)
        if (const auto t = tableOf(option->spec.key);
            std::find(tables.begin(), tables.end(), t) == tables.end())
            tables.push_back(t);
    std::stable_partition(tables.begin(), tables.end(), [](const auto& t) { return t.empty(); });
    TrainingConfig effective = config;
    effective.proposals = effectiveProposals(config);
    std::string text;
    for (const std::string& table : tables) {
        if (!table.empty())
            text += concat("\n[", table, "]\n");
        for (const auto* option : options) {
            if (tableOf(option->spec.key) != table)
                continue;
            const std::string name
                = table.empty() ? option->spec.key : option->spec.key.substr(table.size() + 1);
            text += concat(name, " = ", tomlValue(option->spec, option->get(effective)), "  # ",
                option->spec.meaning,
                option->spec.type == OptionType::Text ? "" : " " + option->spec.range(),
                option->spec.live ? ". Live." : "", "\n");
        }
    }
    return text;
}

} // namespace hardlens
