#include "core/runs/body_policy.h"

#include "core/basics/error.h"

namespace hardlens {

void BodyPolicy::validate() const
{
    if (!(every >= 0 && every <= 1000000))
        throw ConfigError(concat("recording.every = ", every, ": must be in [0, 1000000]"));
    if (!(last >= 0 && last <= 1000000000))
        throw ConfigError(concat("recording.last = ", last, ": must be in [0, 1000000000]"));
}

BodyKeeper::BodyKeeper(const BodyPolicy& policy)
    : m_policy(policy)
{
    m_policy.validate();
}

bool BodyKeeper::wants(int64_t step) const
{
    return m_policy.last > 0 || (m_policy.every > 0 && step / m_policy.every != m_keptPart);
}

std::vector<int64_t> BodyKeeper::add(int64_t step)
{
    m_recent.insert(step);
    std::vector<int64_t> dropped;
    while (!m_recent.empty() && *m_recent.begin() <= step - m_policy.last) {
        const int64_t oldest = *m_recent.begin();
        m_recent.erase(m_recent.begin());
        if (m_policy.every == 0 || oldest / m_policy.every == m_keptPart)
            dropped.push_back(oldest);
        else
            m_keptPart = oldest / m_policy.every;
    }
    return dropped;
}

std::vector<int64_t> stepsToDrop(std::span<const int64_t> recorded, const BodyPolicy& policy)
{
    BodyKeeper keeper(policy);
    std::vector<int64_t> all;
    for (const int64_t step : recorded) {
        const auto dropped = keeper.add(step);
        all.insert(all.end(), dropped.begin(), dropped.end());
    }
    return all;
}

} // namespace hardlens
