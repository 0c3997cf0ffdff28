#include "core/runs/run_list.h"
#include "core/runs/run_lock.h"
#include "core/runs/run_tables.h"
#include "tests/core/runs/made_up_recording.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

/// A process that records steps until it is told to end.
class OtherProcess
{
public:
    explicit OtherProcess(const fs::path& folder)
        : m_pid(::fork())
    {
        if (m_pid != 0)
            return;
        static volatile std::sig_atomic_t ends = 0;
        std::signal(SIGTERM, [](int) { ends = 1; });
        {
            RunWriter writer(folder, test::madeUpDescription(), {.commitSeconds = .02});
            for (int64_t s = 1; !ends; ++s) {
                test::recordSteps(writer, s, s);
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
            }
        }
        ::_exit(0);
    }

    ~OtherProcess() { end(SIGKILL); }

    void end(int signal)
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, signal);
        ::waitpid(m_pid, nullptr, 0);
        m_pid = -1;
    }

    std::string pid() const { return std::to_string(m_pid); }

private:
    pid_t m_pid;
};

} // namespace

class TestRunGrowing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadWhileAnotherProcessWrites()
    {
        const test::TestFolder folder;
        OtherProcess other(folder.run());
        QTRY_VERIFY(fs::exists(runFile(folder.run())) && writerOf(folder.run()));
        std::optional<RunReader> run;
        QTRY_VERIFY_WITH_TIMEOUT(opens(folder.run(), run), 20000);
        size_t news = 0;
        while (run->history().steps.size() < 300) {
            const History before = run->history();
            if (run->refresh()) {
                ++news;
                QVERIFY(run->history().steps.size() >= before.steps.size());
                QCOMPARE(run->history().steps.back().step, int64_t(run->history().steps.size()));
            } else {
                QCOMPARE(run->history().steps.size(), before.steps.size());
                QCOMPARE(run->history().events.size(), before.events.size());
            }
            if (!run->history().steps.empty()) {
                const int64_t newest = run->history().steps.back().step;
                const auto body = run->bodyAtOrBefore(newest);
                QVERIFY(encoded(*body) == encoded(*test::smallStep(newest)));
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        QVERIFY(news >= 5);
        QVERIFY(run->damage().empty());
        const RunSummary live = runSummary(folder.run());
        QVERIFY(live.state == RunState::Running && !live.interrupted);
        QCOMPARE(live.writer, other.pid());

        other.end(SIGTERM);
        run->refresh();
        QVERIFY(run->sessions()[0].state == RunState::Stopped);
        QVERIFY(!run->refresh());
    }

    void aCopyOfAKilledRunHasItsNewestSteps()
    {
        const test::TestFolder folder;
        {
            OtherProcess other(folder.run());
            std::optional<RunReader> run;
            QTRY_VERIFY_WITH_TIMEOUT(opens(folder.run(), run), 20000);
            while (run->history().steps.size() <= 50)
                run->refresh();
        }
        const fs::path copy = folder.path() / "copy";
        fs::copy(folder.run(), copy);
        fs::remove(copy / "run.hlrun-shm");
        const RunReader run(folder.run()), copied(copy);
        QVERIFY(copied.history().steps.size() > 50);
        QCOMPARE(copied.history().steps.size(), run.history().steps.size());
        QVERIFY(copied.damage().empty());
        const RunSummary summary = runSummary(copy);
        QVERIFY(summary.interrupted && summary.writer.empty());
    }

    void aFolderThatCannotBeWritten()
    {
        const test::TestFolder folder;
        {
            RunWriter writer(folder.run(), {});
            test::recordSteps(writer, 1, 20);
        }
        QCOMPARE(stepsReadByNobody(folder.run(), false), 20);
        {
            // A reader keeps the write-ahead log from being cleared away; what it holds cannot be
            // read there.
            const RunReader reader(folder.run());
            RunWriter writer(folder.run(), {.resumedAfter = 20});
            test::recordSteps(writer, 21, 22);
            QVERIFY(writer.flush());
            fs::copy(folder.run(), folder.path() / "copy");
        }
        fs::remove(folder.path() / "copy" / "run.hlrun-shm");
        QCOMPARE(stepsReadByNobody(folder.path() / "copy", true), 20);
    }

    void bodiesOfAnyStepComeQuickly()
    {
        const test::TestFolder folder;
        {
            RunWriter writer(folder.run(), {}, {.mostQueuedBodies = 1000});
            test::recordSteps(writer, 1, 60, 1000);
        }
        const RunReader run(folder.run());
        QElapsedTimer timer;
        timer.start();
        for (int64_t s = 60; s >= 1; --s)
            QCOMPARE(run.bodyAtOrBefore(s)->header.step, s);
        const double ms = double(timer.nsecsElapsed()) / 1e6 / 60;
        qInfo("%.2f ms for a body of 2 x 1000 RoIs", ms);
        QVERIFY(ms < 20);
    }

private:
    static bool opens(const fs::path& folder, std::optional<RunReader>& run)
    {
        try {
            run.emplace(folder);
            return true;
        } catch (const std::exception&) {
            return false; // its first commit is still to come
        }
    }

    /// Steps that a process reads which may write nowhere there; -2 where something is left out and
    /// it should not be, or the other way round.
    static int stepsReadByNobody(const fs::path& folder, bool leftOut)
    {
        ::chmod(folder.parent_path().c_str(), 0755);
        ::chmod(folder.c_str(), 0555);
        const pid_t child = ::fork();
        if (child == 0) {
            int steps = 98;
            try {
                if (::geteuid() != 0 || ::seteuid(65534) == 0) {
                    const RunReader run(folder);
                    steps = run.damage().empty() == leftOut ? 97 : int(run.history().steps.size());
                }
            } catch (...) {
                steps = 99;
            }
            ::_exit(steps);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        ::chmod(folder.c_str(), 0755);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
};

QTEST_GUILESS_MAIN(TestRunGrowing)
#include "tst_run_growing.moc"
