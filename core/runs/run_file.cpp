#include "core/runs/run_file.h"

#include "core/records/encoding/encoding.h"
#include "core/runs/compression.h"
#include "core/runs/row_words.h"
#include "core/runs/table_scan.h"

#include <charconv>
#include <tuple>
#include <utility>

namespace hardlens {

namespace {

template <typename Number> Number numberIn(const std::string& text)
{
    Number number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

RunReader::File::File(const std::filesystem::path& folder)
    : m_folder(folder)
    , m_run(openForReading(folder))
{
    if (!m_run.leftOut.empty())
        say(m_run.leftOut);
    refresh();
    if (!hasItsTables(m_run.file))
        say("the descriptions of the tables are damaged: what is missing may not be noticed");
}

bool RunReader::File::refresh()
{
    try {
        const int64_t version = m_run.file.execAndGet("PRAGMA data_version").getInt64();
        if (version == std::exchange(m_dataVersion, version))
            return false;
        const SQLite::Transaction oneMoment(m_run.file); // all tables as of the same commit
        return readNews();
    } catch (const SQLite::Exception& error) {
        m_dataVersion = -1;
        throw failure("cannot be read", error);
    }
}

bool RunReader::File::readNews()
{
    const auto known = std::tuple(m_lastStep, m_lastChoices, m_lastEvent, m_lastEvaluation, header);
    const size_t sessionsBefore = sessions.size();
    readSessions();
    if (sessions.size() != sessionsBefore && sessionsBefore > 0) {
        history = {};
        m_lastStep = m_lastChoices = m_lastEvent = 0;
        m_lastEvaluation = -1;
        header.reset();
    }
    if (!header)
        readMeta();
    readSteps();
    if (tablesVersion(m_run.file) >= 3)
        readChoices();
    readEvents();
    readEvaluations();
    return known != std::tuple(m_lastStep, m_lastChoices, m_lastEvent, m_lastEvaluation, header)
        || sessions.size() != sessionsBefore;
}

void RunReader::File::say(std::string problem)
{
    if (m_said.insert(problem).second)
        damage.push_back(std::move(problem));
}

DataError RunReader::File::failure(const std::string& what, const std::exception& error) const
{
    return DataError(concat(runFile(m_folder).string(), ": ", what, ": ", error.what()));
}

/// Reads the rows of a table; those that are not what was written are said and left out.
void RunReader::File::scan(const std::string& table, const Columns& columns, const Order& order,
    int64_t after, const std::function<void(SQLite::Statement&)>& row)
{
    // The key is read apart, so that it is known of a damaged row too.
    std::string select = selectAll(table, columns);
    select.insert(select.find(" FROM "), concat(", ", order.key, " AS row_key"));
    const auto readRow = [&](SQLite::Statement& at) {
        const int64_t number = at.getColumn("row_key").getInt64();
        try {
            row(at);
        } catch (const DataError& error) {
            say(concat(table, ", row ", number, ": damaged: ", error.what()));
        }
        return number;
    };
    if (!scanTable(m_run.file, {select, order.key, order.thenBy, after}, readRow))
        say(concat(table, ": damaged, some rows cannot be read"));
}

void RunReader::File::readMeta()
{
    scan("meta", columns::meta, {"rowid"}, 0, [&](SQLite::Statement& at) {
        RowReader row(at);
        std::string key;
        Blob value;
        row(key, value);
        row.requireSound();
        const std::string text(reinterpret_cast<const char*>(value.data()), value.size());
        if (key == "header")
            header = std::make_shared<const RunHeader>(decoded<RunHeader>(decompressed(value)));
        else if (key == "configuration")
            description.configuration = text;
        else if (key == "seed")
            description.seed = numberIn<uint64_t>(text);
        else if (key == "program_version")
            description.programVersion = text;
        else if (key == "machine")
            description.machine = text;
        else if (key.starts_with("library."))
            description.libraries[key.substr(8)] = text;
        else if (key == "parent_run" || key == "parent_step") {
            if (!description.parent)
                description.parent.emplace();
            if (key == "parent_run")
                description.parent->run = text;
            else
                description.parent->step = numberIn<int64_t>(text);
        }
    });
}

void RunReader::File::readSessions()
{
    sessions.clear();
    scan("sessions", columns::sessions, {"number"}, 0, [&](SQLite::Statement& at) {
        RowReader row(at);
        RunSession s;
        int64_t number = 0;
        std::string state;
        row(number, s.startedUnix, s.resumedAfter, s.programVersion, s.machine, state,
            s.bodiesDropped, s.rowsLost);
        row.requireSound();
        s.state = runStateOf(state);
        sessions.push_back(s);
    });
}

/// Those of steps that have not been read.
std::map<int64_t, EmbeddingScalars> RunReader::File::readEmbeddingScalars()
{
    std::map<int64_t, EmbeddingScalars> found;
    if (tablesVersion(m_run.file) < 3)
        return found;
    const size_t saidBefore = damage.size();
    scan("embedding_steps", columnsOf<EmbeddingRow>(), {"step"}, m_lastStep,
        [&](SQLite::Statement& at) {
            RowReader row(at);
            EmbeddingRow step;
            visitScalars([&](const char*, auto& value) { row(value); }, step);
            row.requireSound();
            found.emplace(step.step, step.scalars);
        });
    m_holdsEmbeddings = m_holdsEmbeddings || !found.empty() || damage.size() > saidBefore;
    return found;
}

void RunReader::File::readSteps()
{
    const auto embeddings = readEmbeddingScalars();
    scan("steps", columnsOf<StepRow>(), {"step"}, m_lastStep, [&](SQLite::Statement& at) {
        RowReader row(at);
        StepRow step;
        visitScalars([&](const char*, auto& value) { row(value); }, step);
        row.requireSound();
        if (step.step <= m_lastStep)
            throw DataError("not in the order of steps");
        const int64_t expected = m_lastStep > 0 ? m_lastStep + 1
            : description.parent                ? description.parent->step + 1
                                                : 1;
        if (step.step > expected)
            say(step.step == expected + 1
                    ? concat("step ", expected, " is missing")
                    : concat("steps ", expected, " to ", step.step - 1, " are missing"));
        m_lastStep = step.step;
        if (const auto at = embeddings.find(step.step); at != embeddings.end())
            step.embedding = at->second;
        else if (m_holdsEmbeddings && step.rois == 0)
            throw DataError("its part in embedding_steps cannot be read");
        history.steps.append(step);
    });
}

void RunReader::File::readEvents()
{
    scan("events", columns::events, {"id"}, m_lastEvent, [&](SQLite::Statement& at) {
        RowReader row(at);
        Event e;
        int64_t id = 0, session = 0;
        std::string kind;
        row(id, session, e.step, e.wallSeconds, e.trainSeconds, kind, e.text, e.key, e.from, e.to,
            e.value);
        row.requireSound();
        e.kind = eventKindOf(kind);
        m_lastEvent = std::max(m_lastEvent, id);
        history.events.append(std::make_shared<const Event>(std::move(e)));
    });
}

void RunReader::File::readEvaluations()
{
    const Order order {"step"};
    scan("evaluations", columns::evaluations, order, m_lastEvaluation, [&](SQLite::Statement& at) {
        RowReader row(at);
        Evaluation e;
        Blob data;
        row(e.step, e.wallSeconds, e.trainSeconds, e.seconds, e.pictures, e.iouThreshold,
            e.meanAveragePrecision, e.meanElevenPoint, data);
        row.requireSound();
        m_lastEvaluation = std::max(m_lastEvaluation, e.step);
        history.evaluations.append(
            std::make_shared<const Evaluation>(decoded<Evaluation>(decompressed(data))));
    });
}

} // namespace hardlens
