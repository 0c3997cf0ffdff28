#include "app/window/benches.h"
#include "app/window/detection_window.h"
#include "app/window/embedding_views.h"
#include "app/window/embedding_window.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
#include "app/window/window_help.h"
#include "core/training/options.h"
#include "tests/app/window_home.h"
#include "tests/support/small_glyphs.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/controls/option_control.h"
#include "widgets/embedding/distance_density_view.h"
#include "widgets/embedding/embedding_map_view.h"
#include "widgets/embedding/line_handle.h"
#include "widgets/help/help_view.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;
using test::smallGlyphs;

namespace {

constexpr int patienceMs = 30000;

} // namespace

class TestEmbeddingWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A cutoff that is dragged on a frozen step draws again at once, the trainer hears of it when
    // it goes on.
    void cutoffIsTriedThenKept()
    {
        EmbeddingWindow window(smallGlyphs(), true, {});
        window.resize(1280, 720);
        window.show();
        SessionController* controller = window.controller();
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().state == SessionState::Paused, patienceMs);
        controller->send(RunSteps {3});
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().history.steps.size() == 3
                && controller->published().state == SessionState::Paused,
            patienceMs);
        QTRY_VERIFY(window.views()->shown());
        const auto step = window.views()->shown();
        DistanceDensityView* density = window.views()->density();
        QCOMPARE(density->sampling().cutoff, .5);
        Q_EMIT density->cutoffMoved(1.1);
        QCOMPARE(density->sampling().cutoff, 1.1);
        QCOMPARE(controller->config().embedding.sampling.cutoff, .5);
        QVERIFY(window.views()->shown() == step);
        window.discardWhatIf();
        QCOMPARE(density->sampling().cutoff, .5);
        window.turn("sampling.negatives", "uniform");
        QCOMPARE(density->sampling().negatives, NegativeSampler::Uniform);
        window.keepWhatIf();
        controller->send(RunSteps {1});
        QTRY_COMPARE_WITH_TIMEOUT(
            controller->published().history.steps.size(), size_t {4}, patienceMs);
        QCOMPARE(
            controller->published().step->embedding().sampling.negatives, NegativeSampler::Uniform);
    }

    // Nothing is cut off at the smallest size that is promised.
    void fitsSmallScreens()
    {
        EmbeddingWindow window(smallGlyphs(), true, {});
        window.resize(1280, 690);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(
            window.controller()->published().state == SessionState::Paused, patienceMs);
        QTest::qWait(100);
        QVERIFY2(
            window.minimumSizeHint().height() <= 690 && window.minimumSizeHint().width() <= 1280,
            qPrintable(QString("needs %1 x %2")
                           .arg(window.minimumSizeHint().width())
                           .arg(window.minimumSizeHint().height())));
        QCOMPARE(window.size(), QSize(1280, 690));
    }

    // What is recorded can be gone back to, and tried on with its own settings.
    void goesBackInTime()
    {
        const QTemporaryDir runs;
        TrainingConfig config = smallGlyphs();
        config.embedding.probeEverySteps = 2;
        EmbeddingWindow window(config, true, runs.filePath("runs").toStdString());
        window.show();
        SessionController* controller = window.controller();
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().state == SessionState::Paused, patienceMs);
        controller->send(RunSteps {5});
        QTRY_COMPARE_WITH_TIMEOUT(
            controller->published().history.steps.size(), size_t {5}, patienceMs);
        TimeTravel* travel = window.timeDesk()->travel();
        QTRY_VERIFY_WITH_TIMEOUT(travel->isRecorded(5), patienceMs);
        travel->goTo(2);
        QTRY_VERIFY_WITH_TIMEOUT(
            window.views()->moment() && window.views()->moment()->step == 2, patienceMs);
        QVERIFY(window.views()->shown() && window.views()->shown()->key.step == 2);
        QVERIFY(window.views()->moment()->probe && window.views()->moment()->probe->step == 2);
        // The step has the upper cutoff as a number; the setting was that it follows β.
        const auto* panel = window.findChild<ExperimentPanel*>();
        QTRY_COMPARE(panel->control("sampling.upperFollowsBeta")->value(), "true");
        window.turn("sampling.cutoff", "0.8");
        QCOMPARE(window.views()->density()->sampling().cutoff, .8);
        window.discardWhatIf();
        travel->follow();
        QTRY_VERIFY(!window.views()->moment());
        QCOMPARE(window.views()->shown()->key.step, uint64_t {5});
    }

    // The bench that is left rests, and goes on as it was when it is shown again.
    void benchesKeepTheirState()
    {
        Benches benches({});
        benches.start(smallGlyphs(), false);
        QVERIFY(benches.embedding() && !benches.detection());
        benches.window()->show();
        SessionController* embedding = benches.embedding()->controller();
        QTRY_VERIFY_WITH_TIMEOUT(embedding->published().history.steps.size() > 2, patienceMs);
        benches.show(Bench::Detection);
        QVERIFY(benches.detection() && benches.detection()->isVisible()
            && !benches.embedding()->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(embedding->published().state, SessionState::Paused, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(
            benches.detection()->controller()->published().run != nullptr, patienceMs);
        const auto run = embedding->published().run;
        const size_t steps = embedding->published().history.steps.size();
        benches.show(Bench::Embedding);
        QVERIFY(benches.embedding()->isVisible() && !benches.detection()->isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(embedding->published().history.steps.size() > steps, patienceMs);
        QVERIFY(embedding->published().run == run);
    }

    // A run of this bench opens on it.
    void recordsFindTheirBench()
    {
        const QTemporaryDir folder;
        const QString kept = keepRun(folder.filePath("run").toStdString());
        QVERIFY2(kept.endsWith("_glyphs_seed-0"), qPrintable(kept));
        Benches benches({});
        benches.openRecord(kept.toStdString(), {});
        QVERIFY(benches.embedding());
        SessionController* controller = benches.embedding()->controller();
        QTRY_COMPARE_WITH_TIMEOUT(
            controller->published().history.steps.size(), size_t {4}, patienceMs);
        QVERIFY(controller->published().history.steps[3].embedding.items == 24);
        QTRY_VERIFY_WITH_TIMEOUT(benches.embedding()->views()->shown() != nullptr, patienceMs);
        QVERIFY(controller->published().probe && controller->published().probe->step == 4);
    }

    // Dropped on the other bench, it opens where it belongs; what ran there goes on when somebody
    // comes back.
    void recordsDroppedOnTheOtherBench()
    {
        const QTemporaryDir folder;
        const QString kept = keepRun(folder.filePath("run").toStdString());
        Benches benches({});
        TrainingConfig scenes = smallGlyphs();
        scenes.bench = Bench::Detection;
        scenes.data.scenes.train = 6;
        scenes.data.scenes.test = 2;
        setOption(scenes, "proposals.R", "100");
        setOption(scenes, "input.shortSide", "96");
        benches.start(scenes, false);
        benches.window()->show();
        SessionController* detection = benches.detection()->controller();
        QTRY_VERIFY_WITH_TIMEOUT(detection->published().history.steps.size() > 2, patienceMs);
        benches.detection()->takeFile(kept);
        QTRY_VERIFY_WITH_TIMEOUT(
            benches.embedding() && benches.embedding()->isVisible(), patienceMs);
        QVERIFY(!benches.detection()->isVisible());
        SessionController* embedding = benches.embedding()->controller();
        QTRY_COMPARE_WITH_TIMEOUT(
            embedding->published().history.steps.size(), size_t {4}, patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(detection->published().state, SessionState::Paused, patienceMs);
        const size_t steps = detection->published().history.steps.size();
        benches.show(Bench::Detection);
        QTRY_VERIFY_WITH_TIMEOUT(detection->published().history.steps.size() > steps, patienceMs);
    }

    // A record is trained on where it ended, and its weights begin another run.
    void trainsOnAndStartsFromWeights()
    {
        const QTemporaryDir folder;
        const QString kept = keepRun(folder.filePath("run").toStdString());
        EmbeddingWindow window(
            kept.toStdString(), {.step = 2}, folder.filePath("run").toStdString());
        SessionController* controller = window.controller();
        QTRY_COMPARE_WITH_TIMEOUT(
            controller->published().state, SessionState::Recorded, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(
            window.views()->moment() && window.views()->moment()->step == 2, patienceMs);
        window.trainOn();
        QTRY_VERIFY_WITH_TIMEOUT(
            controller->trains() && controller->published().state == SessionState::Finished,
            patienceMs);
        QCOMPARE(controller->published().history.steps.size(),
            size_t {4}); // it had done all of its steps
        window.branchHere();
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().state == SessionState::Finished
                && controller->folder() != kept.toStdString(),
            patienceMs);
        const QString weights = folder.filePath("w.safetensors");
        controller->send(SaveWeights {weights.toStdString()});
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(weights), patienceMs);
        window.takeFile(weights);
        QTRY_COMPARE_WITH_TIMEOUT(
            controller->config().net.weights, weights.toStdString(), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().history.steps.size() == 4, patienceMs);
    }

    // The help is that of the bench.
    void helpIsOfTheBench()
    {
        EmbeddingWindow window(smallGlyphs(), true);
        window.show();
        window.views()->map()->setFocus();
        window.help()->showPageOfFocus();
        QCOMPARE(window.findChild<HelpView*>()->page(), QString("embedding-map"));
        QVERIFY(window.findChild<HelpView*>()->listed().contains("Samplers"));
        QVERIFY(!window.findChild<HelpView*>()->listed().contains("RoIs"));
    }

private:
    /// A run of four steps.
    static QString keepRun(const std::filesystem::path& runs)
    {
        TrainingConfig config = smallGlyphs();
        config.training.steps = 4;
        config.embedding.probeEverySteps = 2;
        EmbeddingWindow window(config, false, runs);
        const bool done = QTest::qWaitFor(
            [&] { return window.controller()->published().state == SessionState::Finished; },
            patienceMs);
        return done ? QString::fromStdString(window.controller()->folder().string()) : QString();
    }

    test::WindowHome m_home {};
};

QTEST_MAIN(TestEmbeddingWindow)
#include "tst_embedding_window.moc"
