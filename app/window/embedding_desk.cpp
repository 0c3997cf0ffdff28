#include "app/window/embedding_desk.h"

#include <numeric>
#include <utility>

namespace hardlens {

bool EmbeddingDesk::takes(const std::string& key) const
{
    return key.starts_with("sampling.") || key == "loss.kind" || key == "loss.margin"
        || key == "loss.contrastiveMargin" || key == "loss.beta";
}

/// The mean of all β under what is tried.
double EmbeddingDesk::beta() const
{
    const EmbeddingConfig& inForce = settings().base().embedding;
    if (settings().changes().contains("loss.beta"))
        return settings().tried().embedding.loss.beta; // every β would be set to it
    // The step tells it only through its upper cutoff, which followed the mean of all and not that
    // of the batch.
    const auto& upper = m_step->sampling.upperCutoff;
    if (inForce.upperFollowsBeta && m_step->loss.kind == EmbeddingLossKind::Margin && upper
        && *upper < 2)
        return *upper - m_step->loss.margin;
    const std::vector<float>& betas = m_step->betas;
    return betas.empty() ? inForce.loss.beta
                         : std::accumulate(betas.begin(), betas.end(), 0.) / double(betas.size());
}

SamplingConfig EmbeddingDesk::sampling() const
{
    const EmbeddingConfig tried = settings().tried().embedding;
    SamplingConfig sampling = tried.sampling;
    if (tried.upperFollowsBeta && tried.loss.kind == EmbeddingLossKind::Margin)
        sampling.upperCutoff = marginReach(tried.loss, beta());
    return sampling;
}

void EmbeddingDesk::setBase(std::shared_ptr<const EmbeddingStep> step, const TrainingConfig& config)
{
    if (step != m_step)
        m_cosines.reset();
    m_step = std::move(step);
    setSettingsInForce(config);
    answerAgain();
}

void EmbeddingDesk::answerAgain()
{
    m_answer.reset();
    if (!active() || !m_step)
        return;
    if (!m_cosines)
        m_cosines = cosinesOf(m_step->embeddings, m_step->dimension);
    const SamplingConfig sampling = this->sampling();
    Draws draws = drawAgain(*m_step, *m_cosines, sampling, m_step->key);
    const DrawComparison comparison = compareDraws(*m_step, *m_cosines, draws);
    m_answer = std::make_shared<const EmbeddingChoice>(
        EmbeddingChoice {sampling, std::move(draws), comparison});
}

} // namespace hardlens
