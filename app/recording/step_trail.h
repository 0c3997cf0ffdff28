#pragma once

#include "core/records/step_source.h"

#include <filesystem>
#include <mutex>
#include <optional>

namespace hardlens {

class RunReader;

/// All steps of a run that can be had: those in memory, and those of its folder. Any thread.
class StepTrail : public StepSource
{
public:
    /// recent: null where nothing is in memory. folder: empty where nothing is on disk; its file
    /// may come later.
    StepTrail(std::shared_ptr<StepSource> recent, std::filesystem::path folder);
    ~StepTrail() override;

    std::vector<int64_t> steps() override;
    std::vector<int64_t> pinnedSteps() override;
    std::shared_ptr<const Step> stepAtOrBefore(int64_t step) override;
    std::shared_ptr<const PinnedScore> pinnedAtOrBefore(int64_t step) override;
    std::shared_ptr<const EmbeddedPictures> probeAtOrBefore(int64_t step) override;
    std::shared_ptr<const EvaluatedDetections> detections(int64_t step) override;

private:
    const RunReader* reader(); // null: there is no file yet

    std::shared_ptr<StepSource> m_recent;
    const std::filesystem::path m_folder;
    std::mutex m_mutex {};
    std::unique_ptr<RunReader> m_reader {};
};

} // namespace hardlens
