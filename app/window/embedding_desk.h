#pragma once

#include "app/window/tried_settings.h"
#include "core/records/embedding_step.h"

#include <memory>

namespace hardlens {

/// What other settings would draw from a step.
struct EmbeddingChoice
{
    SamplingConfig sampling {};
    Draws draws {};
};

/// Settings that are tried on a frozen step of an embedding without telling the trainer: the negatives are drawn again from the
/// step's own embeddings, with the step's random numbers, by the function that training uses.
class EmbeddingDesk
{
public:
    /// Whether an option is one that a frozen step can answer.
    static bool takes(const std::string& key);

    /// The step to try on, null: there is none; and the settings in force.
    void setBase(std::shared_ptr<const EmbeddingStep> step, const TrainingConfig& config);
    void turn(const std::string& key, const std::string& value); // throws ConfigError
    void clear();

    const TriedSettings& settings() const { return m_settings; }
    /// Null: nothing is tried, or there is no step.
    const std::shared_ptr<const EmbeddingChoice>& answer() const { return m_answer; }

private:
    void draw();

    std::shared_ptr<const EmbeddingStep> m_step {};
    Cosines m_cosines {};
    bool m_hasCosines = false; // they are computed when they are needed
    TriedSettings m_settings {};
    std::shared_ptr<const EmbeddingChoice> m_answer {};
};

/// The sampling settings as a step with these βs uses them: an upper cutoff that follows β is a number.
SamplingConfig samplingOf(const TrainingConfig& config, const std::vector<float>& betas);

} // namespace hardlens
