#pragma once

#include "core/records/published.h"
#include "core/records/step_source.h"

#include <map>
#include <mutex>

namespace hardlens {

/// The newest bodies of a run that trains here, in memory. Any thread.
class RecentSteps : public StepSource
{
public:
    /// Of records, with two pictures of 1,000 RoIs each some 500 steps.
    static constexpr size_t defaultBytes = size_t {128} << 20;

    explicit RecentSteps(size_t maxBytes = defaultBytes);

    /// Remembers what is new. Beyond maxBytes the oldest are forgotten, the newest never.
    void add(const Published& published);

    std::vector<int64_t> steps() override;
    std::vector<int64_t> pinnedSteps() override;
    std::shared_ptr<const Step> stepAtOrBefore(int64_t step) override;
    std::shared_ptr<const PinnedScore> pinnedAtOrBefore(int64_t step) override;
    std::shared_ptr<const EmbeddedPictures> probeAtOrBefore(int64_t step) override;
    std::shared_ptr<const EvaluatedDetections> detections(int64_t step) override;

private:
    bool forgetOldestOfAll();

    template <typename Record> using ByStep = std::map<int64_t, std::shared_ptr<const Record>>;

    const size_t m_maxBytes;
    std::mutex m_mutex {};
    size_t m_bytes = 0;
    ByStep<Step> m_steps {};
    ByStep<PinnedScore> m_pinned {};
    ByStep<EmbeddedPictures> m_probes {};
    std::shared_ptr<const EvaluatedDetections> m_detections {}; // of the newest evaluation alone
};

} // namespace hardlens
