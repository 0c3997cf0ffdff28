#include "core/basics/error.h"
#include "core/runs/run_tables.h"
#include "core/runs/run_verification.h"
#include "tests/core/runs/made_up_recording.h"

#include <QTest>

using namespace hardlens;
namespace fs = std::filesystem;
using test::TestFolder;

namespace {

/// The text of what is thrown; empty where nothing is.
template <typename Thrown, typename Call> std::string messageOf(Call call)
{
    try {
        call();
    } catch (const Thrown& error) {
        return error.what();
    }
    return {};
}

template <typename Record> bool same(const Record& a, const Record& b)
{
    return encoded(a) == encoded(b);
}

} // namespace

class TestRunRecording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack()
    {
        const TestFolder folder;
        RunDescription description = test::madeUpDescription();
        description.parent = RunParent {"other run", 0};
        {
            RunWriter writer(folder.run(), description);
            writer.record(std::make_shared<const RunHeader>(test::madeUpHeader()));
            QVERIFY(writer.wantsThumbnail(5) && !writer.wantsThumbnail(5));
            writer.record(test::madeUpThumbnail(5));
            writer.record(std::make_shared<const Event>(test::control));
            test::recordSteps(writer, 1, 30);
            writer.setOutcome(RunState::Finished);
        }
        const RunReader run(folder.run());
        QVERIFY2(run.damage().empty(), run.damage().empty() ? "" : run.damage()[0].c_str());
        const RunDescription& read = run.description();
        QCOMPARE(read.configuration, description.configuration);
        QCOMPARE(read.seed, description.seed);
        QCOMPARE(read.programVersion, description.programVersion);
        QCOMPARE(read.libraries, description.libraries);
        QCOMPARE(read.machine, description.machine);
        QVERIFY(read.parent == description.parent);
        QVERIFY(same(*run.header(), test::madeUpHeader()));
        QCOMPARE(run.sessions().size(), size_t {1});
        QVERIFY(run.sessions()[0].state == RunState::Finished);
        QVERIFY(run.sessions()[0].startedUnix > 1.6e9);

        const History& history = run.history();
        QCOMPARE(history.steps.size(), size_t {30});
        QCOMPARE(history.events.size(), size_t {31});
        QCOMPARE(history.evaluations.size(), size_t {3});
        QVERIFY(same(*history.events[0], test::control));
        for (int64_t s = 1; s <= 30; ++s) {
            const auto step = test::smallStep(s);
            QVERIFY(same(history.steps[size_t(s - 1)], rowOf(*step, double(s) * .09)));
            QVERIFY(same(*history.events[size_t(s)], *test::noteAt(s)));
            QVERIFY(same(*run.bodyAtOrBefore(s), *step));
        }
        QVERIFY(same(*history.evaluations[1], *test::evaluationAt(20)));
        QVERIFY(same(*run.detections(30), *test::detectionsAt(30)));
        QVERIFY(!run.detections(31));
        QCOMPARE(run.pinnedSteps(), (std::vector<int64_t> {10, 20, 30}));
        QVERIFY(same(
            *run.pinnedAtOrBefore(29), PinnedScore {20, 2.5, test::smallStep(20)->detection()}));
        QVERIFY(!run.pinnedAtOrBefore(9));
        QCOMPARE(run.thumbnails(), std::vector<uint64_t> {5});
        QVERIFY(run.thumbnail(5)->file == test::madeUpThumbnail(5).file);
        QVERIFY(!run.thumbnail(6));
        QVERIFY(!fs::exists(folder.run() / "run.hlrun-wal")); // one file, easily copied
    }

    void rowsOfNanComeBack()
    {
        const TestFolder folder;
        StepRow row {.step = 1, .meanLossAll = -test::none, .lossShareSelected = -0.f};
        {
            RunWriter writer(folder.run(), {});
            writer.record(nullptr, row, nullptr);
        }
        const RunReader run(folder.run());
        QVERIFY(run.damage().empty());
        QVERIFY(std::isnan(run.history().steps[0].meanLossAll));
        QVERIFY(!run.bodyAtOrBefore(1) && run.bodySteps().empty());
    }

    void policyIsKeptWhileRecording()
    {
        const TestFolder folder;
        {
            RunWriter writer(folder.run(), {}, {.bodies = {.every = 7, .last = 3}});
            test::recordSteps(writer, 1, 30);
        }
        const RunReader run(folder.run());
        QCOMPARE(run.history().steps.size(), size_t {30});
        QCOMPARE(run.bodySteps(), (std::vector<int64_t> {1, 7, 14, 21, 28, 29, 30}));
        QCOMPARE(run.pinnedSteps(), (std::vector<int64_t> {10, 20, 30}));
        QCOMPARE(run.bodyAtOrBefore(27)->header.step, int64_t {21});
        QCOMPARE(run.sessions()[0].bodiesDropped, int64_t {0});
    }

    void overloadThinsBodiesAndNothingElse()
    {
        const TestFolder folder;
        const int64_t count = 300;
        RecordingStatus last;
        {
            RunWriter writer(folder.run(), {}, {.mostQueuedBodies = 2},
                [&](const RecordingStatus& status) { last = status; });
            const auto step = test::smallStep(1, 2000);
            for (int64_t s = 1; s <= count; ++s) {
                auto next = std::make_shared<Step>(*test::smallStep(1));
                next->header.step = s;
                if (s % 2)
                    next->body = step->body;
                writer.record(next, rowOf(*next, 0), test::choicesFor(*next));
                writer.record(test::noteAt(s));
            }
            QVERIFY(writer.flush());
            const RecordingStatus status = writer.status();
            QVERIFY(status.bodiesDropped > 0);
            QCOMPARE(status.bodiesDropped + status.bodiesWritten, count);
            QCOMPARE(status.rowsWaiting + status.rowsLost, int64_t {0});
            QVERIFY(!status.paused);
        }
        const RunReader run(folder.run());
        QCOMPARE(run.history().steps.size(), size_t(count));
        QCOMPARE(run.history().events.size(), size_t(count));
        QCOMPARE(int64_t(run.bodySteps().size()) + run.sessions()[0].bodiesDropped, count);
        QCOMPARE(last.bodiesDropped, run.sessions()[0].bodiesDropped);
        QVERIFY(verifyRun(folder.run()).isSound());
    }

    void oneWriterAtATime()
    {
        const TestFolder folder;
        const RunWriter writer(folder.run(), {});
        QVERIFY(QString::fromStdString(messageOf<Error>([&] {
            RunWriter(folder.run(), {});
        })).contains("is being written by process"));
    }

    void goodWorkIsNotOverwritten()
    {
        const TestFolder folder;
        QVERIFY(QString::fromStdString(messageOf<Error>([&] {
            RunWriter(folder.run(), {.resumedAfter = 3});
        })).endsWith("holds no run to go on with"));
        {
            RunWriter writer(folder.run(), {});
            test::recordSteps(writer, 1, 3);
        }
        QVERIFY(QString::fromStdString(messageOf<Error>([&] {
            RunWriter(folder.run(), {});
        })).contains("already holds a run"));
        QCOMPARE(RunReader(folder.run()).history().steps.size(), size_t {3});
    }

    // Interrupted after step 9, resumed after step 5 with the changes that had been made since.
    void stepsDoneAgainReplaceTheOldOnes()
    {
        const TestFolder folder;
        const auto controlAt = [](int64_t step) { return test::noteAt(step, EventKind::Control); };
        {
            RunWriter writer(folder.run(), test::madeUpDescription());
            test::recordSteps(writer, 1, 9);
            for (const int64_t step : {4, 6, 8})
                writer.record(controlAt(step));
        }
        const auto controls = [&] {
            std::vector<int64_t> steps;
            const RunReader run(folder.run());
            for (size_t i = 0; i < run.history().events.size(); ++i)
                if (run.history().events[i]->kind == EventKind::Control)
                    steps.push_back(run.history().events[i]->step);
            return steps;
        };
        RunReader live(folder.run());
        RunDescription again = test::madeUpDescription();
        again.resumedAfter = 5;
        {
            RunWriter writer(folder.run(), again);
            test::recordSteps(writer, 6, 6);
            writer.record(controlAt(6));
            test::recordSteps(writer, 7, 7);
        } // ends once more: the change after step 8 must not be lost
        QCOMPARE(controls(), (std::vector<int64_t> {4, 8, 6}));
        {
            RunWriter writer(folder.run(), again);
            test::recordSteps(writer, 6, 6);
            writer.record(controlAt(6));
            test::recordSteps(writer, 7, 8);
            writer.record(controlAt(8));
            test::recordSteps(writer, 9, 12);
        }
        QCOMPARE(controls(), (std::vector<int64_t> {4, 6, 8}));
        QVERIFY(live.refresh());
        QCOMPARE(live.history().steps.size(), size_t {12});
        QCOMPARE(live.sessions().size(), size_t {3});
        QCOMPARE(live.sessions()[2].resumedAfter, int64_t {5});
        QCOMPARE(live.bodySteps().size(), size_t {12});
        QVERIFY(verifyRun(folder.run()).isSound());
    }

    void newerVersionsAreRefused()
    {
        const TestFolder folder;
        RunWriter(folder.run(), {});
        const fs::path path = runFile(folder.run());
        SQLite::Database(path, SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 9");
        const std::string expected = path.string()
            + ": needs a program that reads version 9 of run files; this one reads up to 3";
        QCOMPARE(messageOf<DataError>([&] { RunReader run(folder.run()); }), expected);
        QCOMPARE(
            messageOf<DataError>([&] { RunWriter(folder.run(), {.resumedAfter = 1}); }), expected);
    }

    void whatIsNoRunIsRefused()
    {
        const TestFolder folder;
        QVERIFY_THROWS_EXCEPTION(DataError, RunReader(folder.path()));
        fs::create_directory(folder.run());
        SQLite::Database(runFile(folder.run()), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
            .exec("CREATE TABLE steps (step INTEGER)");
        QVERIFY(QString::fromStdString(messageOf<DataError>([&] {
            RunReader run(folder.run());
        })).endsWith("is no run file of HardLens"));
    }

    void optionsOutOfRange()
    {
        const TestFolder folder;
        QCOMPARE(messageOf<ConfigError>([&] { RunWriter(folder.run(), {}, {.commitSeconds = 0}); }),
            std::string("recording.commitSeconds = 0: must be in (0, 60]"));
        QVERIFY(!fs::exists(folder.run()));
    }
};

QTEST_GUILESS_MAIN(TestRunRecording)
#include "tst_run_recording.moc"
