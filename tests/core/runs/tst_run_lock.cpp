#include "core/basics/error.h"
#include "core/runs/run_lock.h"
#include "tests/core/runs/made_up_recording.h"

#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace hardlens;

class TestRunLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneAtATime()
    {
        const test::TestFolder folder;
        const std::string pid = std::to_string(::getpid());
        QVERIFY(!writerOf(folder.path()));
        {
            const RunLock lock(folder.path());
            QCOMPARE(writerOf(folder.path()).value_or("none"), pid);
            try {
                const RunLock second(folder.path());
                QFAIL("locked twice");
            } catch (const Error& error) {
                QCOMPARE(error.what(),
                    (folder.path().string() + ": is being written by process " + pid).c_str());
            }
            QVERIFY(writerOf(folder.path())); // asking and failing do not unlock
        }
        QVERIFY(!writerOf(folder.path()));
        const RunLock again(folder.path());
    }

    void goesWithTheProcess()
    {
        const test::TestFolder folder;
        const pid_t child = ::fork();
        if (child == 0) {
            const RunLock lock(folder.path());
            ::pause();
            ::_exit(0);
        }
        QTRY_COMPARE(writerOf(folder.path()).value_or("none"), std::to_string(child));
        QVERIFY_THROWS_EXCEPTION(Error, RunLock(folder.path()));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(!writerOf(folder.path()));
        const RunLock lock(folder.path());
    }

    void noFolder()
    {
        QVERIFY_THROWS_EXCEPTION(Error, RunLock("/nowhere/at/all"));
        QVERIFY(!writerOf("/nowhere/at/all"));
    }
};

QTEST_GUILESS_MAIN(TestRunLock)
#include "tst_run_lock.moc"
