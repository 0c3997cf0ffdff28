#include "core/runs/recorder.h"

#include "core/basics/error.h"
#include "core/records/encoding/encoding.h"
#include "core/runs/compression.h"
#include "core/runs/row_words.h"

#include <chrono>

namespace hardlens {

namespace fs = std::filesystem;

namespace {

double unixNow()
{
    using namespace std::chrono;
    return duration<double>(system_clock::now().time_since_epoch()).count();
}

SQLite::Database checkedOpen(
    const fs::path& folder, const RunDescription& description, Recorder::Opening opening)
{
    const bool isThere = holdsRun(folder);
    const bool isNew
        = opening == Recorder::Opening::NewSession && !description.resumedAfter.has_value();
    if (isNew && isThere)
        throw Error(concat(folder.string(), ": already holds a run, which stays as it is"));
    if (!isNew && !isThere)
        throw Error(concat(folder.string(), ": holds no run to go on with"));
    SQLite::Database file = openForWriting(folder);
    upgradeTables(file, description.resumedAfter.value_or(0));
    return file;
}

} // namespace

Recorder::Recorder(const fs::path& folder, const RunDescription& description,
    const BodyPolicy& policy, Opening opening)
    : m_file(checkedOpen(folder, description, opening))
    , m_meta(m_file, "meta", columns::meta)
    , m_sessions(m_file, "sessions", columns::sessions)
    , m_steps(m_file, "steps", columnsOf<StepRow>())
    , m_embeddingSteps(m_file, "embedding_steps", columnsOf<EmbeddingRow>())
    , m_events(m_file, "events", columns::events)
    , m_evaluations(m_file, "evaluations", columns::evaluations)
    , m_classes(m_file, "class_precision", columns::classPrecision)
    , m_retrieval(m_file, "retrieval", columns::retrieval)
    , m_detections(m_file, "detections", columns::detections)
    , m_bodies(m_file, "bodies", columns::bodies)
    , m_thumbnails(m_file, "thumbnails", columns::thumbnails)
    , m_choices(m_file)
    , m_dropBody(m_file, "DELETE FROM bodies WHERE kind = ? AND step = ?")
    , m_dropControls(m_file,
          "DELETE FROM events WHERE session < ? AND kind = 'control' AND step >= ? AND step < ?")
    , m_dropClasses(m_file, "DELETE FROM class_precision WHERE step = ?")
    , m_keepers {BodyKeeper(policy), BodyKeeper(policy), BodyKeeper(policy)}
    , m_description(description)
    , m_startedUnix(unixNow())
    , m_session(largest("number", "sessions"))
    , m_nextEvent(largest("id", "events") + 1)
{
    begin();
    if (opening == Opening::NewSession)
        startSession(description);
    if (description.resumedAfter)
        m_replacedUpTo = largest("step", "steps");
    seedKeepers();
    commit();
}

void Recorder::startSession(const RunDescription& description)
{
    ++m_session;
    if (m_session == 1)
        describe(description);
    write(SessionProgress {});
}

void Recorder::describe(const RunDescription& description)
{
    using namespace std::string_literals;
    m_meta("format"s, "HardLens run"s);
    m_meta("created_unix"s, concat(int64_t(m_startedUnix)));
    m_meta("program_version"s, description.programVersion);
    for (const auto& [name, version] : description.libraries)
        m_meta("library." + name, version);
    m_meta("machine"s, description.machine);
    m_meta("configuration"s, description.configuration);
    m_meta("seed"s, concat(description.seed));
    if (description.parent) {
        m_meta("parent_run"s, description.parent->run);
        m_meta("parent_step"s, concat(description.parent->step));
    }
}

void Recorder::seedKeepers()
{
    for (const BodyOf kind : bodyKinds) {
        SQLite::Statement steps(m_file, "SELECT step FROM bodies WHERE kind = ? ORDER BY step");
        steps.bind(1, nameOf(kind));
        BodyKeeper& keeper = m_keepers[size_t(kind)];
        std::vector<int64_t> dropped;
        while (steps.executeStep())
            for (const int64_t step : keeper.add(steps.getColumn(0).getInt64()))
                dropped.push_back(step);
        dropBodies(kind, dropped);
    }
}

int64_t Recorder::largest(const char* column, const char* table)
{
    return m_file.execAndGet(concat("SELECT max(", column, ") FROM ", table)).getInt64();
}

void Recorder::begin()
{
    m_file.exec("BEGIN IMMEDIATE");
}

void Recorder::commit()
{
    m_file.exec("COMMIT");
}

void Recorder::close()
{
    m_file.tryExec("PRAGMA journal_mode = DELETE");
}

void Recorder::write(const SessionProgress& progress)
{
    m_sessions(m_session, m_startedUnix, m_description.resumedAfter.value_or(0),
        m_description.programVersion, m_description.machine, nameOf(progress.state),
        progress.bodiesDropped, progress.rowsLost);
}

int64_t Recorder::write(const Record& record)
{
    int64_t bodies = 0;
    if (record.row)
        writeRow(*record.row, record.choices.get());
    if (record.step)
        bodies += writeBody(BodyOf::Step, *record.step, record.step->header.step);
    if (record.pinned)
        bodies += writeBody(BodyOf::Pinned, *record.pinned, record.pinned->step);
    if (record.probe)
        bodies += writeBody(BodyOf::Probe, *record.probe, record.probe->step);
    if (record.event)
        writeEvent(*record.event);
    if (record.evaluation)
        writeEvaluation(*record.evaluation);
    if (record.detections)
        m_detections(record.detections->step, compressed(encoded(*record.detections)));
    if (record.header)
        m_meta(std::string("header"), compressed(encoded(*record.header)));
    if (record.thumbnail)
        m_thumbnails(hexadecimal(record.thumbnail->contentId), record.thumbnail->width,
            record.thumbnail->height, record.thumbnail->file);
    return bodies;
}

void Recorder::writeRow(const StepRow& row, const StepChoices* choices)
{
    if (row.step <= m_replacedUpTo)
        m_choices.drop(row.step);
    if (choices)
        m_choices.write(*choices);
    replaceControlsBefore(row.step);
    m_steps.begin();
    visitScalars([&](const char*, const auto& value) { m_steps.put(value); }, row);
    m_steps.end();
    if (row.embedding.items == 0)
        return;
    const EmbeddingRow embedding {row.step, row.embedding};
    m_embeddingSteps.begin();
    visitScalars([&](const char*, const auto& value) { m_embeddingSteps.put(value); }, embedding);
    m_embeddingSteps.end();
}

/// A session that does an earlier one's steps again brings its control changes again too. Those of
/// the earlier one go one step at a time, so that a session that ends in between loses none.
void Recorder::replaceControlsBefore(int64_t step)
{
    if (m_replacedUpTo < 0)
        return;
    m_dropControls.bind(1, m_session);
    m_dropControls.bind(2, *m_description.resumedAfter);
    m_dropControls.bind(3, step);
    m_dropControls.exec();
    m_dropControls.reset();
    if (step > m_replacedUpTo)
        m_replacedUpTo = -1;
}

void Recorder::writeEvent(const Event& e)
{
    m_events(m_nextEvent++, m_session, e.step, e.wallSeconds, e.trainSeconds, nameOf(e.kind),
        e.text, e.key, e.from, e.to, e.value);
}

void Recorder::writeEvaluation(const Evaluation& e)
{
    m_evaluations(e.step, e.wallSeconds, e.trainSeconds, e.seconds, e.pictures, e.iouThreshold,
        e.meanAveragePrecision, e.meanElevenPoint, compressed(encoded(e)));
    m_dropClasses.bind(1, e.step);
    m_dropClasses.exec();
    m_dropClasses.reset();
    int64_t label = 0;
    for (const ClassPrecision& c : e.classes)
        m_classes(
            e.step, ++label, c.name, c.averagePrecision, c.elevenPoint, c.objects, c.detections);
    if (e.retrieval)
        for (size_t i = 0; i < e.retrieval->ks.size(); ++i)
            m_retrieval(e.step, int64_t(e.retrieval->ks[i]), e.retrieval->recall[i]);
}

template <typename Body> int64_t Recorder::writeBody(BodyOf kind, const Body& body, int64_t step)
{
    BodyKeeper& keeper = m_keepers[size_t(kind)];
    if (!keeper.wants(step))
        return 0;
    m_bodies(std::string(nameOf(kind)), step, int64_t(encodingVersion), compressed(encoded(body)));
    dropBodies(kind, keeper.add(step));
    return 1;
}

void Recorder::dropBodies(BodyOf kind, const std::vector<int64_t>& steps)
{
    for (const int64_t step : steps) {
        m_dropBody.bind(1, nameOf(kind));
        m_dropBody.bind(2, step);
        m_dropBody.exec();
        m_dropBody.reset();
    }
}

} // namespace hardlens
