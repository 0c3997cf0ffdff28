#include "app/window/what_if_desk.h"

#include <set>

namespace hardlens {

bool WhatIfDesk::takes(const std::string& key) const
{
    static const std::set<std::string> keys {"mining.sampler", "mining.B", "mining.N",
        "mining.useNms", "mining.nmsIou", "mining.bgLo", "mining.fgFraction", "mining.hardFraction",
        "mining.focalGamma", "mining.grouping", "mining.scope", "mining.rankingLoss",
        "mining.divisor"};
    return keys.contains(key);
}

void WhatIfDesk::setBase(
    std::shared_ptr<const DetectionStep> step, const TrainingConfig& config, bool pinned)
{
    m_step = std::move(step);
    m_pinned = pinned;
    setSettingsInForce(config);
    answerAgain();
}

void WhatIfDesk::answerAgain()
{
    m_answer.reset();
    if (!active() || !m_step)
        return;
    MiningConfig mining = settings().tried().mining;
    if (m_pinned)
        mining = withQuotaFor(int64_t(m_step->pictures.size()), mining);
    m_answer = std::make_shared<const WhatIf>(whatIf(*m_step, mining));
}

} // namespace hardlens
