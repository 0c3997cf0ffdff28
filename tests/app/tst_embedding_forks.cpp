#include "app/window/embedding_views.h"
#include "app/window/embedding_window.h"
#include "app/window/fork_window.h"
#include "app/window/session_controller.h"
#include "app/window/time_desk.h"
#include "tests/app/window_home.h"
#include "tests/support/small_glyphs.h"
#include "widgets/embedding/distance_density_view.h"
#include "widgets/embedding/line_handle.h"
#include "widgets/embedding/sampled_negatives_view.h"
#include "widgets/fork/fork_chooser.h"
#include "widgets/fork/fork_curves_view.h"
#include "widgets/fork/fork_figures_view.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;
using test::smallGlyphs;

namespace {

constexpr int patienceMs = 30000;

/// Has the window train up to a step and wait there; false: that took too long.
bool trainTo(EmbeddingWindow& window, size_t step)
{
    SessionController* controller = window.controller();
    const auto hasPausedAt = [controller](size_t steps) {
        const Published& published = controller->published();
        return published.state == SessionState::Paused && published.history.steps.size() == steps;
    };
    const bool isReady = QTest::qWaitFor(
        [&] { return controller->published().state == SessionState::Paused; }, patienceMs);
    if (const size_t done = controller->published().history.steps.size(); done < step)
        controller->send(RunSteps {int64_t(step - done)});
    return isReady && QTest::qWaitFor([&] { return hasPausedAt(step); }, patienceMs);
}

/// After three steps. Null: that took too long.
ForkWindow* forked(EmbeddingWindow& window, const QStringList& samplers)
{
    window.show();
    if (!trainTo(window, 3))
        return nullptr;
    window.fork("sampling.negatives", samplers);
    const bool isThere
        = QTest::qWaitFor([&] { return window.forkWindow() != nullptr; }, patienceMs);
    return isThere ? window.forkWindow() : nullptr;
}

/// The list of settings in a chooser.
QComboBox* settingsIn(const ForkChooser& chooser)
{
    for (auto* list : chooser.findChildren<QComboBox*>())
        if (list->accessibleName() == "Setting that differs")
            return list;
    return nullptr;
}

} // namespace

class TestEmbeddingForks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }

    // From one state two samplers go on: the first step is the same but for what they draw.
    void forksIntoTwoSamplers()
    {
        const QTemporaryDir runs;
        EmbeddingWindow window(smallGlyphs(), true, runs.filePath("runs").toStdString());
        ForkWindow* fork = forked(window, {"uniform", "hardest"});
        QVERIFY(fork);
        QCOMPARE(fork->lockStep().forkStep(), 3);
        fork->lockStep().doRounds(3);
        QTRY_VERIFY_WITH_TIMEOUT(
            !fork->lockStep().isPlaying() && fork->travel()->newest() == 6, patienceMs);
        const auto negatives = [fork](size_t side) {
            return fork->sides().widget(side)->findChild<SampledNegativesView*>();
        };
        const auto density = [fork](size_t side) {
            return fork->sides().widget(side)->findChild<DistanceDensityView*>();
        };
        QTRY_COMPARE(fork->travel()->shown(), 6);
        QTest::keyClick(fork, Qt::Key_Home);
        QTRY_COMPARE(fork->travel()->shown(), 4);
        // The same batch with the same embeddings, other negatives.
        QTRY_COMPARE(density(0)->sampling().negatives, NegativeSampler::Uniform);
        QTRY_COMPARE(density(1)->sampling().negatives, NegativeSampler::Hardest);
        QTRY_VERIFY(
            !negatives(0)->row().negatives.empty() && !negatives(1)->row().negatives.empty());
        QTRY_COMPARE(negatives(0)->row().anchor, negatives(1)->row().anchor);
        QTRY_COMPARE(negatives(0)->row().negatives[0].item, negatives(1)->row().negatives[0].item);
        QTRY_VERIFY(density(0)->negatives() == density(1)->negatives());
        QVERIFY(fork->figures()->firstStepText().startsWith(
            "First step: same pictures and embeddings; "));
        QVERIFY(fork->figures()->firstStepText().endsWith("triplets drawn by both."));
        // Another anchor is another one on both sides.
        const int anchor = negatives(0)->row().anchor;
        QTest::keyClick(negatives(1), Qt::Key_Down);
        QTRY_VERIFY(negatives(0)->row().anchor != anchor);
        QTRY_COMPARE(negatives(1)->row().anchor, negatives(0)->row().anchor);
        QVERIFY(density(0)->cutoffLine()->focusPolicy() == Qt::NoFocus); // nobody would listen
        QCOMPARE(QString(fork->curves()->quantity().name), "loss");
        fork->close();
        QTRY_VERIFY(!window.forkWindow());
    }

    // What means nothing under the settings is not offered.
    void forksOfferWhatMeansSomething()
    {
        const QTemporaryDir runs;
        EmbeddingWindow window(smallGlyphs(), true, runs.filePath("runs").toStdString());
        window.show();
        QVERIFY(trainTo(window, 0));
        window.chooseFork();
        auto* chooser = window.findChild<ForkChooser*>();
        QVERIFY(chooser->isVisible());
        const QComboBox* choice = settingsIn(*chooser);
        QVERIFY(choice);
        QVERIFY(choice->findData("sampling.cutoff") >= 0 && choice->findData("embedding.P") >= 0);
        QVERIFY(choice->findData("sampling.margin") < 0); // of semi-hard samplers
        QVERIFY(choice->findData("loss.contrastiveMargin") < 0);
        QCOMPARE(chooser->key(), "sampling.negatives");
        QCOMPARE(chooser->values(), (QStringList {"distance-weighted", "uniform"}));
        chooser->hide();
    }

    // Of an earlier step: a setting that was turned since, or that the record of a step tells
    // otherwise, is as it was.
    void settingsAreThoseOfTheCheckpoint()
    {
        const QTemporaryDir runs;
        EmbeddingWindow window(smallGlyphs(), true, runs.filePath("runs").toStdString());
        window.show();
        QVERIFY(trainTo(window, 3));
        SessionController* controller = window.controller();
        controller->send(SaveCheckpoint {});
        controller->send(SetOption {"sampling.cutoff", "0.8"});
        QVERIFY(trainTo(window, 5));
        TimeTravel* travel = window.timeDesk()->travel();
        QTRY_VERIFY_WITH_TIMEOUT(travel->isRecorded(5), patienceMs);
        travel->goTo(4);
        QTRY_VERIFY_WITH_TIMEOUT(
            window.views()->moment() && window.views()->moment()->step == 4, patienceMs);
        window.chooseFork();
        auto* chooser = window.findChild<ForkChooser*>();
        QCOMPARE(chooser->note(), "from step 3");
        QComboBox* choice = settingsIn(*chooser);
        QVERIFY(choice);
        const auto valueNow = [&](const char* key) {
            choice->setCurrentIndex(choice->findData(key));
            return chooser->values().value(0);
        };
        QCOMPARE(valueNow("sampling.cutoff"), "0.5");
        QCOMPARE(valueNow("sampling.upperFollowsBeta"), "true");
        chooser->hide();
    }

    void shots()
    {
        const QString folder = qEnvironmentVariable("HL_SHOTS");
        if (folder.isEmpty())
            QSKIP("HL_SHOTS names no folder");
        QDir().mkpath(folder);
        const QStringList samplers {"uniform", "hardest", "semi-hard-paper", "distance-weighted"};
        for (const int sides : {2, 4}) {
            const QTemporaryDir runs;
            EmbeddingWindow window(smallGlyphs(), true, runs.filePath("runs").toStdString());
            ForkWindow* fork = forked(window, samplers.mid(0, sides));
            QVERIFY(fork);
            fork->lockStep().doRounds(40);
            QTRY_VERIFY_WITH_TIMEOUT(
                !fork->lockStep().isPlaying() && fork->travel()->newest() == 43, patienceMs);
            QTest::qWait(500);
            for (const auto choice : {Theme::Choice::Dark, Theme::Choice::Light}) {
                Theme::instance().choose(choice);
                QTest::qWait(200);
                fork->grab().save(QString("%1/embedding-fork-%2-%3.png")
                                      .arg(folder)
                                      .arg(sides)
                                      .arg(choice == Theme::Choice::Dark ? "dark" : "light"));
            }
        }
    }

private:
    test::WindowHome m_home {};
};

QTEST_MAIN(TestEmbeddingForks)
#include "tst_embedding_forks.moc"
