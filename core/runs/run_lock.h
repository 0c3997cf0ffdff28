#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace hardlens {

/// The right to write a run: one process has it, until the object or the process goes, however that
/// ends. A lock on the file writer.lock in the run's folder, which holds the number of the process
/// for people.
class RunLock
{
public:
    /// Throws Error where another has it ("…: is being written by process 4711"), this process too,
    /// or where the folder cannot be written.
    explicit RunLock(const std::filesystem::path& folder);
    ~RunLock();
    RunLock(const RunLock&) = delete;
    RunLock& operator=(const RunLock&) = delete;

private:
    int m_file = -1;
};

/// The process that writes the run, as its lock file says it; none where nobody does. Takes no lock
/// itself.
std::optional<std::string> writerOf(const std::filesystem::path& folder);

} // namespace hardlens
