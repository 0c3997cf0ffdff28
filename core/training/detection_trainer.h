#pragma once

#include "core/nets/detector.h"
#include "core/recipes/learning_rate.h"
#include "core/recipes/sgd.h"
#include "core/records/step.h"
#include "core/training/non_finite_error.h"
#include "core/training/step_batch.h"

#include <memory>

namespace hardlens {

/// The two ways to train with OHEM that the paper names in §4.2.
///  ZeroedLosses (A): one head; the losses of the RoIs that were not chosen count nothing, backward
///  runs through all. ReadOnlyPass (B): a forward pass without gradients over all RoIs, then
///  forward and backward of the chosen ones.
/// Without dropout both give the same gradients.
enum class Implementation
{
    ZeroedLosses,
    ReadOnlyPass
};

/// What may differ from step to step.
struct StepSettings
{
    MiningConfig mining {};
    Implementation implementation = Implementation::ReadOnlyPass;
    bool rankWithDropout = false; // the original code's read-only head has dropout masks of its own
    /// N pictures one after the other, their gradients summed, instead of one blob. Samplers that
    /// need losses then run the backbone forward twice: once to rank all pictures, once to learn
    /// from each.
    bool accumulate = false;
    bool lossesOfAll = true; // also where the sampler does not need them (timed as watching)
    double rateFactor = 1;
    int64_t frozenStages = 0; // of the backbone, from the first on, in [0, 4]
};

/// What the network said of one RoI.
struct RoiBelief
{
    float probability = 0;
    std::array<ClassBelief, 3> top {};
    Box decoded {}; // stored pixels
};

/// What a step computed, by RoI of the batch.
struct StepOutcome
{
    Selection selection {}; // `selected` in the order of the batch
    RandomKey key {};
    bool hasLosses = false;
    std::vector<float> classLosses {}; // as ranked; empty where hasLosses is false
    std::vector<float> boxLosses {};
    std::vector<RoiBelief> beliefs {};        // as ranked, else as learned for the selected ones
    std::vector<float> learnedClassLosses {}; // by place in selection.selected
    std::vector<float> learnedBoxLosses {};
    double learningRate = 0;
    PhaseTimes phases {};
    int64_t bytesPeak = 0;
    int64_t bytesHeld = 0;
};

/// The mathematics of a detector's training step, without threads, pictures from disk or anybody
/// watching.
class DetectionTrainer
{
public:
    DetectionTrainer(std::shared_ptr<Detector> detector, const SgdConfig& solver,
        const StepSchedule& schedule, TargetNormalisation normalisation, uint64_t seed);

    /// Step `step` (from 1) on the batch, which must be on the detector's device.
    /// Throws NonFiniteError naming picture, RoI and values.
    StepOutcome step(const StepBatch& batch, const StepSettings& settings, int64_t step);

    /// The batch scored and chosen from as in a step, without learning.
    StepOutcome score(const StepBatch& batch, const StepSettings& settings, int64_t step);

    Detector& detector() { return *m_detector; }
    Sgd& solver() { return m_solver; }
    const TargetNormalisation& normalisation() const { return m_normalisation; }
    void setSchedule(const StepSchedule& schedule) { m_schedule = schedule; }

    /// For tests: leave the gradients of the last step in place and do not update.
    void setUpdates(bool updates) { m_updates = updates; }

private:
    struct Ranking;

    Ranking rank(const StepBatch& batch, const torch::Tensor& features,
        const StepSettings& settings, int64_t step);
    void takeRanking(const StepBatch& batch, const Ranking& ranking, StepOutcome& outcome);
    void select(const StepBatch& batch, const StepSettings& settings, StepOutcome& outcome);
    void stepInOneBlob(const StepBatch&, const StepSettings&, int64_t step, StepOutcome&);
    void stepByAccumulation(const StepBatch&, const StepSettings&, int64_t step, StepOutcome&);
    void learnFrom(const StepBatch&, const torch::Tensor& features, std::span<const int32_t> rois,
        int64_t firstSelected, const StepSettings&, int64_t step, StepOutcome&);
    void learnFromAll(const StepBatch&, const Ranking&, std::span<const int32_t> rois,
        int64_t firstSelected, StepOutcome&);
    void backward(const StepBatch&, const torch::Tensor& classLoss, const torch::Tensor& boxLoss,
        const torch::Tensor& weights, std::span<const int32_t> rois, int64_t firstSelected,
        StepOutcome&);
    void update(const StepSettings& settings, int64_t step, StepOutcome& outcome);
    DropoutGenerator dropoutFor(int64_t step, uint32_t use) const;

    std::shared_ptr<Detector> m_detector;
    Sgd m_solver;
    StepSchedule m_schedule;
    TargetNormalisation m_normalisation;
    uint64_t m_seed = 0;
    bool m_updates = true;
};

} // namespace hardlens
