#include "core/basics/random.h"
#include "core/runs/run_verification.h"
#include "tests/core/runs/made_up_recording.h"
#include "tests/support/rounds.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <csignal>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace hardlens;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int64_t mostSteps = 100000;

/// What the process that is killed leaves behind: when each of its steps had been given to the
/// writer.
struct Given
{
    std::atomic<int64_t> count;
    std::array<Clock::time_point, mostSteps> when; // of step i + 1
};

/// Memory that a child shares with its parent.
Given* sharedMemory()
{
    void* memory
        = ::mmap(nullptr, sizeof(Given), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? nullptr : new (memory) Given {};
}

using RecordSteps = void (*)(RunWriter& writer, int64_t first, int64_t last);

[[noreturn]] void recordForever(
    const std::filesystem::path& folder, Given& given, RecordSteps recordSteps)
{
    RunWriter writer(folder, test::madeUpDescription(), {.bodies = {.every = 5, .last = 50}});
    for (int64_t s = 1; s <= mostSteps; ++s) {
        recordSteps(writer, s, s);
        given.when[size_t(s - 1)] = Clock::now();
        given.count = s;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    ::_exit(0);
}

const int64_t kills = test::rounds("HARDLENS_KILLS", 30);

} // namespace

/// A writer is killed at random moments. HARDLENS_KILLS: how often.
class TestRunKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void atMostTheLastSecondIsLost_data()
    {
        QTest::addColumn<bool>("isEmbedding");
        QTest::newRow("detection") << false;
        QTest::newRow("embedding") << true;
    }

    void atMostTheLastSecondIsLost()
    {
        QFETCH(bool, isEmbedding);
        const RecordSteps recordSteps = isEmbedding
            ? &test::recordEmbeddingSteps
            : [](RunWriter& writer, int64_t first, int64_t last) {
                  test::recordSteps(writer, first, last);
              };
        const int64_t rounds = isEmbedding ? (kills + 2) / 3 : kills; // the writer is the same
        RandomStream random({.seed = 4, .purpose = Purpose::Scene});
        double worst = 0;
        for (int64_t round = 0; round < rounds; ++round) {
            const test::TestFolder folder;
            Given* given = sharedMemory();
            QVERIFY(given);
            const pid_t child = ::fork();
            if (child == 0)
                recordForever(folder.run(), *given, recordSteps);
            QTRY_VERIFY(given->count > 0);
            std::this_thread::sleep_for(std::chrono::milliseconds(random.below(1600)));
            ::kill(child, SIGKILL);
            const auto killed = Clock::now();
            ::waitpid(child, nullptr, 0);

            const RunReader run(folder.run());
            const auto inFile = int64_t(run.history().steps.size());
            for (int64_t s = inFile + 1; s <= given->count; ++s) {
                const std::chrono::duration<double> age = killed - given->when[size_t(s - 1)];
                worst = std::max(worst, age.count());
                QVERIFY2(age.count() < 1, qPrintable(QString("step %1 is lost").arg(s)));
            }
            const RunVerification found = verifyRun(folder.run());
            QVERIFY2(found.isSound(), found.isSound() ? "" : found.problems[0].c_str());
            QCOMPARE(found.steps, inFile);
            // The last step and its event are given one after the other: a commit may fall in
            // between.
            const auto events = int64_t(run.history().events.size());
            QVERIFY2(events == inFile || events == inFile - 1,
                qPrintable(QString("%1 events of %2 steps").arg(events).arg(inFile)));
            QCOMPARE(found.stepChoices, isEmbedding ? 0 : inFile);
            if (inFile > 0)
                QCOMPARE(run.history().steps.back().step, inFile);
            goesOn(folder.run(), inFile, recordSteps);
            ::munmap(given, sizeof(Given));
        }
        qInfo("%lld kills, %.2f s lost at most", (long long)rounds, worst);
    }

private:
    static void goesOn(const std::filesystem::path& folder, int64_t step, RecordSteps recordSteps)
    {
        RunDescription description = test::madeUpDescription();
        description.resumedAfter = step;
        {
            RunWriter writer(folder, description);
            recordSteps(writer, step + 1, step + 3);
        }
        const RunReader run(folder);
        QVERIFY(run.damage().empty());
        QCOMPARE(run.history().steps.back().step, step + 3);
        QVERIFY(run.sessions()[0].state == RunState::Running); // ended without a word
        QVERIFY(run.sessions()[1].state == RunState::Stopped);
    }
};

QTEST_GUILESS_MAIN(TestRunKill)
#include "tst_run_kill.moc"
