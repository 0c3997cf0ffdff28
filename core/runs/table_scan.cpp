#include "core/runs/table_scan.h"

#include "core/runs/run_tables.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace hardlens {

namespace {

constexpr int mostJumps = 20000; // beyond that the rest is given up

/// The largest key, as far as that can be found.
int64_t largestKey(SQLite::Database& file, const TableScan& scan)
{
    try {
        SQLite::Statement last(file, scan.select + " ORDER BY " + scan.key + " DESC LIMIT 1");
        if (!last.executeStep())
            return scan.after;
        return last.getColumn("row_key").getInt64();
    } catch (const SQLite::Exception& error) {
        if (!isDamage(error))
            throw;
        return std::numeric_limits<int64_t>::max();
    }
}

std::optional<SQLite::Statement> prepared(SQLite::Database& file, const TableScan& scan)
{
    try {
        return SQLite::Statement(
            file, scan.select + " WHERE " + scan.key + " > ? ORDER BY " + scan.key + scan.thenBy);
    } catch (const SQLite::Exception& error) {
        if (!isDamage(error))
            throw;
        return std::nullopt;
    }
}

} // namespace

bool scanTable(SQLite::Database& file, const TableScan& scan,
    const std::function<int64_t(SQLite::Statement&)>& row)
{
    std::optional<SQLite::Statement> rows = prepared(file, scan);
    std::optional<int64_t> largest; // asked for only where something is damaged
    int64_t after = scan.after;
    for (int jumps = 0; rows && jumps < mostJumps; ++jumps) {
        try {
            rows->bind(1, after);
            while (rows->executeStep())
                after = std::max(after, row(*rows)); // damaged pages may lead back
            return !largest;
        } catch (const SQLite::Exception& error) {
            if (!isDamage(error))
                throw;
        }
        rows->tryReset(); // says the error once more
        if (!largest)
            largest = largestKey(file, scan);
        if (after++ >= *largest)
            return false;
    }
    return false;
}

} // namespace hardlens
