#include "core/runs/run_tables.h"
#include "core/runs/run_verification.h"
#include "tests/core/runs/made_up_recording.h"

#include <QTest>

#include <csignal>
#include <fstream>
#include <functional>
#include <mutex>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace hardlens;

namespace {

/// In a child process, because it takes something away from it. Returns the exit status: the number
/// of the check that failed, 0 for none.
int inChild(const std::function<int()>& work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        int failed = 99;
        try {
            failed = work();
        } catch (...) {
        }
        ::_exit(failed);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// No file may become larger than this: writing then fails in the middle, as on a full disk.
void limitFiles(rlim_t bytes)
{
    rlimit limit {};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

bool within(double seconds, const std::function<bool()>& condition)
{
    for (int i = 0; i < int(seconds * 100) && !condition(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return condition();
}

/// What the writer said, in order.
struct Said
{
    std::mutex mutex {};
    std::vector<RecordingStatus> all {};

    RunWriter::Changed listener()
    {
        return [this](const RecordingStatus& status) {
            const std::lock_guard lock(mutex);
            all.push_back(status);
        };
    }

    int64_t pauses()
    {
        const std::lock_guard lock(mutex);
        return std::ranges::count_if(all, &RecordingStatus::paused);
    }
};

const RecordingOptions quick {.commitSeconds = .05, .retrySeconds = .1};

} // namespace

class TestRunDiskFull : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A file system of 40 MiB, where that may be made.
    void smallDisk()
    {
        const test::TestFolder folder;
        const int failed = inChild([&] {
            if (::unshare(CLONE_NEWNS) != 0
                || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
                || ::mount("none", folder.path().c_str(), "tmpfs", 0, "size=40m") != 0)
                return 77;
            std::ofstream(folder.path() / "filler") << std::string(38 << 20, 'x');
            Said said;
            RunWriter writer(folder.run(), test::madeUpDescription(), quick, said.listener());
            int64_t step = 0;
            while (!writer.status().paused && step < 2000) {
                ++step;
                test::recordSteps(writer, step, step, 400);
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            if (writer.status().error.find("full") == std::string::npos)
                return 2;
            std::this_thread::sleep_for(std::chrono::milliseconds(400));
            test::recordSteps(writer, step + 1, step + 50);
            if (writer.flush() || said.pauses() != 1)
                return 3;
            std::filesystem::remove(folder.path() / "filler");
            if (!within(10, [&] { return !writer.status().paused; }) || !writer.flush())
                return 4;
            const RunVerification found = verifyRun(folder.run());
            return !found.isSound()         ? 5
                : found.steps != step + 50  ? 6
                : found.events != step + 50 ? 7
                                            : 0;
        });
        if (failed == 77)
            QSKIP("no file system can be mounted here");
        QCOMPARE(failed, 0);
    }

    void init() { std::signal(SIGXFSZ, SIG_IGN); }

    void pausesAndGoesOn()
    {
        const test::TestFolder folder;
        const int failed = inChild([&] {
            Said said;
            RunWriter writer(folder.run(), test::madeUpDescription(), quick, said.listener());
            test::recordSteps(writer, 1, 20);
            if (!writer.flush())
                return 1;
            limitFiles(400000);
            int64_t step = 20;
            while (!writer.status().paused && step < 2000) {
                ++step;
                test::recordSteps(writer, step, step, 200);
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            }
            limitFiles(4096); // now not even rows fit
            if (!writer.status().paused || step < 22)
                return 2;
            const std::string error = writer.status().error;
            if (error.find(runFile(folder.run()).string() + ": cannot be written: ") != 0)
                return 3;
            test::recordSteps(writer, step + 1, step + 100);
            std::this_thread::sleep_for(std::chrono::milliseconds(400)); // several attempts
            if (writer.flush() || said.pauses() != 1)
                return 4;
            const RecordingStatus paused = writer.status();
            if (paused.rowsWaiting < 200 || paused.rowsLost != 0 || paused.bodiesDropped < 100)
                return 5;
            limitFiles(RLIM_INFINITY);
            if (!within(10, [&] { return !writer.status().paused; }) || !writer.flush())
                return 6;
            test::recordSteps(writer, step + 101, step + 110);
            if (!writer.flush() || said.pauses() != 1 || writer.status().rowsWaiting != 0)
                return 7;
            return 0;
        });
        QCOMPARE(failed, 0);
        const RunVerification found = verifyRun(folder.run());
        QVERIFY2(found.isSound(), found.isSound() ? "" : found.problems[0].c_str());
        const RunReader run(folder.run());
        QCOMPARE(int64_t(run.history().steps.size()), run.history().steps.back().step);
        QCOMPARE(run.history().events.size(), run.history().steps.size());
        QCOMPARE(run.bodyAtOrBefore(1 << 30)->header.step, run.history().steps.back().step);
        QCOMPARE(run.bodySteps().size() + run.pinnedSteps().size()
                + size_t(run.sessions()[0].bodiesDropped),
            run.history().steps.size() + run.history().steps.size() / 10);
    }

    void whatWaitsIsBounded()
    {
        const test::TestFolder folder;
        const int failed = inChild([&] {
            RecordingOptions options = quick;
            options.mostWaitingRows = 50;
            RunWriter writer(folder.run(), {}, options);
            test::recordSteps(writer, 1, 5);
            if (!writer.flush())
                return 1;
            limitFiles(4096);
            test::recordSteps(writer, 6, 6);
            if (!within(10, [&] { return writer.status().paused; }))
                return 2;
            for (int64_t s = 7; s <= 206; ++s)
                writer.record(nullptr, StepRow {.step = s}, nullptr);
            const RecordingStatus status = writer.status();
            if (status.rowsWaiting != 50 || status.rowsLost != 200 + 2 - 50)
                return 3;
            limitFiles(RLIM_INFINITY);
            if (!within(10, [&] { return !writer.status().paused; }))
                return 4;
            return writer.status().rowsWaiting == 0 ? 0 : 5;
        });
        QCOMPARE(failed, 0);
        const RunReader run(folder.run());
        QCOMPARE(run.history().steps.size(), size_t {5 + 1 + 48});
        QCOMPARE(run.sessions()[0].rowsLost, int64_t {152});
    }

    void fullFromTheStart()
    {
        const test::TestFolder folder;
        const int failed = inChild([&] {
            limitFiles(0);
            try {
                RunWriter(folder.run(), {});
            } catch (const std::exception& error) {
                return std::string(error.what()).find(folder.run().string()) == 0 ? 0 : 1;
            }
            return 2;
        });
        QCOMPARE(failed, 0);
        const RunWriter writer(folder.run(), {}); // nothing is in its way
    }

    void endsWhileItIsFull()
    {
        const test::TestFolder folder;
        const int failed = inChild([&] {
            RunWriter writer(folder.run(), {}, quick);
            test::recordSteps(writer, 1, 5);
            if (!writer.flush())
                return 1;
            limitFiles(4096);
            test::recordSteps(writer, 6, 9);
            return 0;
        });
        QCOMPARE(failed, 0);
        const RunReader run(folder.run());
        QCOMPARE(run.history().steps.size(), size_t {5});
        QVERIFY(run.damage().empty());
    }
};

QTEST_GUILESS_MAIN(TestRunDiskFull)
#include "tst_run_disk_full.moc"
