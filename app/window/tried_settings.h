#pragma once

#include "core/training/training_config.h"

#include <map>
#include <string>

namespace hardlens {

/// Settings that are tried on what stands still, without telling the trainer.
class TriedSettings
{
public:
    /// The settings in force. What is being tried stays.
    void setBase(const TrainingConfig& config) { m_config = config; }
    const TrainingConfig& base() const { return m_config; }

    /// Tries a value; the one in force ends the try of that option. Throws ConfigError.
    void turn(const std::string& key, const std::string& value);
    void clear() { m_changes.clear(); }

    /// Whether anything is tried.
    bool active() const { return !m_changes.empty(); }
    /// What is tried, by key.
    const std::map<std::string, std::string>& changes() const { return m_changes; }
    /// The value that is tried, else the one in force.
    std::string valueOf(const std::string& key) const;
    /// The settings as they would be.
    TrainingConfig tried() const;

private:
    TrainingConfig m_config {};
    std::map<std::string, std::string> m_changes {};
};

} // namespace hardlens
