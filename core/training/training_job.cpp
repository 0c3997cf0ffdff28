#include "core/training/training_job.h"

#include "core/training/detection_job.h"
#include "core/training/embedding_job.h"

namespace hardlens {

std::unique_ptr<TrainingJob> makeJob(
    const TrainingConfig& config, TrainingJob::Report report, const Checkpoint* from)
{
    if (config.bench == Bench::Embedding)
        return std::make_unique<EmbeddingJob>(config, std::move(report), from);
    return std::make_unique<DetectionJob>(config, std::move(report), from);
}

} // namespace hardlens
