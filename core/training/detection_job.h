#pragma once

#include "core/data/proposals/proposal_service.h"
#include "core/training/detection_trainer.h"
#include "core/training/training_job.h"

#include <optional>

namespace hardlens {

/// Training a detector: data, proposals, pictures ahead, network, solver.
class DetectionJob : public TrainingJob
{
public:
    /// Opens the data, finds nothing yet. from: where to go on; null: at the beginning. Throws
    /// ConfigError, DataError.
    DetectionJob(const TrainingConfig& config, Report report, const Checkpoint* from = nullptr);

    RunHeader header() const override;
    bool lacksData() const override { return anyLost(m_data->problems); }
    std::shared_ptr<PictureSource> pictures() const override { return m_pictures; }
    bool hasTestPictures() const override { return !m_data->test.empty(); }
    /// Empirical target normalisation.
    bool prepare(const Progress& progress) override;
    std::string preparing() const override { return "measuring box targets"; }
    bool fetch(const TrainingConfig& now, std::chrono::milliseconds patience) override;
    Activity background() const override;
    JobStep step(const TrainingConfig& now, int64_t number) override;
    std::optional<TestScores> evaluate(
        const TrainingConfig& now, const Progress& progress) override;
    void watch(std::vector<int64_t> testIndices) override;
    bool watchesAnything() const override { return !m_pinned.empty(); }
    WatchedScores scoreWatched(const TrainingConfig& now, int64_t step) override;
    EvaluatedDetections lookAt(const LoosePicture& picture) override;
    Weights weights() const override;
    Checkpoint checkpoint() const override;

    /// The next N pictures as one batch; nullopt where they are not ready within the time. What is
    /// ready is kept for the next call.
    std::optional<StepBatch> nextBatch(int64_t pictures, std::chrono::milliseconds patience);
    DetectionTrainer& trainer() { return *m_trainer; }

private:
    void openData();
    void makeNetwork();
    void makeTrainer(TargetNormalisation normalisation);
    void goOnFrom(const Checkpoint& checkpoint);
    StepSchedule schedule() const;
    StepSettings settingsFor(const TrainingConfig& now, int64_t step) const;
    StepBatch testBatch(const std::vector<int64_t>& indices) const;

    TrainingConfig m_config;
    Report m_report;
    torch::Device m_device = torch::kCPU;
    std::shared_ptr<const DetectionData> m_data {};
    std::shared_ptr<PictureStore> m_pictures {};
    std::shared_ptr<ProposalService> m_proposals {};
    std::shared_ptr<Detector> m_detector {};
    std::unique_ptr<DetectionTrainer> m_trainer {};
    std::unique_ptr<SampleLoader> m_loader {};
    std::optional<StepBatch> m_fetched {};
    std::vector<int64_t> m_pinned {};
    std::optional<StepBatch> m_pinnedBatch {}; // made when it is needed
    std::vector<Sample> m_waiting {};          // of the next batch, already taken from the loader
    int64_t m_epoch = 0;
    int64_t m_nextPosition = 0;   // of the order: what nextBatch has not given out yet
    NamedTensors m_velocities {}; // of a checkpoint
};

} // namespace hardlens
