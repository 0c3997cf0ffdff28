#include "app/window/embedding_desk.h"

#include <numeric>
#include <utility>

namespace hardlens {

bool EmbeddingDesk::takes(const std::string& key) const
{
    return key.starts_with("sampling.") || key == "loss.margin" || key == "loss.kind";
}

SamplingConfig samplingOf(const TrainingConfig& config, const std::vector<float>& betas)
{
    const EmbeddingConfig& e = config.embedding;
    SamplingConfig sampling = e.sampling;
    if (e.upperFollowsBeta && e.loss.kind == EmbeddingLossKind::Margin) {
        const double beta = betas.empty() ? e.loss.beta
                                          : std::accumulate(betas.begin(), betas.end(), 0.) / double(betas.size());
        sampling.upperCutoff = marginReach(e.loss, beta);
    }
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
    const SamplingConfig sampling = samplingOf(settings().tried(), m_step->betas);
    Draws draws = drawAgain(*m_step, *m_cosines, sampling, m_step->key);
    const DrawComparison comparison = compareDraws(*m_step, *m_cosines, draws);
    m_answer = std::make_shared<const EmbeddingChoice>(EmbeddingChoice {sampling, std::move(draws), comparison});
}

} // namespace hardlens
