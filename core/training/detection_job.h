#pragma once

#include "core/records/published.h"
#include "core/checkpoints/checkpoint.h"
#include "core/data/loose_picture.h"
#include "core/training/detection_trainer.h"
#include "core/training/training_config.h"

#include <chrono>
#include <functional>
#include <optional>

namespace hardlens {

/// The test pictures scored: the numbers, and the detections that they are of.
struct TestScores
{
    Evaluation evaluation {};
    EvaluatedDetections detections {};
};

/// All that training a detector needs, put together from a config: data, proposals, pictures ahead, network, solver. Has no
/// thread of its own and is used by one.
class DetectionJob
{
public:
    using Report = std::function<void(const DataProblem&)>; // any thread
    /// Called between pictures of a long job; false stops it.
    using Progress = std::function<bool(int64_t done, int64_t total)>;

    /// Opens the data, finds nothing yet. from: where to go on; null: at the beginning. Throws ConfigError, DataError.
    DetectionJob(const TrainingConfig& config, Report report, const Checkpoint* from = nullptr);

    /// What must look at the pictures first: empirical target normalisation. False: stopped.
    bool prepare(const Progress& progress);

    /// The next N pictures as one batch; nullopt where they are not ready within the time. What is ready is kept for the next
    /// call.
    std::optional<StepBatch> nextBatch(int64_t pictures, std::chrono::milliseconds patience);

    /// Test pictures by index, as one batch.
    StepBatch testBatch(const std::vector<int64_t>& indices) const;

    /// The test pictures scored with the weights in force; nullopt: stopped.
    std::optional<TestScores> evaluate(const Progress& progress) const;

    /// What the weights in force find in a picture that is none of the data's.
    EvaluatedDetections detectIn(const LoosePicture& picture) const;

    void saveWeights(const std::filesystem::path& path) const;

    /// Copies of all tensors that a run goes on from, and the next picture; the caller knows the rest.
    Checkpoint checkpoint() const;

    DetectionTrainer& trainer() { return *m_trainer; }
    StepSchedule schedule() const;
    const DetectionData& data() const { return *m_data; }
    const std::shared_ptr<PictureStore>& pictures() const { return m_pictures; }
    ProposalProgress proposalProgress() const { return m_proposals->progress(); }
    RunHeader header() const;
    torch::Device device() const { return m_device; }
    /// Epoch of the newest batch.
    int64_t epoch() const { return m_epoch; }

private:
    void openData();
    void makeNetwork();
    void makeTrainer(TargetNormalisation normalisation);
    void goOnFrom(const Checkpoint& checkpoint);
    Weights weights() const;

    TrainingConfig m_config;
    Report m_report;
    torch::Device m_device = torch::kCPU;
    std::shared_ptr<const DetectionData> m_data {};
    std::shared_ptr<PictureStore> m_pictures {};
    std::shared_ptr<ProposalService> m_proposals {};
    std::shared_ptr<Detector> m_detector {};
    std::unique_ptr<DetectionTrainer> m_trainer {};
    std::unique_ptr<SampleLoader> m_loader {};
    std::vector<Sample> m_waiting {}; // of the next batch, already taken from the loader
    int64_t m_epoch = 0;
    int64_t m_nextPosition = 0; // of the order: what nextBatch has not given out yet
    NamedTensors m_velocities {}; // of a checkpoint
};

} // namespace hardlens
