#pragma once

#include "core/training/embedding_batches.h"
#include "core/training/embedding_trainer.h"
#include "core/training/training_job.h"

namespace hardlens {

/// Training an embedding: pictures with classes, batches ahead, network, solver, and the unseen
/// classes it is tested on.
class EmbeddingJob : public TrainingJob
{
public:
    /// Opens the data. from: where to go on; null: at the beginning. Throws ConfigError, DataError.
    EmbeddingJob(const TrainingConfig& config, Report report, const Checkpoint* from = nullptr);

    RunHeader header() const override;
    void check(const TrainingConfig& changed) const override;
    bool lacksData() const override { return anyLost(m_data->problems); }
    std::shared_ptr<PictureSource> pictures() const override { return m_pictures; }
    bool hasTestPictures() const override { return !m_data->test.empty(); }
    /// The floors: what raw pixels and the untrained network retrieve.
    bool prepare(const Progress& progress) override;
    std::string preparing() const override
    {
        return "measuring raw pixels and the untrained network";
    }
    bool fetch(const TrainingConfig& now, std::chrono::milliseconds patience) override;
    JobStep step(const TrainingConfig& now, int64_t number) override;
    std::optional<TestScores> evaluate(
        const TrainingConfig& now, const Progress& progress) override;
    /// The probe is chosen by the settings, not by pictures.
    void watch(std::vector<int64_t> testIndices) override;
    bool watchesAnything() const override { return !m_probe.empty(); }
    WatchedScores scoreWatched(const TrainingConfig& now, int64_t step) override;
    EvaluatedDetections lookAt(const LoosePicture& picture) override;
    Weights weights() const override;
    Checkpoint checkpoint() const override;

    EmbeddingTrainer& trainer() { return *m_trainer; }

private:
    void makeTrainer(const Checkpoint* from);
    void chooseProbe();
    /// The order that the settings ask for. As many classes as there are where P, as the run began
    /// with it, is more: defaults must not keep anybody from a set of ten digits.
    ClassOrderConfig orderOf(const TrainingConfig& now) const;
    int64_t classesToTakeFrom(const ClassOrderConfig& order) const;
    EmbeddingSettings settingsFor(const TrainingConfig& now) const;
    /// Test pictures by index, as the network sees them; those that cannot be read are grey, and
    /// said.
    std::vector<uint8_t> testPixels(std::span<const int64_t> indices) const;
    /// All of them, in parts; false: stopped.
    bool forTestPictures(
        const Progress& progress, const std::function<void(std::span<const uint8_t>)>& part) const;

    TrainingConfig m_config;
    Report m_report;
    torch::Device m_device = torch::kCPU;
    std::shared_ptr<const ClassPictures> m_data {};
    std::shared_ptr<PictureStore> m_pictures {};
    std::unique_ptr<EmbeddingTrainer> m_trainer {};
    std::unique_ptr<ClassBatches> m_batches {};
    std::optional<ClassBatch> m_fetched {};
    BatchPlace m_next {}; // what has not been learned from yet
    std::vector<int64_t> m_probe {};
    std::vector<uint8_t> m_probePixels {};
    std::vector<int32_t> m_testLabels {};
    double m_rawPixels = RetrievalEvaluation::none, m_untrained = RetrievalEvaluation::none;
};

} // namespace hardlens
