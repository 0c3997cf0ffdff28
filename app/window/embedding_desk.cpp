#include "app/window/embedding_desk.h"

#include <numeric>
#include <utility>

namespace hardlens {

bool EmbeddingDesk::takes(const std::string& key)
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
        m_hasCosines = false;
    m_step = std::move(step);
    m_settings.setBase(config);
    draw();
}

void EmbeddingDesk::turn(const std::string& key, const std::string& value)
{
    m_settings.turn(key, value);
    draw();
}

void EmbeddingDesk::clear()
{
    m_settings.clear();
    m_answer.reset();
}

void EmbeddingDesk::draw()
{
    m_answer.reset();
    if (!m_settings.active() || !m_step)
        return;
    if (!std::exchange(m_hasCosines, true))
        m_cosines = cosinesOf(m_step->embeddings, m_step->dimension);
    const SamplingConfig sampling = samplingOf(m_settings.tried(), m_step->betas);
    m_answer = std::make_shared<const EmbeddingChoice>(
        EmbeddingChoice {sampling, drawAgain(*m_step, m_cosines, sampling, m_step->key)});
}

} // namespace hardlens
