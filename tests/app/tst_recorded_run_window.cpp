#include "app/recording/live_run.h"
#include "app/window/detection_window.h"
#include "app/window/event_watch.h"
#include "app/window/fork_window.h"
#include "app/window/run_views.h"
#include "app/window/session_controller.h"
#include "core/runs/run_reader.h"
#include "tests/core/training/watched_session.h"
#include "widgets/controls/playback_bar.h"
#include "widgets/controls/status_line.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/fork/fork_figures_view.h"
#include "widgets/hardness/hardest_view.h"
#include "widgets/hardness/roi_past_view.h"
#include "widgets/roi/roi_view.h"
#include "widgets/roi/why_card.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QDockWidget>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace hardlens;
namespace fs = std::filesystem;

namespace {

constexpr int patienceMs = 20000;
constexpr int64_t recordedSteps = 40;

} // namespace

class TestRecordedRunWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
        qputenv("XDG_DATA_HOME", m_folder.filePath("data").toUtf8());
        qputenv("HARDLENS_CACHE", m_folder.filePath("cache").toUtf8());
        QCoreApplication::setOrganizationName("HardLensTest");
        Theme::instance().choose(Theme::Choice::Dark);
        m_run = m_folder.filePath("run").toStdString();
        TrainingConfig config = test::smallScenes(recordedSteps);
        config.training.evaluateEverySteps = 10;
        test::Watched watched;
        LiveRun run(config, watched.publish(), {}, {.folder = m_run, .checkpointEvery = 10});
        run.send(PinPictures {{0}, 5});
        QVERIFY(
            watched.waitFor([](const Published& p) { return p.state == SessionState::Finished; }));
    }

    void aRecordIsShownAndGoneBackIn()
    {
        DetectionWindow window(m_run, {}, runs());
        show(window);
        QTRY_COMPARE_WITH_TIMEOUT(state(window), SessionState::Recorded, patienceMs);
        QTRY_COMPARE(shownStep(window), recordedSteps);
        QTRY_COMPARE(timeline(window)->recorded().size(), size_t(recordedSteps));
        QTest::keyClick(&window, Qt::Key_Left);
        QTRY_COMPARE(shownStep(window), recordedSteps - 1);
        QTest::keyClick(&window, Qt::Key_Left, Qt::ShiftModifier);
        QTRY_COMPARE(shownStep(window), recordedSteps - 11);
        QCOMPARE(window.findChild<PlaybackBar*>()->badgeText(), QString("step 29 of 40"));
        QTest::keyClick(&window, Qt::Key_Home);
        QTRY_COMPARE(shownStep(window), 1);
        QTest::keyClick(&window, Qt::Key_Right);
        QTRY_COMPARE(shownStep(window), 2);
        QTest::keyClick(
            &window, Qt::Key_BracketRight); // the first mark is the evaluation after step 10
        QTRY_COMPARE(shownStep(window), 10);
        Q_EMIT timeline(window)->scrubbed(23);
        QTRY_COMPARE(shownStep(window), 23);
        window.views()->setMiddle(Middle::Pinned);
        QCOMPARE(window.views()->recorded().get(), &window.views()->moment()->pinned->body);
        QCOMPARE(window.views()->moment()->pinned->step, 20);
        QTest::keyClick(&window, Qt::Key_End);
        QTRY_VERIFY(!window.views()->moment());
    }

    void whatIfIsTriedOnAnyRecordedStep()
    {
        DetectionWindow window(m_run, {.step = 12}, runs());
        show(window);
        QTRY_COMPARE_WITH_TIMEOUT(shownStep(window), 12, patienceMs);
        window.turn("mining.B", "8");
        QCOMPARE(recordedSelection(*window.views()->roiView()->step()).selected.size(), size_t(8));
        QVERIFY(window.views()->whatIfBar()->isVisible());
        QTest::keyClick(&window, Qt::Key_Right); // the same question to the next step
        QTRY_COMPARE(shownStep(window), 13);
        QCOMPARE(recordedSelection(*window.views()->roiView()->step()).selected.size(), size_t(8));
        window.discardWhatIf();
        QCOMPARE(recordedSelection(*window.views()->roiView()->step()).selected.size(), size_t(32));
    }

    void aLineOpensAPlace()
    {
        DetectionWindow window(
            m_run, {.step = 7, .view = Middle::Step, .selected = StepRoi {1, 16}}, runs());
        show(window);
        QTRY_COMPARE_WITH_TIMEOUT(shownStep(window), 7, patienceMs);
        QTRY_COMPARE(window.views()->roiView()->pick(), (RoiPick {1, 16}));
        window.copyPlace();
        QCOMPARE(QGuiApplication::clipboard()->text(),
            QString("hardlens %1 --step 7 --view step --select 2:17").arg(m_run.c_str()));
    }

    void theRoiOfAPictureIsFollowedThroughTheRun()
    {
        DetectionWindow window(
            m_run, {.step = 3, .view = Middle::Step, .selected = StepRoi {0, 5}}, runs());
        show(window);
        RoiPastView* past = window.views()->roiPast();
        // 40 steps of 2 pictures out of 12: each picture comes six or seven times.
        QTRY_VERIFY_WITH_TIMEOUT(past->past().size() >= 6, patienceMs);
        const RoiRecord roi = window.views()->recorded()->pictures[0].rois[5];
        const auto here = std::ranges::find(past->past(), 3, &RoiMoment::step);
        QVERIFY(here != past->past().end());
        QCOMPARE(here->loss, rankingLoss(roi, window.views()->recorded()->mining));
        QCOMPARE(here->fate, roi.decision.fate);
        const RoiMoment last = past->past().back();
        Q_EMIT past->stepChosen(last.step);
        QTRY_COMPARE(shownStep(window), last.step);
        const RoiPick again = window.views()->roiView()->pick();
        QVERIFY2(!again.isNone(), "the same RoI is picked where its picture comes again");
        QCOMPARE(window.views()
                     ->recorded()
                     ->pictures[size_t(again.picture)]
                     .rois[size_t(again.roi)]
                     .proposal,
            roi.proposal);
    }

    void theHardestAreListedAndGoneTo()
    {
        DetectionWindow window(m_run, {}, runs());
        show(window);
        QTRY_COMPARE_WITH_TIMEOUT(shownStep(window), recordedSteps, patienceMs);
        HardestView* hardest = window.views()->hardest();
        qobject_cast<QDockWidget*>(hardest->parentWidget())->raise();
        QTRY_VERIFY(hardest->emptyText().isEmpty());
        hardest->setKind(HardnessOf::Picture);
        const HardnessRow row = hardest->model().row(3);
        Q_EMIT hardest->activated(row);
        const auto shows = [&] {
            const auto& step = window.views()->recorded();
            return step && std::ranges::any_of(step->pictures, [&](const PictureRecord& p) {
                return p.picture.contentId == row.picture.contentId;
            });
        };
        QTRY_VERIFY(shows());
        QVERIFY(!window.views()->roiView()->pick().isNone());
    }

    void aRecordIsTrainedOn()
    {
        const fs::path copy = m_folder.filePath("trained-on").toStdString();
        fs::copy(m_run, copy, fs::copy_options::recursive);
        DetectionWindow window(copy, {}, runs());
        show(window);
        QTRY_COMPARE_WITH_TIMEOUT(state(window), SessionState::Recorded, patienceMs);
        window.trainOn();
        // The limit that the run had is reached already: it rests there until it is told to go on.
        QTRY_VERIFY_WITH_TIMEOUT(window.controller()->trains(), patienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(state(window), SessionState::Finished, patienceMs);
        QCOMPARE(window.controller()->published().history.steps.size(), size_t(recordedSteps));
        QTest::keyClick(&window, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(
            window.controller()->published().history.steps.size() > size_t(recordedSteps) + 5,
            patienceMs);
        window.stopRun();
        QTRY_COMPARE_WITH_TIMEOUT(state(window), SessionState::Recorded, patienceMs);
        QVERIFY(!window.controller()->trains());
        QVERIFY(RunReader(copy).history().steps.size() > size_t(recordedSteps) + 5);
    }

    void aBranchNamesItsParent()
    {
        DetectionWindow window(m_run, {.step = 25}, runs());
        show(window);
        QTRY_COMPARE_WITH_TIMEOUT(shownStep(window), 25, patienceMs);
        window.turn("mining.B", "16");
        window.branchHere();
        QTRY_VERIFY_WITH_TIMEOUT(window.controller()->trains(), patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(!window.controller()->published().history.steps.empty()
                && window.controller()->published().history.steps.back().step > 22,
            patienceMs);
        QCOMPARE(window.controller()->config().mining.roisPerStep, int64_t(16));
        const auto folder = window.controller()->folder();
        QTRY_VERIFY(RunReader(folder).description().parent.has_value());
        QCOMPARE(RunReader(folder).description().parent->step, 20); // the checkpoint before step 25
    }

    void aForkOfARecordIsWatched()
    {
        DetectionWindow window(m_run, {.step = 25}, runs());
        show(window);
        QTRY_COMPARE_WITH_TIMEOUT(shownStep(window), 25, patienceMs);
        window.fork("mining.B", {"32", "8"});
        ForkWindow* fork = window.forkWindow();
        QVERIFY(fork);
        QCOMPARE(fork->lockStep().forkStep(), 20); // the checkpoint before step 25
        fork->lockStep().doRounds(4);
        const auto roiView
            = [fork](size_t side) { return qobject_cast<RoiView*>(fork->sides().widget(side)); };
        QTRY_VERIFY_WITH_TIMEOUT(roiView(1)->step() && !fork->lockStep().isPlaying(), patienceMs);
        QTRY_COMPARE(fork->travel()->newest(), 24);
        QTest::keyClick(fork, Qt::Key_Home);
        QTRY_COMPARE(fork->travel()->shown(), 21);
        const auto &ours = *roiView(0)->step(), &theirs = *roiView(1)->step();
        QCOMPARE(ours.pictures[0].rois[7].classLoss, theirs.pictures[0].rois[7].classLoss);
        QCOMPARE(recordedSelection(ours).selected.size(), size_t(32));
        QCOMPARE(recordedSelection(theirs).selected.size(), size_t(8));
        QTRY_VERIFY2(fork->figures()->firstStepText().contains("8 of 32 and 8 chosen by both"),
            qPrintable(fork->figures()->firstStepText()));
        roiView(0)->pick(1, 3);
        QCOMPARE(roiView(1)->pick(), (RoiPick {1, 3}));
        fork->close();
        QTRY_VERIFY(!window.forkWindow());
    }

    void theNewestStepIsForkedWhileItTrains()
    {
        DetectionWindow window(test::smallScenes(0), false, runs());
        show(window);
        const auto steps
            = [&] { return int64_t(window.controller()->published().history.steps.size()); };
        QTRY_VERIFY_WITH_TIMEOUT(steps() > 5, patienceMs);
        window.fork("mining.useNms", {"true", "false"});
        QTRY_VERIFY_WITH_TIMEOUT(window.forkWindow(), patienceMs);
        QCOMPARE(state(window), SessionState::Paused); // the fork has the machine
        QCOMPARE(window.forkWindow()->lockStep().forkStep(), steps());
        window.forkWindow()->togglePlay();
        QTRY_VERIFY_WITH_TIMEOUT(
            window.forkWindow()->lockStep().commonStep() > steps() + 2, patienceMs);
    }

    void whoGoesBackIsNotPulledToTheNewestStep()
    {
        TrainingConfig config = test::smallScenes(0);
        DetectionWindow window(config, false, runs());
        show(window);
        const auto steps
            = [&] { return int64_t(window.controller()->published().history.steps.size()); };
        QTRY_VERIFY_WITH_TIMEOUT(steps() > 10, patienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(timeline(window)->recorded().size() > 5, patienceMs);
        Q_EMIT timeline(window)->scrubbed(4);
        QTRY_COMPARE(shownStep(window), 4);
        const int64_t then = steps();
        QTRY_VERIFY_WITH_TIMEOUT(steps() > then + 10, patienceMs);
        QCOMPARE(shownStep(window), 4);
        QVERIFY(window.findChild<PlaybackBar*>()->badgeText().startsWith("step 4, live is "));
        QTest::keyClick(&window, Qt::Key_End);
        QTRY_VERIFY(shownStep(window) > then);
    }

    void whatIsNoRunLeavesTheOneBefore()
    {
        DetectionWindow window(m_run, {}, runs());
        show(window);
        QTRY_COMPARE_WITH_TIMEOUT(shownStep(window), recordedSteps, patienceMs);
        window.openRun(m_folder.filePath("no-such-run"));
        QTRY_VERIFY(window.findChild<StatusLine*>()->message().contains("no-such-run"));
        QCOMPARE(shownStep(window), recordedSteps);
    }

    void aRunFolderIsTakenForARun()
    {
        DetectionWindow window(test::smallScenes(0), true, runs());
        show(window);
        QTRY_COMPARE_WITH_TIMEOUT(state(window), SessionState::Paused, patienceMs);
        window.takeFile(m_run.c_str());
        QTRY_COMPARE_WITH_TIMEOUT(state(window), SessionState::Recorded, patienceMs);
        window.takeFile((m_run / "run.hlrun").c_str());
        QTRY_COMPARE_WITH_TIMEOUT(shownStep(window), recordedSteps, patienceMs);
    }

private:
    static void show(DetectionWindow& window)
    {
        window.resize(1280, 720);
        window.show();
    }

    static SessionState state(DetectionWindow& window)
    {
        return window.controller()->published().state;
    }
    static Timeline* timeline(DetectionWindow& window) { return window.findChild<Timeline*>(); }

    /// Of the pictures in the middle: what views show, not what they were asked for.
    static int64_t shownStep(DetectionWindow& window)
    {
        const auto& moment = window.views()->moment();
        if (moment)
            return moment->body ? moment->body->header.step : -1;
        const auto& step = window.controller()->published().step;
        return step && window.views()->roiView()->step().get() == &step->detection()
            ? step->header.step
            : -1;
    }

    fs::path runs() const { return m_folder.filePath("runs").toStdString(); }

    QTemporaryDir m_folder {};
    fs::path m_run {};
};

QTEST_MAIN(TestRecordedRunWindow)
#include "tst_recorded_run_window.moc"
