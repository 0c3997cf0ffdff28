#include "core/basics/error.h"
#include "core/runs/run_pruning.h"
#include "core/runs/run_tables.h"
#include "core/runs/run_verification.h"
#include "tests/core/runs/failing_disk.h"
#include "tests/core/runs/made_up_recording.h"

#include <QTest>

#include <sqlite3.h>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

/// A copy of the run of four steps that a program of version 1 recorded. (Afterwards its pages were
/// made smaller.)
void copyOldRun(const fs::path& folder)
{
    fs::create_directory(folder);
    fs::copy(fs::path(HL_SOURCE_DIR) / "tests/core/runs/version_1/run.hlrun", runFile(folder));
}

int64_t versionOf(const fs::path& folder)
{
    OpenedRun run = openForReading(folder);
    return tablesVersion(run.file);
}

std::vector<std::string> notesOf(const RunReader& run)
{
    std::vector<std::string> texts;
    for (size_t i = 0; i < run.history().events.size(); ++i)
        texts.push_back(run.history().events[i]->text);
    return texts;
}

} // namespace

/// Runs of older programs.
class TestRunVersions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void version1IsRead()
    {
        const test::TestFolder folder;
        copyOldRun(folder.run());
        RunReader run(folder.run());
        QVERIFY(run.damage().empty());
        QCOMPARE(run.history().steps.size(), size_t {4});
        QCOMPARE(run.history().steps.back().selected, 6);
        QCOMPARE(run.history().choices.size(), size_t {0});
        QCOMPARE(run.bodySteps(), (std::vector<int64_t> {1, 2, 3, 4}));
        QCOMPARE(run.header()->dataName, std::string("scenes"));
        QCOMPARE(notesOf(run).back(), std::string("after step 4"));
        QVERIFY(!run.refresh());
        const RunVerification found = verifyRun(folder.run());
        QVERIFY2(found.isSound(), found.isSound() ? "" : found.problems[0].c_str());
        QCOMPARE(found.choices, int64_t {4});
        QCOMPARE(versionOf(folder.run()), int64_t {1});
    }

    void version1IsPrunedAsItIs()
    {
        const test::TestFolder folder;
        copyOldRun(folder.run());
        QCOMPARE(pruneRun(folder.run(), {.every = 0, .last = 1}).bodies, int64_t {3});
        QCOMPARE(versionOf(folder.run()), int64_t {1});
        QVERIFY(verifyRun(folder.run()).isSound());
    }

    void goingOnUpgradesAndSaysSo()
    {
        const test::TestFolder folder;
        copyOldRun(folder.run());
        RunReader live(folder.run());
        {
            RunWriter writer(folder.run(), {.resumedAfter = 3});
            test::recordSteps(writer, 4, 6);
        }
        QCOMPARE(versionOf(folder.run()), schemaVersion);
        QVERIFY(live.refresh());
        const RunReader run(folder.run());
        for (const RunReader* reader : {&run, &std::as_const(live)}) {
            QVERIFY(reader->damage().empty());
            QCOMPARE(reader->history().steps.size(), size_t {6});
            QCOMPARE(reader->history().choices.size(), size_t {3});
            QCOMPARE(reader->history().choices[0]->step, int64_t {4});
            const Event& said = *reader->history().events[4];
            QCOMPARE(said.text,
                std::string("The run file is now of version 3, it was of version 1: "
                            "from here on the choices of every step are kept."));
            QCOMPARE(said.step, int64_t {3});
            QCOMPARE(said.wallSeconds, reader->history().steps[2].wallSeconds);
        }
        QVERIFY(verifyRun(folder.run()).isSound());
    }

    /// The upgrade, with every write in turn failing, is done or not begun.
    void halfAnUpgradeIsNone()
    {
        test::FailingDisk disk;
        int refused = 0;
        bool reached = true;
        for (int n = 1; reached && n < 500; ++n) {
            const test::TestFolder folder;
            copyOldRun(folder.run());
            disk.failAt(n, true, SQLITE_FULL);
            try {
                RunWriter writer(folder.run(), {.resumedAfter = 4});
            } catch (const Error& error) {
                ++refused;
                QVERIFY(std::string(error.what()).find("cannot be written") != std::string::npos);
            }
            reached = disk.hasFailed();
            disk.failAt(0, false, 0);
            const RunReader run(folder.run());
            QVERIFY(run.damage().empty()); // the tables are those of its version
            QCOMPARE(run.history().steps.size(), size_t {4});
            QCOMPARE(run.history().events.size(),
                versionOf(folder.run()) == 1 ? size_t {4} : size_t {5});
        }
        qInfo("%d refusals", refused);
        QVERIFY(refused > 5 && !reached);
    }
};

QTEST_GUILESS_MAIN(TestRunVersions)
#include "tst_run_versions.moc"
