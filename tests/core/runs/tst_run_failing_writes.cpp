#include "core/basics/error.h"
#include "core/runs/run_tables.h"
#include "core/runs/run_verification.h"
#include "tests/core/runs/failing_disk.h"
#include "tests/core/runs/made_up_recording.h"

#include <QTest>

#include <atomic>
#include <sqlite3.h>

using namespace hardlens;

namespace {

constexpr int64_t steps = 6;

/// A run that is flushed after every step. Returns how many of its steps were said to be in the
/// file before one was not; -1 where it could not even begin.
int64_t recordRun(const std::filesystem::path& folder, std::atomic<int>& pauses)
{
    try {
        RunWriter writer(folder, test::madeUpDescription(),
            {.commitSeconds = .01, .retrySeconds = .01},
            [&](const RecordingStatus& status) { pauses += status.paused; });
        int64_t safe = 0;
        bool all = true;
        for (int64_t s = 1; s <= steps; ++s) {
            test::recordSteps(writer, s, s, 100);
            all = writer.flush() && all;
            safe += all;
        }
        return safe;
    } catch (const Error&) {
        return -1;
    }
}

} // namespace

/// Every write, sync, truncation, opening and deletion of a recording fails in turn.
class TestRunFailingWrites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void inTurn_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("lasting");
        QTest::newRow("full once") << SQLITE_FULL << false;
        QTest::newRow("I/O error once") << SQLITE_IOERR_WRITE << false;
        QTest::newRow("full from then on") << SQLITE_FULL << true;
        QTest::newRow("I/O errors from then on") << SQLITE_IOERR_FSYNC << true;
    }

    void inTurn()
    {
        QFETCH(int, error);
        QFETCH(bool, lasting);
        bool reached = true;
        int n = 0;
        for (; reached && n < 2000; ++n) {
            const test::TestFolder folder;
            std::atomic<int> pauses {0};
            m_disk.failAt(n + 1, lasting, error);
            const int64_t safe = recordRun(folder.run(), pauses);
            reached = m_disk.hasFailed();
            m_disk.failAt(0, false, 0);
            QVERIFY2(pauses <= 1, qPrintable(QString("operation %1: said more than once").arg(n)));
            if (safe < 0) { // refused at the beginning: nothing was promised
                QVERIFY(!std::filesystem::exists(runFile(folder.run())));
                continue;
            }
            const RunVerification found = verifyRun(folder.run());
            QVERIFY2(found.isSound(),
                found.isSound()
                    ? ""
                    : qPrintable(
                        QString("operation %1: %2").arg(n).arg(found.problems[0].c_str())));
            QVERIFY2(found.steps >= safe, qPrintable(QString("operation %1").arg(n)));
            if (!lasting) // recovered
                QCOMPARE(found.steps, steps);
        }
        qInfo("%d operations", n);
        QVERIFY(n > 50 && !reached);
    }

private:
    test::FailingDisk m_disk {};
};

QTEST_GUILESS_MAIN(TestRunFailingWrites)
#include "tst_run_failing_writes.moc"
