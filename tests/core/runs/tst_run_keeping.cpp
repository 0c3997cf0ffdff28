#include "core/basics/error.h"
#include "core/runs/compression.h"
#include "core/runs/run_list.h"
#include "core/runs/run_pruning.h"
#include "core/runs/run_tables.h"
#include "core/runs/run_verification.h"
#include "tests/core/runs/made_up_recording.h"

#include <QElapsedTimer>
#include <QTest>

using namespace hardlens;
namespace fs = std::filesystem;

/// Verifying, listing and pruning of runs, and how large they become.
class TestRunKeeping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void verifies()
    {
        const test::TestFolder folder;
        record(folder.run(), 40);
        int64_t done = 0, all = 0;
        const RunVerification found = verifyRun(folder.run(), [&](int64_t d, int64_t a) {
            QCOMPARE(d, done + 1);
            done = d;
            all = a;
        });
        QVERIFY2(found.isSound(), found.isSound() ? "" : found.problems[0].c_str());
        QCOMPARE(found.steps, int64_t {40});
        QCOMPARE(found.events, int64_t {40});
        QCOMPARE(found.bodies, int64_t {40});
        QCOMPARE(found.pinned, int64_t {4});
        QCOMPARE(found.choices, int64_t {44});
        QCOMPARE(found.evaluations, int64_t {4});
        QCOMPARE(found.detections, int64_t {4});
        QCOMPARE(found.thumbnails, int64_t {1});
        QCOMPARE(done, int64_t {44});
        QCOMPARE(all, int64_t {44});
    }

    void verifiesEmbeddings()
    {
        const test::TestFolder folder;
        {
            RunWriter writer(folder.run(), {});
            test::recordEmbeddingSteps(writer, 1, 20);
        }
        const RunVerification found = verifyRun(folder.run());
        QVERIFY2(found.isSound(), found.isSound() ? "" : found.problems[0].c_str());
        QCOMPARE(found.bodies, int64_t {20});
        QCOMPARE(found.choices, int64_t {20});
        QCOMPARE(found.probes, int64_t {2});
        const RunReader run(folder.run());
        QCOMPARE(encoded(*run.probeAtOrBefore(19)), encoded(*test::probeAt(10)));
        QVERIFY(!run.probeAtOrBefore(9));
    }

    void findsAChoiceThatWasNotMadeSo()
    {
        const test::TestFolder folder;
        {
            RunWriter writer(folder.run(), {});
            Step step = *test::smallStep(1);
            auto& rois = std::get<DetectionStep>(step.body).pictures[0].rois;
            std::swap(rois[0].classLoss, rois[1].classLoss);
            writer.record(
                std::make_shared<const Step>(step), rowOf(step, 0), test::choicesFor(step));
        }
        const RunVerification found = verifyRun(folder.run());
        QCOMPARE(found.choices, int64_t {0});
        QCOMPARE(found.problems,
            std::vector<std::string> {
                "body of step 1: choosing again from its own inputs gives another choice"});
    }

    void lists()
    {
        const test::TestFolder folder;
        QVERIFY(listRuns(folder.path()).empty());
        QVERIFY(listRuns(folder.path() / "absent").empty());
        record(folder.path() / "a", 20);
        fs::create_directories(folder.path() / "b");
        writeNonsense(folder.path() / "b");
        fs::create_directories(folder.path() / "no run");
        const auto runs = listRuns(folder.path());
        QCOMPARE(runs.size(), size_t {2});
        const RunSummary &a = runs[0], &b = runs[1];
        QCOMPARE(a.folder, folder.path() / "a");
        QCOMPARE(a.dataName, std::string("scenes"));
        QCOMPARE(a.lastStep, int64_t {20});
        QCOMPARE(a.bodies, int64_t {20});
        QCOMPARE(a.evaluations, int64_t {2});
        QCOMPARE(a.best, .02);
        QVERIFY(!a.isRetrieval);
        QCOMPARE(a.bestStep, int64_t {20});
        QCOMPARE(a.sessions, int64_t {1});
        QVERIFY(a.state == RunState::Finished && !a.interrupted && a.problem.empty());
        QVERIFY(a.bytes > 10000);
        QVERIFY(QString::fromStdString(b.problem).contains("cannot be read"));
        QVERIFY_THROWS_EXCEPTION(DataError, runSummary(folder.path() / "no run"));
    }

    void prunes()
    {
        const test::TestFolder folder;
        record(folder.run(), 60, 200);
        const Pruning pruning = pruneRun(folder.run(), {.every = 20, .last = 2});
        QCOMPARE(pruning.kept, int64_t {5 + 4}); // steps 1, 20, 40, 59, 60; pinned 10, 20, 40, 60
        QCOMPARE(pruning.bodies, int64_t {66 - 9});
        QVERIFY(pruning.bytesAfter < pruning.bytesBefore / 3);
        const RunReader run(folder.run());
        QCOMPARE(run.bodySteps(), (std::vector<int64_t> {1, 20, 40, 59, 60}));
        QCOMPARE(run.history().steps.size(), size_t {60});
        QVERIFY(verifyRun(folder.run()).isSound());
        QCOMPARE(pruneRun(folder.run(), {.every = 20, .last = 2}).bodies, int64_t {0});
    }

    void whatIsWrittenIsNotPruned()
    {
        const test::TestFolder folder;
        const RunWriter writer(folder.run(), {});
        QVERIFY_THROWS_EXCEPTION(Error, pruneRun(folder.run(), {}));
        QVERIFY_THROWS_EXCEPTION(DataError, pruneRun(folder.path(), {}));
    }

    // 10,000 steps of 2 x 1000 RoIs are to stay under 2 GB with the default policy, which keeps
    // them all.
    void sizeOfARun()
    {
        const test::TestFolder folder;
        const int64_t steps = 50;
        std::vector<std::shared_ptr<const Step>> made;
        for (int64_t s = 1; s <= steps; ++s)
            made.push_back(std::make_shared<const Step>(
                test::madeUpStep(uint64_t(s), {.rois = 1000, .classes = 21, .step = s})));
        QElapsedTimer timer;
        timer.start();
        size_t bytes = 0;
        for (const auto& step : made)
            bytes += compressed(encoded(*step)).size();
        const double encodeMs = double(timer.nsecsElapsed()) / 1e6 / double(steps);
        double givingMs = 0;
        {
            RunWriter writer(folder.run(), {}, {.mostQueuedBodies = steps});
            timer.start();
            for (const auto& step : made)
                writer.record(step, rowOf(*step, 0), test::choicesFor(*step));
            givingMs = double(timer.nsecsElapsed()) / 1e6 / double(steps);
        }
        const double perStep = double(fs::file_size(runFile(folder.run()))) / double(steps);
        qInfo("a step of 2 x 1000 RoIs: %.1f KB encoded and compressed in %.2f ms, %.1f KB of the "
              "file, %.3f ms of the trainer's thread; 10,000 steps: %.2f GB",
            double(bytes) / double(steps) / 1e3, encodeMs, perStep / 1e3, givingMs, perStep / 1e5);
        QVERIFY(perStep * 10000 < 2e9);
        QVERIFY(stepsToDrop(std::vector<int64_t> {1, 2, 9999, 10000}, BodyPolicy {}).empty());
    }

    void opensALongRun()
    {
        const test::TestFolder folder;
        const StepRow row = rowOf(*test::smallStep(1), 0);
        const StepChoices choices = choicesOf(*test::smallStep(1));
        RunWriter writer(folder.run(), {});
        const auto recordRows = [&](int64_t first, int64_t last) {
            for (int64_t s = first; s <= last; ++s) {
                StepRow one = row;
                one.step = s;
                StepChoices chosen = choices;
                chosen.step = s;
                writer.record(nullptr, one, std::make_shared<const StepChoices>(std::move(chosen)));
            }
            return writer.flush();
        };
        QVERIFY(recordRows(1, 10000));
        QElapsedTimer timer;
        timer.start();
        RunReader run(folder.run());
        const double openMs = double(timer.nsecsElapsed()) / 1e6;
        QCOMPARE(run.history().steps.size(), size_t {10000});
        QVERIFY(recordRows(10001, 10010));
        timer.start();
        QVERIFY(run.refresh());
        const double refreshMs = double(timer.nsecsElapsed()) / 1e6;
        QCOMPARE(run.history().steps.size(), size_t {10010});
        QCOMPARE(run.history().choices.size(), size_t {10010});
        qInfo("10,000 rows open in %.0f ms, ten more take %.2f ms", openMs, refreshMs);
        QVERIFY(openMs < 2000 && refreshMs < 50);
    }

private:
    static void record(const fs::path& folder, int64_t steps, int rois = 12)
    {
        RunWriter writer(folder, test::madeUpDescription(), {.mostQueuedBodies = 1000});
        writer.record(std::make_shared<const RunHeader>(test::madeUpHeader()));
        writer.record(test::madeUpThumbnail(5));
        test::recordSteps(writer, 1, steps, rois);
        writer.setOutcome(RunState::Finished);
    }

    static void writeNonsense(const fs::path& folder)
    {
        QFile file(QString::fromStdString(runFile(folder).string()));
        file.open(QIODevice::WriteOnly);
        file.write(QByteArray(5000, 'x'));
    }
};

QTEST_GUILESS_MAIN(TestRunKeeping)
#include "tst_run_keeping.moc"
