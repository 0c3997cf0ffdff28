#pragma once

#include "app/window/tried_settings.h"
#include "core/analysis/what_if.h"

#include <memory>

namespace hardlens {

/// Settings that are tried on a frozen step without telling the trainer: the choice is made again from the step's own losses
/// by the function that training uses.
class WhatIfDesk
{
public:
    /// Whether an option is one that a frozen step can answer.
    static bool takes(const std::string& key);

    /// The step to try on, and the settings in force. Settings that are being tried stay; null: there is nothing to try on.
    /// pinned: its pictures each have the quota that one of N gets.
    void setBase(std::shared_ptr<const DetectionStep> step, const TrainingConfig& config, bool pinned);

    /// See TriedSettings.
    void turn(const std::string& key, const std::string& value);
    void clear();
    bool active() const { return m_settings.active(); }
    const std::map<std::string, std::string>& changes() const { return m_settings.changes(); }
    std::string valueOf(const std::string& key) const { return m_settings.valueOf(key); }
    TrainingConfig tried() const { return m_settings.tried(); }

    /// Null: nothing is tried, or there is no step.
    const std::shared_ptr<const WhatIf>& answer() const { return m_answer; }

private:
    void choose();

    std::shared_ptr<const DetectionStep> m_step {};
    bool m_pinned = false;
    TriedSettings m_settings {};
    std::shared_ptr<const WhatIf> m_answer {};
};

} // namespace hardlens
