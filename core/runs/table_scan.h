#pragma once

#include <SQLiteCpp/SQLiteCpp.h>
#include <cstdint>
#include <functional>
#include <string>

namespace hardlens {

/// Reads the rows of a table in the order of a whole-numbered key, also where parts of the file are
/// damaged: what cannot be read is jumped over, key by key.
struct TableScan
{
    std::string select {}; // without conditions; the key is also its column row_key
    std::string key {};    // column; several rows may have the same
    std::string
        thenBy {};     // orders these: ", a, b"; where one cannot be read, the rest is jumped over
    int64_t after = 0; // the first row has a greater key
};

/// Calls `row` with each row, which returns its key. Returns whether all of the table could be
/// read. Throws SQLite::Exception for what is no damage.
bool scanTable(SQLite::Database& file, const TableScan& scan,
    const std::function<int64_t(SQLite::Statement&)>& row);

} // namespace hardlens
