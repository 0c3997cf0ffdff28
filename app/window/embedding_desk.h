#pragma once

#include "app/window/try_desk.h"
#include "core/analysis/draw_comparison.h"

#include <memory>
#include <optional>

namespace hardlens {

/// What other settings would draw from a step.
struct EmbeddingChoice
{
    SamplingConfig sampling {};
    Draws draws {};
    DrawComparison comparison {}; // with those of the step
};

/// Settings that are tried on a frozen step of an embedding without telling the trainer: the
/// negatives are drawn again from the step's own embeddings, with the step's random numbers, by the
/// function that training uses.
class EmbeddingDesk : public TryDesk
{
public:
    bool takes(const std::string& key) const override;

    /// The step to try on, null: there is none; and the settings in force.
    void setBase(std::shared_ptr<const EmbeddingStep> step, const TrainingConfig& config);

    /// Null: nothing is tried, or there is no step.
    const std::shared_ptr<const EmbeddingChoice>& answer() const { return m_answer; }

protected:
    void answerAgain() override;

private:
    double beta() const;
    /// As a step uses them: an upper cutoff that follows β is a number.
    SamplingConfig sampling() const;

    std::shared_ptr<const EmbeddingStep> m_step {};
    std::optional<Cosines> m_cosines {}; // of the step, computed when they are needed
    std::shared_ptr<const EmbeddingChoice> m_answer {};
};

} // namespace hardlens
