#pragma once

#include "core/losses/embedding_losses.h"
#include "core/nets/embedding_net.h"
#include "core/recipes/learning_rate.h"
#include "core/recipes/solver.h"
#include "core/records/step.h"
#include "core/training/embedding_batches.h"

namespace hardlens {

/// What may differ from step to step.
struct EmbeddingSettings
{
    SamplingConfig sampling {};
    bool upperFollowsBeta = true;
    EmbeddingLossConfig loss {};
    double rateFactor = 1;
    double betaRate = 0.01; // per step, whatever the batch
    int64_t frozenStages = 0;
};

/// The mathematics of an embedding network's training step, without threads, pictures from disk or
/// anybody watching.
class EmbeddingTrainer
{
public:
    struct Options
    {
        SolverKind solver = SolverKind::Adam;
        double momentum = 0.9; // of Sgd, and of β
        double weightDecay = 0;
        StepSchedule schedule {}; // β's rate falls with it
        int64_t classes = 1;      // of the training set: βs per class
        int64_t samples = 1;      // of the training set: βs per sample
        uint64_t seed = 0;
        double loadedRateFactor = 1; // on the rate of the parameters in `loaded`
        std::vector<std::string> loaded {};
    };

    /// The net is shared with whoever evaluates it.
    EmbeddingTrainer(
        std::shared_ptr<EmbeddingNet> net, const EmbeddingLossConfig& loss, const Options& options);

    struct Outcome
    {
        EmbeddingStep record {};
        StepHeader header {}; // rate, bytes, phases
    };

    /// Step `step` (from 1) on the batch. Throws NonFiniteError naming picture or parameter; then
    /// nothing has changed.
    Outcome step(const ClassBatch& batch, const EmbeddingSettings& settings, int64_t step);

    /// Unit embeddings of pictures [n, size, size, 3], without learning; row by row.
    std::vector<float> embed(std::span<const uint8_t> rgb, int32_t size) const;

    EmbeddingNet& net() { return *m_net; }
    const torch::Tensor& betas() const { return m_betas; }
    double meanBeta() const;
    /// What both solvers remember, the βs, and what they were set to last.
    NamedTensors state() const;
    void setState(const NamedTensors& state);

private:
    torch::Tensor inputOf(std::span<const uint8_t> rgb, int32_t size) const;
    Betas betasOf(const ClassBatch& batch, BetaScope scope) const;
    void makeBetas(const EmbeddingLossConfig& loss);
    void update(const EmbeddingSettings& settings, int64_t step, StepHeader& header);

    std::shared_ptr<EmbeddingNet> m_net;
    Options m_options;
    BetaScope m_scope = BetaScope::One;
    torch::Tensor m_betas {}; // [1], [classes] or [samples]
    double m_betaSetTo = 0;   // by the settings; another value there sets all of them anew
    std::unique_ptr<Solver> m_solver {}, m_betaSolver {};
};

} // namespace hardlens
