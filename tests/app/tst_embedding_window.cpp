#include "app/window/benches.h"
#include "app/window/embedding_views.h"
#include "app/window/embedding_window.h"
#include "app/window/main_window.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
#include "core/training/options.h"
#include "tests/app/window_home.h"
#include "widgets/controls/experiment_panel.h"
#include "widgets/embedding/distance_density_view.h"
#include "widgets/embedding/line_handle.h"

#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;

namespace {

constexpr int patienceMs = 30000;

TrainingConfig smallGlyphs()
{
    TrainingConfig config;
    config.bench = Bench::Embedding;
    config.embedding.glyphs = {.classes = 24, .picturesPerClass = 8, .size = 32};
    config.embedding.input.size = 32;
    config.embedding.classesPerBatch = 6;
    config.embedding.picturesPerClass = 4;
    config.embedding.dimension = 16;
    config.embedding.probeItems = 40;
    config.net.widths = {8, 8, 16, 16};
    config.training.evaluateEverySteps = 0;
    config.device = "cpu";
    return config;
}

} // namespace

class TestEmbeddingWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A cutoff that is dragged on a frozen step draws again at once, the trainer hears of it when it goes on.
    void cutoffIsTriedThenKept()
    {
        EmbeddingWindow window(smallGlyphs(), true, {});
        window.resize(1280, 720);
        window.show();
        SessionController* controller = window.controller();
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().state == SessionState::Paused, patienceMs);
        controller->send(RunSteps {3});
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().history.steps.size() == 3
                && controller->published().state == SessionState::Paused, patienceMs);
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
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().history.steps.size(), size_t {4}, patienceMs);
        QCOMPARE(controller->published().step->embedding().sampling.negatives, NegativeSampler::Uniform);
    }

    // Nothing is cut off at the smallest size that is promised.
    void fitsSmallScreens()
    {
        EmbeddingWindow window(smallGlyphs(), true, {});
        window.resize(1280, 690);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(window.controller()->published().state == SessionState::Paused, patienceMs);
        QTest::qWait(100);
        QVERIFY2(window.minimumSizeHint().height() <= 690 && window.minimumSizeHint().width() <= 1280,
            qPrintable(QString("needs %1 x %2").arg(window.minimumSizeHint().width()).arg(window.minimumSizeHint().height())));
        QCOMPARE(window.size(), QSize(1280, 690));
    }

    // What is recorded can be gone back to, and tried on with its own settings.
    void goesBackInTime()
    {
        const QTemporaryDir runs;
        EmbeddingWindow window(smallGlyphs(), true, runs.filePath("runs").toStdString());
        window.show();
        SessionController* controller = window.controller();
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().state == SessionState::Paused, patienceMs);
        controller->send(RunSteps {5});
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().history.steps.size(), size_t {5}, patienceMs);
        TimeTravel* travel = window.timeDesk()->travel();
        QTRY_VERIFY_WITH_TIMEOUT(travel->isRecorded(5), patienceMs);
        travel->goTo(2);
        QTRY_VERIFY_WITH_TIMEOUT(window.views()->moment() && window.views()->moment()->step == 2, patienceMs);
        QVERIFY(window.views()->shown() && window.views()->shown()->key.step == 2);
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
        QVERIFY(benches.detection() && benches.detection()->isVisible() && !benches.embedding()->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(embedding->published().state, SessionState::Paused, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(benches.detection()->controller()->published().run != nullptr, patienceMs);
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
        const std::filesystem::path run = folder.filePath("run").toStdString();
        TrainingConfig config = smallGlyphs();
        config.training.steps = 4;
        {
            EmbeddingWindow window(config, false, run);
            QTRY_COMPARE_WITH_TIMEOUT(window.controller()->published().state, SessionState::Finished, patienceMs);
        }
        std::filesystem::path kept;
        for (const auto& entry : std::filesystem::directory_iterator(run))
            kept = entry.path();
        Benches benches({});
        benches.openRecord(kept, {});
        QVERIFY(benches.embedding());
        SessionController* controller = benches.embedding()->controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().history.steps.size(), size_t {4}, patienceMs);
        QVERIFY(controller->published().history.steps[3].embedding.items == 24);
        QTRY_VERIFY_WITH_TIMEOUT(benches.embedding()->views()->shown() != nullptr, patienceMs);
    }

private:
    test::WindowHome m_home {};
};

QTEST_MAIN(TestEmbeddingWindow)
#include "tst_embedding_window.moc"
