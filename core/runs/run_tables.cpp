#include "core/runs/run_tables.h"

#include "core/basics/error.h"
#include "core/runs/checked_row.h"
#include "core/runs/row_words.h"

#include <algorithm>
#include <set>
#include <sqlite3.h>
#include <type_traits>

namespace hardlens {

namespace fs = std::filesystem;

namespace {

constexpr int64_t applicationId = 0x484C5231; // "HLR1"
constexpr int busyTimeoutMs = 2000;
/// Bytes of a write-ahead log that may hold no more than the making of the tables: a longer one
/// holds records, even where damage keeps them from being read.
constexpr uintmax_t mostLogOfNothing = 256 << 10;

/// "step INTEGER PRIMARY KEY, epoch INTEGER, wall_seconds REAL, …"
template <typename Row> std::string columnTypes()
{
    Row row;
    std::string text;
    visitScalars(
        [&](const char* name, auto& value) {
            using Value = std::remove_cvref_t<decltype(value)>;
            text += concat(text.empty() ? "" : ", ", name,
                std::is_floating_point_v<Value> ? " REAL" : " INTEGER",
                text.empty() ? " PRIMARY KEY" : "");
        },
        row);
    return text;
}

/// What makes a table, and the version since which files have it.
struct Definition
{
    int64_t since;
    std::string sql;
};

/// A sound file has the very same texts.
const std::vector<Definition>& definitions()
{
    static const std::vector<Definition> all {
        {1, "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT, crc INTEGER)"},
        {1,
            "CREATE TABLE sessions (number INTEGER PRIMARY KEY, started_unix REAL, "
            "resumed_after INTEGER, program_version TEXT, machine TEXT, state TEXT, "
            "bodies_dropped INTEGER, rows_lost INTEGER, crc INTEGER)"},
        {1, "CREATE TABLE steps (" + columnTypes<StepRow>() + ", crc INTEGER)"},
        {1,
            "CREATE TABLE events (id INTEGER PRIMARY KEY, session INTEGER, step INTEGER, "
            "wall_seconds REAL, train_seconds REAL, kind TEXT, text TEXT, key TEXT, old TEXT, "
            "new TEXT, value TEXT, crc INTEGER)"},
        {1,
            "CREATE TABLE evaluations (step INTEGER PRIMARY KEY, wall_seconds REAL, "
            "train_seconds REAL, seconds REAL, pictures INTEGER, iou_threshold REAL, "
            "mean_average_precision REAL, mean_eleven_point REAL, data BLOB, crc INTEGER)"},
        {1,
            "CREATE TABLE class_precision (step INTEGER, label INTEGER, name TEXT, "
            "average_precision REAL, eleven_point REAL, objects INTEGER, detections INTEGER, "
            "crc INTEGER, PRIMARY KEY (step, label))"},
        {1, "CREATE TABLE detections (step INTEGER PRIMARY KEY, data BLOB, crc INTEGER)"},
        {1,
            "CREATE TABLE bodies (id INTEGER PRIMARY KEY, kind TEXT, step INTEGER, "
            "encoding INTEGER, data BLOB, crc INTEGER, UNIQUE (kind, step))"},
        {1,
            "CREATE TABLE thumbnails (content_id TEXT PRIMARY KEY, width INTEGER, "
            "height INTEGER, file BLOB, crc INTEGER)"},
        {3,
            "CREATE TABLE picture_choices (step INTEGER, place INTEGER, pictures INTEGER, "
            "content_id TEXT, name TEXT, width INTEGER, height INTEGER, split_index INTEGER, "
            "is_test INTEGER, flipped INTEGER, scale REAL, rois INTEGER, selected INTEGER, "
            "selected_foreground INTEGER, mean_loss REAL, highest_loss REAL, objects INTEGER, "
            "crc INTEGER, PRIMARY KEY (step, place)) WITHOUT ROWID"},
        {3,
            "CREATE TABLE object_choices (step INTEGER, place INTEGER, object INTEGER, "
            "label INTEGER, x1 REAL, y1 REAL, x2 REAL, y2 REAL, rois INTEGER, selected INTEGER, "
            "mean_loss REAL, highest_loss REAL, crc INTEGER, PRIMARY KEY (step, place, object)) "
            "WITHOUT ROWID"},
        {3, "CREATE TABLE embedding_steps (" + columnTypes<EmbeddingRow>() + ", crc INTEGER)"},
        {3,
            "CREATE TABLE retrieval (step INTEGER, k INTEGER, recall REAL, crc INTEGER, PRIMARY "
            "KEY (step, k))"}};
    return all;
}

/// Makes the tables that came after a version.
void addTables(SQLite::Database& file, int64_t after)
{
    // Version 2, which only unfinished programs wrote, had these with fewer columns.
    if (after == 2)
        file.exec("DROP TABLE IF EXISTS picture_choices; DROP TABLE IF EXISTS object_choices");
    for (const Definition& definition : definitions())
        if (definition.since > after)
            file.exec(definition.sql);
    file.exec(concat("PRAGMA user_version = ", schemaVersion));
}

void createTables(SQLite::Database& file)
{
    SQLite::Transaction transaction(file);
    addTables(file, 0);
    file.exec(concat("PRAGMA application_id = ", applicationId));
    transaction.commit();
}

int64_t pragma(SQLite::Database& file, const char* name)
{
    return file.execAndGet(concat("PRAGMA ", name)).getInt64();
}

void requireReadable(SQLite::Database& file, const fs::path& path)
{
    if (pragma(file, "application_id") != applicationId)
        throw DataError(concat(path.string(), ": is no run file of HardLens"));
    const int64_t version = pragma(file, "user_version");
    if (version > schemaVersion)
        throw DataError(concat(path.string(), ": needs a program that reads version ", version,
            " of run files; this one reads up to ", schemaVersion));
    if (version < 1)
        throw DataError(
            concat(path.string(), ": is damaged: no version of run files is ", version));
}

/// A path as SQLite's URIs have it.
std::string uriOf(const fs::path& path)
{
    std::string uri = "file:";
    for (const char c : fs::absolute(path).string())
        if (c == '?' || c == '#' || c == '%')
            uri += concat('%', "0123456789ABCDEF"[c >> 4], "0123456789ABCDEF"[c & 15]);
        else
            uri += c;
    return uri + "?immutable=1";
}

bool isNonEmptyFile(const fs::path& path)
{
    std::error_code none;
    return fs::is_regular_file(path, none) && fs::file_size(path, none) > 0;
}

OpenedRun opened(const fs::path& path)
{
    const auto readable = [&](SQLite::Database file) {
        file.exec("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
        requireReadable(file, path);
        return file;
    };
    try {
        return {readable(SQLite::Database(path, SQLite::OPEN_READONLY, busyTimeoutMs)), {}};
    } catch (const SQLite::Exception& error) {
        // A file with a write-ahead log wants another beside it, which a read-only folder does not
        // take.
        if (error.getErrorCode() != SQLITE_CANTOPEN && error.getErrorCode() != SQLITE_READONLY)
            throw;
    }
    OpenedRun run {readable(SQLite::Database(
                       uriOf(path), SQLite::OPEN_READONLY | SQLite::OPEN_URI, busyTimeoutMs)),
        {}};
    const fs::path log = path.string() + "-wal";
    if (isNonEmptyFile(log))
        run.leftOut = concat(log.string(),
            ": the newest records are in it and cannot be read in a "
            "folder that cannot be written: copy the folder");
    return run;
}

} // namespace

const char* nameOf(BodyOf kind)
{
    static constexpr std::array<const char*, bodyKinds.size()> names {"step", "pinned", "probe"};
    return names[size_t(kind)];
}

template <typename Row> Columns columnsOf()
{
    Row row;
    Columns names;
    visitScalars([&](const char* name, auto&) { names.push_back(name); }, row);
    return names;
}

template Columns columnsOf<StepRow>();
template Columns columnsOf<EmbeddingRow>();

fs::path runFile(const fs::path& folder)
{
    return folder / "run.hlrun";
}

SQLite::Database openForWriting(const fs::path& folder)
{
    const fs::path path = runFile(folder);
    SQLite::Database file(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, busyTimeoutMs);
    const bool empty = pragma(file, "schema_version") == 0;
    if (!empty)
        requireReadable(file, path);
    file.exec("PRAGMA journal_mode = WAL");
    file.exec("PRAGMA synchronous = NORMAL");
    if (empty)
        createTables(file);
    return file;
}

int64_t tablesVersion(SQLite::Database& file)
{
    return pragma(file, "user_version");
}

void upgradeTables(SQLite::Database& file, int64_t afterStep)
{
    const int64_t version = tablesVersion(file);
    if (version >= schemaVersion)
        return;
    const auto largest = [&](const char* column, const std::string& rows) {
        return file.execAndGet(concat("SELECT coalesce(max(", column, "), 0) FROM ", rows));
    };
    const std::string before = concat("steps WHERE step <= ", afterStep), none;
    SQLite::Transaction transaction(file, SQLite::TransactionBehavior::IMMEDIATE);
    addTables(file, version);
    RowWriter(file, "events", columns::events)(largest("id", "events").getInt64() + 1,
        largest("number", "sessions").getInt64() + 1, afterStep,
        largest("wall_seconds", before).getDouble(), largest("train_seconds", before).getDouble(),
        nameOf(EventKind::Note),
        concat("The run file is now of version ", schemaVersion, ", it was of version ", version,
            ": from here on the choices of every step are kept."),
        none, none, none, none);
    transaction.commit();
}

bool holdsRun(const fs::path& folder)
{
    const fs::path path = runFile(folder);
    if (!fs::exists(path))
        return false;
    std::error_code none;
    const fs::path log = path.string() + "-wal";
    if (fs::exists(log) && fs::file_size(log, none) > mostLogOfNothing)
        return true;
    try {
        // What the killed writer had begun is rolled back, for which it must be open for writing.
        SQLite::Database file(path, SQLite::OPEN_READWRITE, busyTimeoutMs);
        if (pragma(file, "schema_version") == 0)
            return false;
        return pragma(file, "application_id") != applicationId
            || file.execAndGet("SELECT count(*) FROM sessions").getInt64() > 0;
    } catch (const SQLite::Exception& error) {
        if (!isDamage(error))
            throw;
        return true;
    }
}

OpenedRun openForReading(const fs::path& folder)
{
    const fs::path path = runFile(folder);
    std::error_code none;
    if (!fs::is_regular_file(path, none))
        throw DataError(concat(folder.string(), ": holds no run (no file run.hlrun)"));
    try {
        return opened(path);
    } catch (const SQLite::Exception& error) {
        throw DataError(concat(path.string(), ": cannot be read: ", error.what()));
    }
}

bool hasItsTables(SQLite::Database& file)
{
    std::set<std::string> found;
    int64_t version = 0;
    try {
        version = tablesVersion(file);
        SQLite::Statement tables(file, "SELECT sql FROM sqlite_master WHERE type = 'table'");
        while (tables.executeStep())
            found.insert(tables.getColumn(0).getString());
    } catch (const SQLite::Exception&) {
        return false;
    }
    return std::ranges::all_of(definitions(),
        [&](const Definition& one) { return one.since > version || found.contains(one.sql); });
}

bool isDamage(const SQLite::Exception& error)
{
    const int code = error.getErrorCode();
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_IOERR
        || code == SQLITE_ERROR;
}

} // namespace hardlens
