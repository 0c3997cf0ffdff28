#include "core/training/superseded_settings.h"

#include "core/basics/error.h"
#include "core/training/options.h"

#include <map>

namespace hardlens {

std::vector<Command> withoutSuperseded(
    const std::deque<Command>& commands, const TrainingConfig& config)
{
    const auto leadsBack = [&](const SetOption& last) {
        try {
            TrainingConfig changed = config;
            setOption(changed, last.key, last.value);
            const TrainingOption& option = trainingOption(last.key);
            return option.get(changed) == option.get(config);
        } catch (const ConfigError&) {
            return true; // nothing is left out before a value that is refused
        }
    };
    std::map<std::string, const SetOption*> last;
    for (const Command& command : commands)
        if (const auto* set = std::get_if<SetOption>(&command))
            last[set->key] = set;
    std::erase_if(last, [&](const auto& entry) { return leadsBack(*entry.second); });
    std::vector<Command> kept;
    for (const Command& command : commands) {
        const auto* set = std::get_if<SetOption>(&command);
        const auto found = set ? last.find(set->key) : last.end();
        if (found == last.end() || found->second == set)
            kept.push_back(command);
    }
    return kept;
}

} // namespace hardlens
