#include "core/basics/checked_file.h"
#include "core/basics/error.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <functional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

/// What became of a write in a child process.
enum Outcome
{
    Written = 0,
    Refused = 1,
    RefusedWithoutName = 2,
    OtherException = 3,
    NotTried = 4
};

/// Writes in a child process, after `prepare` has taken something away from it.
int writeInChild(
    const fs::path& path, const std::string& text, const std::function<bool()>& prepare)
{
    const pid_t child = ::fork();
    if (child == 0) {
        int outcome = Written;
        try {
            if (prepare())
                writeFileAtomically(path, text);
            else
                outcome = NotTried;
        } catch (const Error& e) {
            outcome = std::string(e.what()).find(path.parent_path().string()) == 0
                ? Refused
                : RefusedWithoutName;
        } catch (...) {
            outcome = OtherException;
        }
        ::_exit(outcome);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

size_t entriesIn(const fs::path& folder)
{
    return size_t(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

class TestCheckedFile : public QObject
{
    Q_OBJECT

    fs::path folder() const { return m_folder->path().toStdString(); }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup() { m_folder.reset(); }

    void replacesAndLeavesNothingElse()
    {
        const fs::path path = folder() / "state";
        writeFileAtomically(path, std::string("old"));
        QCOMPARE(readTextFile(path), std::string("old"));
        const std::string bytes("new\0\xff\n", 6);
        writeFileAtomically(path, bytes);
        QCOMPARE(readTextFile(path), bytes);
        writeFileAtomically(path, std::string());
        QCOMPARE(readTextFile(path), std::string());
        QCOMPARE(entriesIn(folder()), size_t {1});
    }

    void largeContent()
    {
        std::vector<std::byte> bytes(3 << 20);
        for (size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = std::byte(i * 31 >> 3);
        writeFileAtomically(folder() / "large", bytes);
        QVERIFY(readWholeFile(folder() / "large") == bytes);
    }

    void refusesWhatIsNoRegularFile()
    {
        fs::create_directory(folder() / "sub");
        QVERIFY_THROWS_EXCEPTION(Error, writeFileAtomically(folder() / "sub", std::string("x")));
        QVERIFY(fs::is_directory(folder() / "sub"));
        QVERIFY_THROWS_EXCEPTION(Error, writeFileAtomically("/dev/full", std::string("x")));
        QCOMPARE(entriesIn(folder()), size_t {1});
    }

    void namesWhatCannotBeWritten_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("no such folder") << "absent/state";
        QTest::newRow("name too long") << QString(300, 'n');
        QTest::newRow("a file where a folder should be") << "file/state";
        QTest::newRow("links in a circle") << "circle/state";
    }

    void namesWhatCannotBeWritten()
    {
        QFETCH(QString, name);
        writeFileAtomically(folder() / "file", std::string("x"));
        fs::create_symlink("circle", folder() / "circle");
        const fs::path path = folder() / name.toStdString();
        try {
            writeFileAtomically(path, std::string("x"));
            QFAIL("was written");
        } catch (const Error& e) {
            QVERIFY2(QString(e.what()).startsWith(m_folder->path()), e.what());
        }
        QCOMPARE(entriesIn(folder()), size_t {2});
    }

    void fullDiskKeepsTheOldContent()
    {
        const fs::path path = folder() / "state";
        writeFileAtomically(path, std::string("old"));
        // A limit on the size of files fails in the middle of the content, as a full disk does.
        const int outcome = writeInChild(path, std::string(100000, 'x'), [] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit {4096, 4096};
            return ::setrlimit(RLIMIT_FSIZE, &limit) == 0;
        });
        QCOMPARE(outcome, int(Refused));
        QCOMPARE(readTextFile(path), std::string("old"));
        QCOMPARE(entriesIn(folder()), size_t {1});
    }

    void readOnlyFolderKeepsTheOldContent()
    {
        const fs::path path = folder() / "state";
        writeFileAtomically(path, std::string("old"));
        QCOMPARE(::chmod(folder().c_str(), 0555), 0);
        // Permissions do not bind root, so the child gives that up.
        const int outcome
            = writeInChild(path, "new", [] { return ::geteuid() != 0 || ::seteuid(65534) == 0; });
        ::chmod(folder().c_str(), 0755);
        QCOMPARE(outcome, int(Refused));
        QCOMPARE(readTextFile(path), std::string("old"));
        QCOMPARE(entriesIn(folder()), size_t {1});
    }

    void lockedFolderIsAnErrorOfOurs()
    {
        const fs::path locked = folder() / "locked";
        fs::create_directory(locked);
        ::chmod(folder().c_str(), 0755);
        ::chmod(locked.c_str(), 0);
        const int outcome = writeInChild(
            locked / "state", "new", [] { return ::geteuid() != 0 || ::seteuid(65534) == 0; });
        ::chmod(locked.c_str(), 0755);
        QCOMPARE(outcome, int(Refused));
    }

    void reading()
    {
        QVERIFY_THROWS_EXCEPTION(Error, readWholeFile(folder() / "absent"));
        QVERIFY_THROWS_EXCEPTION(Error, readWholeFile(folder()));
        writeFileAtomically(folder() / "five", std::string("12345"));
        QCOMPARE(readWholeFile(folder() / "five", 5).size(), size_t {5});
        QVERIFY_THROWS_EXCEPTION(Error, readWholeFile(folder() / "five", 4));
        QVERIFY_THROWS_EXCEPTION(Error, readTextFile(folder() / "five", 4));
    }

    void bothEnds()
    {
        writeFileAtomically(folder() / "seven", std::string("1234567"));
        const auto ends = [&](size_t count) {
            const FileEnds found = readFileEnds(folder() / "seven", count);
            const auto text = [](const std::vector<std::byte>& bytes) {
                return QString::fromLatin1(
                    reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size()));
            };
            return QString("%1 %2|%3").arg(found.length).arg(text(found.first), text(found.last));
        };
        QCOMPARE(ends(2), QString("7 12|67"));
        QCOMPARE(ends(4), QString("7 1234|567"));
        QCOMPARE(ends(7), QString("7 1234567|"));
        QVERIFY_THROWS_EXCEPTION(Error, readFileEnds(folder() / "absent", 2));
    }

    void readingNeverWaitsForAFifo()
    {
        QCOMPARE(::mkfifo((folder() / "pipe").c_str(), 0600), 0);
        QVERIFY_THROWS_EXCEPTION(Error, readWholeFile(folder() / "pipe"));
        QVERIFY_THROWS_EXCEPTION(Error, readWholeFile("/dev/zero"));
    }

    void cacheFolderFollowsTheEnvironment()
    {
        qputenv("HOME", "/home/somebody");
        qunsetenv("HARDLENS_CACHE");
        qunsetenv("XDG_CACHE_HOME");
        QCOMPARE(cacheFolder(), fs::path("/home/somebody/.cache/hardlens"));
        qputenv("XDG_CACHE_HOME", "/x");
        QCOMPARE(cacheFolder(), fs::path("/x/hardlens"));
        qputenv("HARDLENS_CACHE", "/own");
        QCOMPARE(cacheFolder(), fs::path("/own"));
        qputenv("HARDLENS_CACHE", "");
        QCOMPARE(cacheFolder(), fs::path("/x/hardlens"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestCheckedFile)
#include "tst_checked_file.moc"
