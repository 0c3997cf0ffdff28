#include "app/window/tried_settings.h"

#include "core/training/options.h"

namespace hardlens {

void TriedSettings::turn(const std::string& key, const std::string& value)
{
    TrainingConfig checked = tried();
    setOption(checked, key, value);
    if (trainingOption(key).get(checked) == trainingOption(key).get(m_config))
        m_changes.erase(key);
    else
        m_changes[key] = value;
}

std::string TriedSettings::valueOf(const std::string& key) const
{
    return trainingOption(key).get(tried());
}

TrainingConfig TriedSettings::tried() const
{
    TrainingConfig config = m_config;
    // The sampler first: it moves bg_lo to its own, unless that is tried as well.
    if (const auto sampler = m_changes.find("mining.sampler"); sampler != m_changes.end())
        setOption(config, sampler->first, sampler->second);
    for (const auto& [key, value] : m_changes)
        setOption(config, key, value);
    return config;
}

} // namespace hardlens
