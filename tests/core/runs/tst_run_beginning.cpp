#include "core/basics/error.h"
#include "core/basics/random.h"
#include "core/runs/run_tables.h"
#include "core/runs/run_verification.h"
#include "tests/core/runs/made_up_recording.h"
#include "tests/support/rounds.h"

#include <QTest>

#include <chrono>
#include <csignal>
#include <fstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

bool isRefused(const fs::path& folder, const RunDescription& description)
{
    try {
        const RunWriter writer(folder, description);
        return false;
    } catch (const Error&) {
        return true;
    }
}

/// A new run in the folder, which must be a whole one.
void recordsAnew(const fs::path& folder)
{
    {
        RunWriter writer(folder, test::madeUpDescription());
        test::recordSteps(writer, 1, 3);
    }
    const RunVerification found = verifyRun(folder);
    QVERIFY2(found.isSound(), found.isSound() ? "" : found.problems[0].c_str());
    QCOMPARE(found.steps, int64_t {3});
    const RunReader run(folder);
    QCOMPARE(run.sessions().size(), size_t {1});
    QCOMPARE(run.description().seed, test::madeUpDescription().seed);
}

} // namespace

/// A writer that is killed before its first commit leaves a run without anything in it, which is in
/// nobody's way.
class TestRunBeginning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyFile()
    {
        const test::TestFolder folder;
        fs::create_directory(folder.run());
        std::ofstream(runFile(folder.run())).close();
        QVERIFY(isRefused(folder.run(), {.resumedAfter = 0})); // there is nothing to go on with
        recordsAnew(folder.run());
    }

    void tablesAlone()
    {
        const test::TestFolder folder;
        fs::create_directory(folder.run());
        openForWriting(folder.run());
        QVERIFY(!holdsRun(folder.run()));
        QVERIFY(isRefused(folder.run(), {.resumedAfter = 0}));
        recordsAnew(folder.run());
        QVERIFY(holdsRun(folder.run()));
        QVERIFY(isRefused(folder.run(), {}));
    }

    /// What cannot be read, or is something else, is left alone.
    void whatMayBeWorthSomething()
    {
        const test::TestFolder folder;
        fs::create_directory(folder.run());
        std::ofstream(runFile(folder.run())) << std::string(5000, 'x');
        QVERIFY(holdsRun(folder.run()) && isRefused(folder.run(), {}));
        fs::remove(runFile(folder.run()));
        SQLite::Database(runFile(folder.run()), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
            .exec("CREATE TABLE mine (a INTEGER)");
        QVERIFY(holdsRun(folder.run()) && isRefused(folder.run(), {}));
        fs::remove(runFile(folder.run()));
        std::ofstream(runFile(folder.run())).close();
        std::ofstream(runFile(folder.run()).string() + "-wal") << std::string(1 << 20, 'x');
        QVERIFY(holdsRun(folder.run())); // records may be in that log, damaged
    }

    void killedAtOnce()
    {
        RandomStream random({.seed = 6, .purpose = Purpose::Scene});
        int empty = 0;
        const int64_t kills = test::rounds("HARDLENS_KILLS", 40);
        for (int64_t round = 0; round < kills; ++round) {
            const test::TestFolder folder;
            const pid_t child = ::fork();
            if (child == 0) {
                const RunWriter writer(folder.run(), test::madeUpDescription());
                ::pause();
            }
            std::this_thread::sleep_for(std::chrono::microseconds(500 + random.below(30000)));
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            if (holdsRun(folder.run())) {
                QCOMPARE(RunReader(folder.run()).sessions().size(), size_t {1});
                QVERIFY(isRefused(folder.run(), {}));
                continue;
            }
            empty += fs::exists(runFile(folder.run()));
            recordsAnew(folder.run());
        }
        qInfo("%lld kills, %d of them left an empty run", (long long)kills, empty);
    }
};

QTEST_GUILESS_MAIN(TestRunBeginning)
#include "tst_run_beginning.moc"
