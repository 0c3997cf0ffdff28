#include "app/recording/recent_steps.h"

#include <algorithm>
#include <limits>

namespace hardlens {

namespace {

size_t bytesOf(const DetectionStep& step)
{
    size_t bytes = sizeof step;
    for (const PictureRecord& picture : step.pictures)
        bytes += sizeof picture + picture.rois.size() * sizeof(RoiRecord)
            + picture.groundTruth.size() * sizeof(GroundTruth);
    return bytes;
}

size_t bytesOf(const EmbeddingStep& step)
{
    return sizeof step + step.embeddings.size() * sizeof(float)
        + step.pictures.size() * (sizeof(PictureReference) + sizeof(int32_t) + sizeof(float))
        + step.drawn.draws.size() * (sizeof(Draw) + sizeof(float))
        + step.drawn.rows.size() * sizeof(DrawRow);
}

size_t bytesOf(const Step& step)
{
    return std::visit([](const auto& body) { return bytesOf(body); }, step.body);
}

size_t bytesOf(const PinnedScore& score)
{
    return bytesOf(score.body);
}

size_t bytesOf(const EmbeddedPictures& probe)
{
    return sizeof probe + probe.embeddings.size() * sizeof(float)
        + probe.pictures.size() * (sizeof(PictureReference) + sizeof(int32_t));
}

template <typename Records> auto newestUpTo(const Records& records, int64_t step)
{
    const auto after = records.upper_bound(step);
    return after == records.begin() ? nullptr : std::prev(after)->second;
}

template <typename Records> std::vector<int64_t> numbersOf(const Records& records)
{
    std::vector<int64_t> steps;
    steps.reserve(records.size());
    for (const auto& entry : records)
        steps.push_back(entry.first);
    return steps;
}

/// Returns the bytes that are held more.
template <typename Records, typename Record>
ptrdiff_t remember(Records& records, int64_t step, const std::shared_ptr<const Record>& record)
{
    auto& place = records[step];
    const ptrdiff_t before = place ? ptrdiff_t(bytesOf(*place)) : 0;
    place = record;
    return ptrdiff_t(bytesOf(*record)) - before;
}

template <typename Records> size_t forgetOldest(Records& records)
{
    const size_t bytes = bytesOf(*records.begin()->second);
    records.erase(records.begin());
    return bytes;
}

} // namespace

RecentSteps::RecentSteps(size_t maxBytes)
    : m_maxBytes(maxBytes)
{
}

void RecentSteps::add(const Published& published)
{
    const std::lock_guard lock(m_mutex);
    if (published.step)
        m_bytes += size_t(remember(m_steps, published.step->header.step, published.step));
    if (published.pinned)
        m_bytes += size_t(remember(m_pinned, published.pinned->step, published.pinned));
    if (published.probe)
        m_bytes += size_t(remember(m_probes, published.probe->step, published.probe));
    if (published.detections)
        m_detections = published.detections;
    while (m_bytes > m_maxBytes && forgetOldestOfAll()) { }
}

/// False: of each kind only the newest is left.
bool RecentSteps::forgetOldestOfAll()
{
    constexpr int64_t none = std::numeric_limits<int64_t>::max();
    const auto oldest
        = [](const auto& records) { return records.size() > 1 ? records.begin()->first : none; };
    const int64_t step = oldest(m_steps), pinned = oldest(m_pinned), probe = oldest(m_probes);
    const int64_t first = std::min({step, pinned, probe});
    if (first == none)
        return false;
    m_bytes -= first == pinned ? forgetOldest(m_pinned)
        : first == probe       ? forgetOldest(m_probes)
                               : forgetOldest(m_steps);
    return true;
}

std::vector<int64_t> RecentSteps::steps()
{
    const std::lock_guard lock(m_mutex);
    return numbersOf(m_steps);
}

std::vector<int64_t> RecentSteps::pinnedSteps()
{
    const std::lock_guard lock(m_mutex);
    return numbersOf(m_pinned);
}

std::shared_ptr<const Step> RecentSteps::stepAtOrBefore(int64_t step)
{
    const std::lock_guard lock(m_mutex);
    return newestUpTo(m_steps, step);
}

std::shared_ptr<const PinnedScore> RecentSteps::pinnedAtOrBefore(int64_t step)
{
    const std::lock_guard lock(m_mutex);
    return newestUpTo(m_pinned, step);
}

std::shared_ptr<const EmbeddedPictures> RecentSteps::probeAtOrBefore(int64_t step)
{
    const std::lock_guard lock(m_mutex);
    return newestUpTo(m_probes, step);
}

std::shared_ptr<const EvaluatedDetections> RecentSteps::detections(int64_t step)
{
    const std::lock_guard lock(m_mutex);
    return m_detections && m_detections->step == step ? m_detections : nullptr;
}

} // namespace hardlens
