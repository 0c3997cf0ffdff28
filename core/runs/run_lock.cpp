#include "core/runs/run_lock.h"

#include "core/basics/error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace hardlens {

namespace fs = std::filesystem;

namespace {

fs::path lockFile(const fs::path& folder)
{
    return folder / "writer.lock";
}

/// A lock on the whole file that belongs to the open file, not to the process: closing another
/// descriptor of the same file does not lose it.
struct flock wholeFile()
{
    struct flock lock
    {
    };
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

std::string contentOf(int file)
{
    char text[32] {};
    const ssize_t size = ::pread(file, text, sizeof text - 1, 0);
    std::string pid(text, size_t(std::max<ssize_t>(size, 0)));
    while (!pid.empty() && pid.back() == '\n')
        pid.pop_back();
    return pid.empty() ? "unknown" : pid;
}

} // namespace

RunLock::RunLock(const fs::path& folder)
    : m_file(::open(lockFile(folder).c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644))
{
    if (m_file < 0)
        throw Error(
            concat(lockFile(folder).string(), ": cannot be opened: ", std::strerror(errno)));
    struct flock lock = wholeFile();
    if (::fcntl(m_file, F_OFD_SETLK, &lock) != 0) {
        const int reason = errno;
        const std::string pid = contentOf(m_file);
        ::close(m_file);
        if (reason == EAGAIN || reason == EACCES)
            throw Error(concat(folder.string(), ": is being written by process ", pid));
        throw Error(concat(folder.string(), ": cannot be locked: ", std::strerror(reason)));
    }
    // The number is for people: a full disk, on which it cannot be written, is no reason not to
    // lock.
    const std::string pid = concat(::getpid(), "\n");
    if (::ftruncate(m_file, 0) == 0)
        (void)!::pwrite(m_file, pid.data(), pid.size(), 0);
}

RunLock::~RunLock()
{
    ::close(m_file);
}

std::optional<std::string> writerOf(const fs::path& folder)
{
    const int file = ::open(lockFile(folder).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return std::nullopt;
    struct flock lock = wholeFile();
    const bool locked = ::fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
    std::optional<std::string> pid;
    if (locked)
        pid = contentOf(file);
    ::close(file);
    return pid;
}

} // namespace hardlens
