#include "core/runs/run_pruning.h"

#include "core/basics/error.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_tables.h"

namespace hardlens {

namespace fs = std::filesystem;

namespace {

void prune(SQLite::Database& file, BodyOf kind, const BodyPolicy& policy, Pruning& pruning)
{
    SQLite::Statement select(file, "SELECT step FROM bodies WHERE kind = ? ORDER BY step");
    select.bind(1, nameOf(kind));
    std::vector<int64_t> steps;
    while (select.executeStep())
        steps.push_back(select.getColumn(0).getInt64());
    const std::vector<int64_t> dropped = stepsToDrop(steps, policy);
    SQLite::Statement drop(file, "DELETE FROM bodies WHERE kind = ? AND step = ?");
    for (const int64_t step : dropped) {
        drop.bind(1, nameOf(kind));
        drop.bind(2, step);
        drop.exec();
        drop.reset();
    }
    pruning.bodies += int64_t(dropped.size());
    pruning.kept += int64_t(steps.size() - dropped.size());
}

} // namespace

Pruning pruneRun(const fs::path& folder, const BodyPolicy& policy)
{
    policy.validate();
    const fs::path path = runFile(folder);
    if (!fs::is_regular_file(path))
        throw DataError(concat(folder.string(), ": holds no run (no file run.hlrun)"));
    const RunLock lock(folder);
    try {
        SQLite::Database file = openForWriting(folder);
        file.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        Pruning pruning {.bytesBefore = fs::file_size(path)};
        SQLite::Transaction transaction(file);
        for (const BodyOf kind : bodyKinds)
            prune(file, kind, policy, pruning);
        transaction.commit();
        if (pruning.bodies > 0)
            file.exec("VACUUM");
        file.tryExec("PRAGMA journal_mode = DELETE"); // one file again, unless somebody reads it
        file.exec("PRAGMA wal_checkpoint(TRUNCATE)");
        pruning.bytesAfter = fs::file_size(path);
        return pruning;
    } catch (const SQLite::Exception& error) {
        throw Error(concat(path.string(), ": cannot be pruned: ", error.what()));
    }
}

} // namespace hardlens
