#pragma once

#include "core/analysis/what_if.h"
#include "core/training/training_config.h"

#include <map>
#include <memory>
#include <string>

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

    /// Tries a value; the one in force ends the try of that option. Throws ConfigError.
    void turn(const std::string& key, const std::string& value);
    void clear();

    /// Whether anything is tried.
    bool active() const { return !m_changes.empty(); }
    /// What is tried, by key.
    const std::map<std::string, std::string>& changes() const { return m_changes; }
    /// The value that is tried, else the one in force.
    std::string valueOf(const std::string& key) const;
    /// The settings as they would be.
    TrainingConfig tried() const;

    /// Null: nothing is tried, or there is no step.
    const std::shared_ptr<const WhatIf>& answer() const { return m_answer; }

private:
    void choose();

    std::shared_ptr<const DetectionStep> m_step {};
    TrainingConfig m_config {};
    bool m_pinned = false;
    std::map<std::string, std::string> m_changes {};
    std::shared_ptr<const WhatIf> m_answer {};
};

} // namespace hardlens
