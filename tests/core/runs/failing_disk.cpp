#include "tests/core/runs/failing_disk.h"

#include <atomic>
#include <new>
#include <sqlite3.h>

namespace hardlens::test {

namespace {

std::atomic<int> counted {0}, failsAt {0}, code {0};
std::atomic<bool> lasts {false}, failed {false};

/// Whether this operation is to fail.
bool fails()
{
    const int n = ++counted;
    const int at = failsAt;
    const bool now = at > 0 && (n == at || (lasts && n > at));
    if (now)
        failed = true;
    return now;
}

sqlite3_vfs* disk = nullptr; // the usual one

/// What SQLite holds of an open file; the usual disk's own part follows it in memory.
struct File
{
    sqlite3_file base;

    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_file* realOf(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file)->real();
}

/// An operation handed on as it is.
template <auto Method, typename... Arguments>
int passedOn(sqlite3_file* file, Arguments... arguments)
{
    sqlite3_file* real = realOf(file);
    return (real->pMethods->*Method)(real, arguments...);
}

template <auto Method, typename... Arguments>
int counting(sqlite3_file* file, Arguments... arguments)
{
    return fails() ? int(code) : passedOn<Method>(file, arguments...);
}

using M = sqlite3_io_methods;

void barrier(sqlite3_file* file)
{
    sqlite3_file* real = realOf(file);
    real->pMethods->xShmBarrier(real);
}

const sqlite3_io_methods methods {
    .iVersion = 2, // without memory-mapped files, whose writes nobody sees
    .xClose = [](sqlite3_file* f) { return passedOn<&M::xClose>(f); },
    .xRead = [](sqlite3_file* f, void* to, int n,
                 sqlite3_int64 at) { return passedOn<&M::xRead>(f, to, n, at); },
    .xWrite = [](sqlite3_file* f, const void* from, int n,
                  sqlite3_int64 at) { return counting<&M::xWrite>(f, from, n, at); },
    .xTruncate = [](sqlite3_file* f, sqlite3_int64 n) { return counting<&M::xTruncate>(f, n); },
    .xSync = [](sqlite3_file* f, int flags) { return counting<&M::xSync>(f, flags); },
    .xFileSize = [](sqlite3_file* f, sqlite3_int64* n) { return passedOn<&M::xFileSize>(f, n); },
    .xLock = [](sqlite3_file* f, int kind) { return passedOn<&M::xLock>(f, kind); },
    .xUnlock = [](sqlite3_file* f, int kind) { return passedOn<&M::xUnlock>(f, kind); },
    .xCheckReservedLock
    = [](sqlite3_file* f, int* is) { return passedOn<&M::xCheckReservedLock>(f, is); },
    .xFileControl
    = [](sqlite3_file* f, int op, void* of) { return passedOn<&M::xFileControl>(f, op, of); },
    .xSectorSize = [](sqlite3_file* f) { return passedOn<&M::xSectorSize>(f); },
    .xDeviceCharacteristics
    = [](sqlite3_file* f) { return passedOn<&M::xDeviceCharacteristics>(f); },
    .xShmMap
    = [](sqlite3_file* f, int page, int size, int extends,
          void volatile** to) { return passedOn<&M::xShmMap>(f, page, size, extends, to); },
    .xShmLock = [](sqlite3_file* f, int offset, int n,
                    int flags) { return passedOn<&M::xShmLock>(f, offset, n, flags); },
    .xShmBarrier = barrier,
    .xShmUnmap = [](sqlite3_file* f, int deletes) { return passedOn<&M::xShmUnmap>(f, deletes); },
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    file->pMethods = nullptr;
    if (fails())
        return code;
    const int result = disk->xOpen(disk, name, realOf(file), flags, outFlags);
    if (realOf(file)->pMethods)
        file->pMethods = &methods;
    return result;
}

int remove(sqlite3_vfs*, const char* name, int synchronises)
{
    return fails() ? int(code) : disk->xDelete(disk, name, synchronises);
}

} // namespace

FailingDisk::FailingDisk()
{
    if (disk)
        return;
    disk = sqlite3_vfs_find(nullptr);
    static sqlite3_vfs ours = *disk; // what it does not change is the usual one's, by its own data
    ours.zName = "failing";
    ours.szOsFile = int(sizeof(File)) + disk->szOsFile;
    ours.pNext = nullptr;
    ours.xOpen = open;
    ours.xDelete = remove;
    sqlite3_vfs_register(&ours, 1);
}

void FailingDisk::failAt(int n, bool lasting, int error)
{
    failsAt = 0;
    counted = 0;
    failed = false;
    lasts = lasting;
    code = error;
    failsAt = n;
}

int FailingDisk::operations() const
{
    return counted;
}

bool FailingDisk::hasFailed() const
{
    return failed;
}

} // namespace hardlens::test
