#pragma once

#include "app/window/tried_settings.h"

namespace hardlens {

/// Settings that are tried on a frozen step: whoever knows the step answers what they would change.
class TryDesk
{
public:
    virtual ~TryDesk() = default;

    /// Whether an option is one that a frozen step can answer.
    virtual bool takes(const std::string& key) const = 0;

    /// Tries a value; the one in force ends the try of that option. Throws ConfigError.
    void turn(const std::string& key, const std::string& value)
    {
        m_settings.turn(key, value);
        answerAgain();
    }
    void clear()
    {
        m_settings.clear();
        answerAgain();
    }
    const TriedSettings& settings() const { return m_settings; }
    bool active() const { return m_settings.active(); }

protected:
    /// The step or what is tried has changed.
    virtual void answerAgain() = 0;
    /// Other settings are in force; what is being tried stays.
    void setSettingsInForce(const TrainingConfig& config) { m_settings.setBase(config); }

private:
    TriedSettings m_settings {};
};

} // namespace hardlens
