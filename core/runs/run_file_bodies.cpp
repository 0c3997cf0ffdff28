#include "core/basics/hash.h"
#include "core/records/encoding/encoding.h"
#include "core/runs/compression.h"
#include "core/runs/run_file.h"

#include <limits>
#include <utility>

namespace hardlens {

namespace {

template <typename Body> constexpr BodyOf kindOf()
{
    return std::is_same_v<Body, Step>       ? BodyOf::Step
        : std::is_same_v<Body, PinnedScore> ? BodyOf::Pinned
                                            : BodyOf::Probe;
}

int64_t stepOf(const Step& step)
{
    return step.header.step;
}

template <typename Body> int64_t stepOf(const Body& scored)
{
    return scored.step;
}

} // namespace

/// Runs grow by bodies at their end, and lose old ones: where there are as many as must be, only
/// the new ones are read.
const std::vector<int64_t>& RunReader::File::steps(BodyOf kind)
{
    KnownBodies& known = m_known[size_t(kind)];
    try {
        const int64_t version = m_run.file.execAndGet("PRAGMA data_version").getInt64();
        if (version == std::exchange(known.dataVersion, version))
            return known.steps;
        const SQLite::Transaction oneMoment(m_run.file);
        readBodiesAfter(kind, known.steps);
        if (bodyCount(kind) != int64_t(known.steps.size())) {
            known.steps.clear();
            readBodiesAfter(kind, known.steps);
        }
    } catch (const SQLite::Exception& error) {
        known.dataVersion = -1;
        if (!isDamage(error))
            throw failure("cannot be read", error);
        say("bodies: damaged, not all of them can be found");
    }
    return known.steps;
}

/// Appends those after the newest one.
void RunReader::File::readBodiesAfter(BodyOf kind, std::vector<int64_t>& steps)
{
    SQLite::Statement rows(
        m_run.file, "SELECT step FROM bodies WHERE kind = ? AND step > ? ORDER BY step");
    rows.bind(1, nameOf(kind));
    rows.bind(2, steps.empty() ? std::numeric_limits<int64_t>::min() : steps.back());
    while (rows.executeStep())
        steps.push_back(rows.getColumn(0).getInt64());
}

int64_t RunReader::File::bodyCount(BodyOf kind)
{
    SQLite::Statement count(m_run.file, "SELECT count(*) FROM bodies WHERE kind = ?");
    count.bind(1, nameOf(kind));
    count.executeStep();
    return count.getColumn(0).getInt64();
}

std::vector<uint64_t> RunReader::File::thumbnailIds()
{
    std::vector<uint64_t> ids;
    try {
        SQLite::Statement rows(m_run.file, "SELECT content_id FROM thumbnails ORDER BY content_id");
        while (rows.executeStep()) {
            ids.push_back(fromHexadecimal(rows.getColumn(0).getString()));
        }
    } catch (const SQLite::Exception& error) {
        if (!isDamage(error))
            throw failure("cannot be read", error);
        say("thumbnails: damaged, not all of them can be found");
    }
    return ids;
}

template <typename Body> std::shared_ptr<const Body> RunReader::File::bodyAtOrBefore(int64_t step)
{
    int64_t found = -1;
    try {
        SQLite::Statement at(m_run.file,
            selectAll("bodies", columns::bodies)
                + " WHERE kind = ? AND step <= ? ORDER BY step DESC LIMIT 1");
        at.bind(1, nameOf(kindOf<Body>()));
        at.bind(2, step);
        if (!at.executeStep())
            return nullptr;
        RowReader row(at);
        std::string kind;
        int64_t encoding = 0;
        Blob data;
        row(kind, found, encoding, data);
        row.requireSound();
        auto body = std::make_shared<const Body>(decoded<Body>(decompressed(data)));
        if (stepOf(*body) != found)
            throw DataError("of another step");
        return body;
    } catch (const DataError& error) {
        throw failure(concat("body of step ", found), error);
    } catch (const SQLite::Exception& error) {
        throw failure("bodies", error);
    }
}

template std::shared_ptr<const Step> RunReader::File::bodyAtOrBefore(int64_t);
template std::shared_ptr<const PinnedScore> RunReader::File::bodyAtOrBefore(int64_t);
template std::shared_ptr<const EmbeddedPictures> RunReader::File::bodyAtOrBefore(int64_t);

std::shared_ptr<const EvaluatedDetections> RunReader::File::detections(int64_t step)
{
    try {
        SQLite::Statement at(
            m_run.file, selectAll("detections", columns::detections) + " WHERE step = ?");
        at.bind(1, step);
        if (!at.executeStep())
            return nullptr;
        RowReader row(at);
        int64_t found = 0;
        Blob data;
        row(found, data);
        row.requireSound();
        return std::make_shared<const EvaluatedDetections>(
            decoded<EvaluatedDetections>(decompressed(data)));
    } catch (const std::exception& error) {
        throw failure(concat("detections after step ", step), error);
    }
}

std::optional<Thumbnail> RunReader::File::thumbnail(uint64_t contentId)
{
    try {
        SQLite::Statement at(
            m_run.file, selectAll("thumbnails", columns::thumbnails) + " WHERE content_id = ?");
        at.bind(1, hexadecimal(contentId));
        if (!at.executeStep())
            return std::nullopt;
        RowReader row(at);
        std::string id;
        Thumbnail thumbnail {.contentId = contentId};
        row(id, thumbnail.width, thumbnail.height, thumbnail.file);
        row.requireSound();
        return thumbnail;
    } catch (const std::exception& error) {
        throw failure(concat("thumbnail ", hexadecimal(contentId)), error);
    }
}

} // namespace hardlens
