#pragma once

#include "core/data/proposals/proposal_service.h"

#include <chrono>
#include <deque>
#include <optional>

namespace hardlens {

/// How pictures reach the network.
struct InputConfig
{
    int32_t shortSide = 240; // network pixels of the shorter side, in [32, 4096]
    int32_t longSideCap
        = 1000;       // network pixels, the longer side stays at or below it, in [32, 8192]
    bool flip = true; // show every second picture mirrored, by a coin per position

    void validate() const; // throws ConfigError for the first field that breaks its rule
};

/// A picture ready for the network. Boxes stay in pixels of the stored picture, neither flipped nor
/// scaled.
struct Sample
{
    PictureReference picture {}; // flipped and scale as used
    std::vector<GroundTruth> objects {};
    std::vector<Box> rois {};
    std::vector<int32_t> proposal {}; // per RoI its index among the picture's proposals
    int32_t width = 0;                // network pixels
    int32_t height = 0;
    std::vector<uint8_t> rgb {}; // height * width * 3, mirrored where the picture is flipped
    int64_t position = -1;       // in the order of the run; -1: not of a run
    int64_t epoch = 0;
};

/// Reads, scales, mirrors and brings RoIs, ahead of the trainer, strictly in the order that the
/// seed draws up front.
class SampleLoader
{
public:
    using Report = std::function<void(const DataProblem&)>;
    static constexpr size_t depth = 8; // samples held ready

    /// proposals: not null; its store gives the pictures. firstPosition: of the first next().
    /// report: called from the loader's thread for every training picture that cannot be used
    /// (once) and for what the data set notices while it is read.
    SampleLoader(std::shared_ptr<const DetectionData> data,
        std::shared_ptr<ProposalService> proposals, const InputConfig& config, uint64_t seed,
        int64_t firstPosition = 0, Report report = {});
    ~SampleLoader();
    SampleLoader(const SampleLoader&) = delete;
    SampleLoader& operator=(const SampleLoader&) = delete;

    /// The next sample; waits for it. Pictures that cannot be decoded are skipped: their positions
    /// are left out. Throws DataError naming a picture where as many positions in a row as there
    /// are pictures failed, or what else went wrong; a later call tries again.
    Sample next();
    /// The same, but nullopt where it is not ready within the time.
    std::optional<Sample> next(std::chrono::milliseconds patience);

    /// A sample outside the order, made in the calling thread: for evaluation and pinned pictures.
    /// Throws DataError naming the picture.
    Sample load(const AnnotatedPicture& picture, bool flip) const;
    /// The same for a picture that is at hand, without objects. rois: in its pixels.
    Sample sampleOf(const PictureReference& picture, const Pixels& pixels, std::vector<Box> rois,
        bool flip = false) const;

private:
    void work(const std::stop_token& stop);
    std::optional<Sample> make(int64_t position);
    void tell(const DataProblem& problem);

    std::shared_ptr<const DetectionData> m_data {};
    std::shared_ptr<ProposalService> m_proposals {};
    InputConfig m_config {};
    uint64_t m_seed = 0;
    int64_t m_position = 0;
    int64_t m_failedInRow = 0;
    int64_t m_epoch = -1;
    std::vector<int64_t> m_order {}; // of m_epoch
    Report m_report {};
    std::set<int64_t> m_told {}; // pictures whose failure was reported

    std::mutex m_mutex {};
    std::condition_variable_any m_changed {};
    std::deque<Sample> m_ready {};
    std::exception_ptr m_failure {};
    std::jthread m_thread {}; // last: stopped and joined before the rest goes
};

} // namespace hardlens
