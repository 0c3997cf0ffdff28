#include "app/recording/step_trail.h"

#include "core/basics/error.h"
#include "core/runs/run_reader.h"

#include <algorithm>

namespace hardlens {

namespace {

/// What lies in memory is as new as the disk or newer.
template <typename Record>
std::shared_ptr<const Record> newer(std::shared_ptr<const Record> inMemory,
    std::shared_ptr<const Record> onDisk, int64_t (*stepOf)(const Record&))
{
    if (!inMemory || !onDisk)
        return inMemory ? inMemory : onDisk;
    return stepOf(*onDisk) > stepOf(*inMemory) ? onDisk : inMemory;
}

std::vector<int64_t> together(
    const std::vector<int64_t>& inMemory, const std::vector<int64_t>& onDisk)
{
    std::vector<int64_t> all;
    all.reserve(inMemory.size() + onDisk.size());
    std::ranges::set_union(inMemory, onDisk, std::back_inserter(all));
    return all;
}

} // namespace

StepTrail::StepTrail(std::shared_ptr<StepSource> recent, std::filesystem::path folder)
    : m_recent(std::move(recent))
    , m_folder(std::move(folder))
{
}

StepTrail::~StepTrail() = default;

const RunReader* StepTrail::reader()
{
    if (!m_reader && !m_folder.empty()) {
        try {
            m_reader = std::make_unique<RunReader>(m_folder);
        } catch (const DataError&) {
            // Nothing is written yet. A run that cannot be read is complained of by whoever opens
            // it.
        }
    }
    return m_reader.get();
}

std::vector<int64_t> StepTrail::steps()
{
    std::vector<int64_t> recent = m_recent ? m_recent->steps() : std::vector<int64_t>();
    const std::lock_guard lock(m_mutex);
    const RunReader* file = reader();
    return file ? together(recent, file->bodySteps()) : recent;
}

std::vector<int64_t> StepTrail::pinnedSteps()
{
    std::vector<int64_t> recent = m_recent ? m_recent->pinnedSteps() : std::vector<int64_t>();
    const std::lock_guard lock(m_mutex);
    const RunReader* file = reader();
    return file ? together(recent, file->pinnedSteps()) : recent;
}

std::shared_ptr<const Step> StepTrail::stepAtOrBefore(int64_t step)
{
    auto recent = m_recent ? m_recent->stepAtOrBefore(step) : nullptr;
    if (recent && recent->header.step == step)
        return recent;
    const std::lock_guard lock(m_mutex);
    const RunReader* file = reader();
    return newer<Step>(std::move(recent), file ? file->bodyAtOrBefore(step) : nullptr,
        [](const Step& s) { return s.header.step; });
}

std::shared_ptr<const PinnedScore> StepTrail::pinnedAtOrBefore(int64_t step)
{
    auto recent = m_recent ? m_recent->pinnedAtOrBefore(step) : nullptr;
    if (recent && recent->step == step)
        return recent;
    const std::lock_guard lock(m_mutex);
    const RunReader* file = reader();
    return newer<PinnedScore>(std::move(recent), file ? file->pinnedAtOrBefore(step) : nullptr,
        [](const PinnedScore& p) { return p.step; });
}

std::shared_ptr<const EmbeddedPictures> StepTrail::probeAtOrBefore(int64_t step)
{
    auto recent = m_recent ? m_recent->probeAtOrBefore(step) : nullptr;
    if (recent && recent->step == step)
        return recent;
    const std::lock_guard lock(m_mutex);
    const RunReader* file = reader();
    return newer<EmbeddedPictures>(std::move(recent), file ? file->probeAtOrBefore(step) : nullptr,
        [](const EmbeddedPictures& p) { return p.step; });
}

std::shared_ptr<const EvaluatedDetections> StepTrail::detections(int64_t step)
{
    if (auto recent = m_recent ? m_recent->detections(step) : nullptr)
        return recent;
    const std::lock_guard lock(m_mutex);
    const RunReader* file = reader();
    return file ? file->detections(step) : nullptr;
}

} // namespace hardlens
