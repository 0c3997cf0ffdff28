#include "widgets/embedding/shown_step.h"

#include <utility>

namespace hardlens {

bool ShownStep::setStep(std::shared_ptr<const EmbeddingStep> step)
{
    if (step == m_step)
        return false;
    m_step = std::move(step);
    m_choice.reset();
    m_cosines.reset();
    return true;
}

void ShownStep::setChoice(const SamplingConfig& sampling, Draws draws)
{
    m_choice = Choice {sampling, std::move(draws)};
}

const SamplingConfig& ShownStep::sampling() const
{
    return m_choice ? m_choice->sampling : m_step->sampling;
}

const Draws& ShownStep::draws() const
{
    return m_choice ? m_choice->draws : m_step->drawn;
}

const Cosines& ShownStep::cosines() const
{
    if (!m_cosines)
        m_cosines = cosinesOf(m_step->embeddings, m_step->dimension);
    return *m_cosines;
}

AnchorRow ShownStep::rowOf(int anchor, int positive) const
{
    const BatchChoice batch {.step = *m_step,
        .cosines = cosines(),
        .sampling = sampling(),
        .draws = draws(),
        .losses = m_choice ? std::span<const float> {} : m_step->drawLosses};
    return anchorRow(batch, anchor, positive);
}

} // namespace hardlens
