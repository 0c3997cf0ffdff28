#include "core/runs/run_reader.h"

#include "core/runs/run_file.h"

namespace hardlens {

RunReader::RunReader(const std::filesystem::path& folder)
    : m_file(std::make_unique<File>(folder))
{
}

RunReader::~RunReader() = default;
RunReader::RunReader(RunReader&&) noexcept = default;

bool RunReader::refresh()
{
    return m_file->refresh();
}

const RunDescription& RunReader::description() const
{
    return m_file->description;
}

std::shared_ptr<const RunHeader> RunReader::header() const
{
    return m_file->header;
}

const std::vector<RunSession>& RunReader::sessions() const
{
    return m_file->sessions;
}

const History& RunReader::history() const
{
    return m_file->history;
}

const std::vector<int64_t>& RunReader::bodySteps() const
{
    return m_file->steps(BodyOf::Step);
}

const std::vector<int64_t>& RunReader::pinnedSteps() const
{
    return m_file->steps(BodyOf::Pinned);
}

const std::vector<int64_t>& RunReader::probeSteps() const
{
    return m_file->steps(BodyOf::Probe);
}

std::shared_ptr<const Step> RunReader::bodyAtOrBefore(int64_t step) const
{
    return m_file->bodyAtOrBefore<Step>(step);
}

std::shared_ptr<const PinnedScore> RunReader::pinnedAtOrBefore(int64_t step) const
{
    return m_file->bodyAtOrBefore<PinnedScore>(step);
}

std::shared_ptr<const EmbeddedPictures> RunReader::probeAtOrBefore(int64_t step) const
{
    return m_file->bodyAtOrBefore<EmbeddedPictures>(step);
}

std::shared_ptr<const EvaluatedDetections> RunReader::detections(int64_t step) const
{
    return m_file->detections(step);
}

std::optional<Thumbnail> RunReader::thumbnail(uint64_t contentId) const
{
    return m_file->thumbnail(contentId);
}

std::vector<uint64_t> RunReader::thumbnails() const
{
    return m_file->thumbnailIds();
}

const std::vector<std::string>& RunReader::damage() const
{
    return m_file->damage;
}

} // namespace hardlens
