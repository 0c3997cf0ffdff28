#include "core/basics/random.h"
#include "tests/core/checkpoints/made_up_checkpoint.h"
#include "tests/support/rounds.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

/// Writes checkpoint after checkpoint and says through the pipe which ones are done.
[[noreturn]] void writeForEver(const fs::path& folder, int64_t firstStep, int done)
{
    for (int64_t step = firstStep;; ++step) {
        writeCheckpoint(folder, test::checkpointOfStep(step, 20000));
        if (::write(done, &step, sizeof step) != sizeof step)
            ::_exit(1);
        pruneCheckpoints(folder, 3, -1);
    }
}

} // namespace

/// kill -9 at random moments of writing and pruning: what was reported as written is there and
/// whole. HARDLENS_KILLS: how often.
class TestCheckpointKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingSavedIsLost()
    {
        QTemporaryDir temporary;
        const fs::path folder = temporary.path().toStdString();
        RandomStream random(RandomKey {.seed = 8});
        int64_t reported = 0;
        const int64_t kills = test::rounds("HARDLENS_KILLS", 40);
        for (int64_t round = 0; round < kills; ++round) {
            int ends[2];
            QVERIFY(::pipe(ends) == 0);
            const pid_t child = ::fork();
            if (child == 0)
                writeForEver(folder, reported + 1, ends[1]);
            ::close(ends[1]);
            ::usleep(2000 + random.below(120000));
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
            for (int64_t step = 0; ::read(ends[0], &step, sizeof step) == sizeof step;)
                reported = step;
            ::close(ends[0]);
            if (reported == 0)
                continue;
            QElapsedTimer time;
            time.start();
            const auto newest = newestSound(folder);
            QVERIFY(newest && newest->step >= reported);
            const Checkpoint checkpoint = readCheckpoint(newest->folder);
            QVERIFY(time.elapsed() < 2000);
            for (const auto& [name, tensor] : checkpoint.weights.tensors)
                QVERIFY(tensor.eq(double(newest->step)).all().item<bool>());
            for (const CheckpointPlace& place : listCheckpoints(folder))
                QVERIFY2(damageOf(place.folder).empty(), damageOf(place.folder).c_str());
            reported = newest->step;
        }
        QVERIFY(reported >= 3);
        pruneCheckpoints(folder, 3, -1);
        for (const auto& entry : fs::directory_iterator(folder))
            QVERIFY(entry.path().filename().string().starts_with(
                "step-")); // nothing half written stays
    }
};

QTEST_GUILESS_MAIN(TestCheckpointKill)
#include "tst_checkpoint_kill.moc"
