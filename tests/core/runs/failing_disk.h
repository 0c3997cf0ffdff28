#pragma once

namespace hardlens::test {

/// A disk that fails when it is told to: it stands between SQLite and the files of this process
/// once it is made. Counts what changes the disk – opening, writing, synchronising, shortening,
/// deleting – and lets the n-th of these fail.
class FailingDisk
{
public:
    FailingDisk();

    /// Counts from 0 again. The n-th operation fails, from 1; 0: none. lasting: all after it fail
    /// too. error: a code of SQLite, such as SQLITE_FULL.
    void failAt(int n, bool lasting, int error);
    int operations() const;
    bool hasFailed() const;
};

} // namespace hardlens::test
