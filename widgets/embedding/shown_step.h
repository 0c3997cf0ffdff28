#pragma once

#include "core/analysis/anchor_row.h"
#include "core/sampling/negative_sampling.h"

#include <memory>
#include <optional>

namespace hardlens {

/// A step with what is shown of it: its own choice of negatives, or that of a what-if. Cosines are
/// computed when they are first asked for.
class ShownStep
{
public:
    /// Another step ends a what-if, which was of the one before. Returns whether it is another.
    bool setStep(std::shared_ptr<const EmbeddingStep> step);
    void setChoice(const SamplingConfig& sampling, Draws draws); // there is a step
    void clearChoice() { m_choice.reset(); }

    bool isEmpty() const { return !m_step || m_step->pictures.empty(); }
    bool isWhatIf() const { return m_choice.has_value(); }
    int items() const { return m_step ? int(m_step->pictures.size()) : 0; }
    const std::shared_ptr<const EmbeddingStep>& pointer() const { return m_step; }
    const EmbeddingStep& operator*() const { return *m_step; }
    const EmbeddingStep* operator->() const { return m_step.get(); }

    const SamplingConfig& sampling() const;
    const Draws& draws() const;
    const Cosines& cosines() const;

    /// Of an item of the step; positive as anchorRow takes it. Losses are those of the step's own
    /// draws alone: a what-if was never learned from.
    AnchorRow rowOf(int anchor, int positive = -1) const;

private:
    struct Choice
    {
        SamplingConfig sampling {};
        Draws draws {};
    };

    std::shared_ptr<const EmbeddingStep> m_step {};
    std::optional<Choice> m_choice {};
    mutable std::optional<Cosines> m_cosines {};
};

} // namespace hardlens
