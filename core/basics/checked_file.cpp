#include "core/basics/checked_file.h"

#include "core/basics/error.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace hardlens {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path& path, const char* what)
{
    throw Error(concat(path.string(), ": ", what, ": ", std::strerror(errno)));
}

/// A file descriptor that closes itself.
struct Descriptor
{
    int fd = -1;
    Descriptor(const fs::path& path, int flags, mode_t mode = 0)
        : fd(::open(path.c_str(), flags, mode))
    {
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

void writeAll(int fd, std::span<const std::byte> bytes, const fs::path& path)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            fail(path, "cannot write");
        bytes = bytes.subspan(size_t(written));
    }
}

void writeAndSync(const fs::path& path, std::span<const std::byte> bytes)
{
    Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (file.fd < 0)
        fail(path, "cannot create");
    writeAll(file.fd, bytes, path);
    if (::fsync(file.fd) != 0)
        fail(path, "cannot synchronise");
    const int fd = std::exchange(file.fd, -1);
    if (::close(fd) != 0)
        fail(path, "cannot close");
}

void syncFolder(const fs::path& folder)
{
    const Descriptor directory(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory.fd < 0 || ::fsync(directory.fd) != 0)
        fail(folder, "cannot synchronise the folder");
}

fs::path folderOf(const fs::path& path)
{
    return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Reads count bytes from there on, or fails.
void readAll(int fd, uintmax_t from, void* into, size_t count, const fs::path& path)
{
    for (size_t done = 0; done < count;) {
        const ssize_t got
            = ::pread(fd, static_cast<char*>(into) + done, count - done, off_t(from + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            fail(path, "cannot be read");
        if (got == 0)
            throw Error(concat(path.string(), ": became shorter while it was read"));
        done += size_t(got);
    }
}

/// A regular file that was opened for reading.
struct OpenedFile
{
    Descriptor descriptor;
    uintmax_t size = 0;

    explicit OpenedFile(const fs::path& path)
        // Not blocking: opening a FIFO would wait for somebody to write.
        : descriptor(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    {
        if (descriptor.fd < 0 && (errno == ENOENT || errno == ENOTDIR))
            throw Error(concat(path.string(), ": no such file"));
        // What is judged is the opened file, which nobody can exchange.
        struct stat about
        {
        };
        if (descriptor.fd < 0 || ::fstat(descriptor.fd, &about) != 0)
            fail(path, "cannot be read");
        if (!S_ISREG(about.st_mode))
            throw Error(concat(path.string(), ": not a regular file"));
        size = uintmax_t(about.st_size);
    }
};

template <typename Content> Content readAs(const fs::path& path, uintmax_t maxBytes)
{
    const OpenedFile file(path);
    if (file.size > maxBytes)
        throw Error(concat(path.string(), ": ", file.size, " bytes: must be at most ", maxBytes));
    Content content(size_t(file.size), typename Content::value_type {});
    readAll(file.descriptor.fd, 0, content.data(), content.size(), path);
    return content;
}

} // namespace

void writeFileAtomically(const fs::path& path, std::span<const std::byte> bytes)
{
    static std::atomic<unsigned> counter {0};
    const fs::path folder = folderOf(path);
    std::error_code unknown; // what cannot even be looked at fails with a reason below
    const auto status = fs::status(path, unknown);
    if (fs::exists(status) && !fs::is_regular_file(status))
        throw Error(concat(path.string(), ": not a regular file, so it is not written"));
    const fs::path temporary
        = folder / concat(".tmp-", ::getpid(), "-", counter++, "-", path.filename().string());
    try {
        writeAndSync(temporary, bytes);
        if (::rename(temporary.c_str(), path.c_str()) != 0)
            fail(path, "cannot rename the new file into place");
    } catch (...) {
        ::unlink(temporary.c_str());
        throw;
    }
    syncFolder(folder);
}

void writeFileAtomically(const fs::path& path, const std::string& text)
{
    writeFileAtomically(path, std::as_bytes(std::span(text)));
}

void createFolder(const fs::path& path)
{
    if (::mkdir(path.c_str(), 0755) != 0)
        fail(path, "cannot create the folder");
}

void renameFolder(const fs::path& from, const fs::path& to)
{
    syncFolder(from);
    if (fs::exists(to))
        throw Error(concat(to.string(), ": is there already"));
    if (::rename(from.c_str(), to.c_str()) != 0)
        fail(to, "cannot give the folder its name");
    syncFolder(folderOf(to));
}

void removeFolder(const fs::path& path)
{
    std::error_code ignored;
    const fs::path aside
        = folderOf(path) / concat(".tmp-", path.filename().string(), "-", ::getpid());
    fs::rename(path, aside, ignored);
    fs::remove_all(ignored ? path : aside, ignored);
}

std::vector<std::byte> readWholeFile(const fs::path& path, uintmax_t maxBytes)
{
    return readAs<std::vector<std::byte>>(path, maxBytes);
}

std::string readTextFile(const fs::path& path, uintmax_t maxBytes)
{
    return readAs<std::string>(path, maxBytes);
}

FileEnds readFileEnds(const fs::path& path, size_t count)
{
    const OpenedFile file(path);
    FileEnds ends {.length = file.size};
    ends.first.resize(size_t(std::min<uintmax_t>(file.size, count)));
    ends.last.resize(size_t(std::min<uintmax_t>(file.size - ends.first.size(), count)));
    readAll(file.descriptor.fd, 0, ends.first.data(), ends.first.size(), path);
    readAll(
        file.descriptor.fd, file.size - ends.last.size(), ends.last.data(), ends.last.size(), path);
    return ends;
}

fs::path cacheFolder()
{
    if (const char* own = std::getenv("HARDLENS_CACHE"); own && *own)
        return own;
    if (const char* xdg = std::getenv("XDG_CACHE_HOME"); xdg && *xdg)
        return fs::path(xdg) / "hardlens";
    if (const char* home = std::getenv("HOME"); home && *home)
        return fs::path(home) / ".cache" / "hardlens";
    return fs::temp_directory_path() / "hardlens-cache";
}

} // namespace hardlens
