#pragma once

#include "app/window/try_desk.h"
#include "core/analysis/what_if.h"

#include <memory>

namespace hardlens {

/// Settings that are tried on a frozen step without telling the trainer: the choice is made again
/// from the step's own losses by the function that training uses.
class WhatIfDesk : public TryDesk
{
public:
    bool takes(const std::string& key) const override;

    /// The step to try on, and the settings in force. Null: there is nothing to try on. pinned: its
    /// pictures each have the quota that one of N gets.
    void setBase(
        std::shared_ptr<const DetectionStep> step, const TrainingConfig& config, bool pinned);

    /// Null: nothing is tried, or there is no step.
    const std::shared_ptr<const WhatIf>& answer() const { return m_answer; }

protected:
    void answerAgain() override;

private:
    std::shared_ptr<const DetectionStep> m_step {};
    bool m_pinned = false;
    std::shared_ptr<const WhatIf> m_answer {};
};

} // namespace hardlens
