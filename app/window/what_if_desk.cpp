#include "app/window/what_if_desk.h"

#include "core/training/options.h"

#include <set>

namespace hardlens {

bool WhatIfDesk::takes(const std::string& key)
{
    static const std::set<std::string> keys {"mining.sampler", "mining.B", "mining.N", "mining.useNms",
        "mining.nmsIou", "mining.bgLo", "mining.fgFraction", "mining.hardFraction", "mining.focalGamma",
        "mining.grouping", "mining.scope", "mining.rankingLoss", "mining.divisor"};
    return keys.contains(key);
}

void WhatIfDesk::setBase(
    std::shared_ptr<const DetectionStep> step, const TrainingConfig& config, bool pinned)
{
    m_step = std::move(step);
    m_config = config;
    m_pinned = pinned;
    choose();
}

void WhatIfDesk::turn(const std::string& key, const std::string& value)
{
    TrainingConfig checked = tried();
    setOption(checked, key, value);
    if (trainingOption(key).get(checked) == trainingOption(key).get(m_config))
        m_changes.erase(key);
    else
        m_changes[key] = value;
    choose();
}

void WhatIfDesk::clear()
{
    m_changes.clear();
    m_answer.reset();
}

std::string WhatIfDesk::valueOf(const std::string& key) const
{
    return trainingOption(key).get(tried());
}

TrainingConfig WhatIfDesk::tried() const
{
    TrainingConfig config = m_config;
    // The sampler first: it moves bg_lo to its own, unless that is tried as well.
    if (const auto sampler = m_changes.find("mining.sampler"); sampler != m_changes.end())
        setOption(config, sampler->first, sampler->second);
    for (const auto& [key, value] : m_changes)
        setOption(config, key, value);
    return config;
}

void WhatIfDesk::choose()
{
    m_answer.reset();
    if (!active() || !m_step)
        return;
    MiningConfig mining = tried().mining;
    if (m_pinned)
        mining = withQuotaFor(int64_t(m_step->pictures.size()), mining);
    m_answer = std::make_shared<const WhatIf>(whatIf(*m_step, mining));
}

} // namespace hardlens
