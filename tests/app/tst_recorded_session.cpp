#include "app/recording/recorded_session.h"
#include "core/runs/run_reader.h"
#include "core/runs/run_verification.h"
#include "tests/core/training/watched_session.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;

namespace {

/// A recorded training to its end; bodies of the last two steps alone are kept.
void train(const TrainingConfig& config, const std::filesystem::path& run,
    SessionOptions options = {}, std::optional<int64_t> resumedAfter = {})
{
    test::Watched watched;
    const RecordedSession session(config, watched.publish(), std::move(options),
        {.folder = run,
            .recording = {.bodies = {.every = 0, .last = 2}},
            .checkpointEvery = 4,
            .resumedAfter = resumedAfter});
    QVERIFY(watched.waitFor([](const Published& p) { return p.state == SessionState::Finished; }));
}

} // namespace

/// A training, its run file and its checkpoints together.
class TestRecordedSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("HARDLENS_CACHE", m_folder.filePath("cache").toUtf8()); }

    /// Steps 1 to 6; steps 5 and 6 again and on to 9 from the checkpoint of step 4.
    void choicesOfEveryStepAreKept()
    {
        const std::filesystem::path run = m_folder.filePath("run").toStdString();
        train(test::smallScenes(6), run);
        {
            const RunReader reader(run);
            QCOMPARE(reader.bodySteps(), (std::vector<int64_t> {5, 6}));
            compareWithRows(reader.history(), 6);
        }
        ResumePoint point = resumePoint(run, 4);
        QCOMPARE(point.step, int64_t(4));
        compareWithRows(point.options.history, 4);
        point.config.training.steps = 9;
        train(point.config, run, std::move(point.options), 4);
        const RunReader reader(run);
        compareWithRows(reader.history(), 9);
        const RunVerification found = verifyRun(run);
        QVERIFY2(found.isSound(), found.isSound() ? "" : found.problems[0].c_str());
        QCOMPARE(found.stepChoices, int64_t(9));
    }

private:
    /// Every step has a row and choices that say the same.
    static void compareWithRows(const History& history, size_t steps)
    {
        QCOMPARE(history.steps.size(), steps);
        QCOMPARE(history.choices.size(), steps);
        for (size_t i = 0; i < steps; ++i) {
            const StepRow& row = history.steps[i];
            const StepChoices& choices = *history.choices[i];
            QCOMPARE(choices.step, row.step);
            int32_t selected = 0, foreground = 0;
            for (const PictureChoices& picture : choices.pictures) {
                selected += picture.selected;
                foreground += picture.selectedForeground;
            }
            QCOMPARE(selected, row.selected);
            QCOMPARE(foreground, row.selectedForeground);
        }
    }

    QTemporaryDir m_folder {};
};

QTEST_GUILESS_MAIN(TestRecordedSession)
#include "tst_recorded_session.moc"
