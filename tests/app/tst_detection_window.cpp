#include "app/window/detection_window.h"
#include "app/window/dock_layout.h"
#include "app/window/event_watch.h"
#include "app/window/run_views.h"
#include "app/window/session_controller.h"
#include "app/window/window_help.h"
#include "tests/app/window_home.h"
#include "widgets/controls/command_list.h"
#include "widgets/controls/command_palette.h"
#include "widgets/controls/first_hints.h"
#include "widgets/controls/key_list.h"
#include "widgets/controls/log_model.h"
#include "widgets/controls/log_view.h"
#include "widgets/controls/what_if_bar.h"
#include "widgets/detections/detections_view.h"
#include "widgets/notes/notes_view.h"
#include "widgets/panel.h"
#include "widgets/plots/loss_histogram_view.h"
#include "widgets/plots/precision_view.h"
#include "widgets/roi/roi_table_view.h"
#include "widgets/roi/roi_view.h"
#include "widgets/roi/why_card.h"
#include "widgets/theme.h"

#include <QAction>
#include <QDir>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QSettings>
#include <QTest>
#include <QUndoStack>
#include <QUrl>

using namespace hardlens;

namespace {

TrainingConfig smallScenes()
{
    TrainingConfig config;
    config.data.scenes.train = 40;
    config.data.scenes.test = 4;
    config.proposals.count = 1000;
    config.training.evaluateEverySteps = 0;
    return config;
}

} // namespace

class TestDetectionWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_home.isValid());
        Theme::instance().choose(Theme::Choice::Dark);
    }

    void trainsPausesAndSteps()
    {
        DetectionWindow window(smallScenes(), true);
        window.resize(1280, 720);
        window.show();
        SessionController* controller = window.controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().state, SessionState::Paused, 20000);
        QTest::keyClick(&window, Qt::Key_Period);
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().history.steps.size(), size_t(1), 20000);
        QTRY_VERIFY(window.views()->roiView()->step() != nullptr);
        QTest::keyClick(&window, Qt::Key_Space);
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().history.steps.size() > 3, 20000);
        QTest::keyClick(&window, Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().state, SessionState::Paused, 20000);
    }

    // Where nothing can be evaluated nobody is told how to do it.
    void saysWhyThereIsNoEvaluation()
    {
        const auto said = [](const TrainingConfig& config) {
            DetectionWindow window(config, true);
            window.show();
            if (!QTest::qWaitFor([&] { return bool(window.controller()->published().run); }, 20000))
                return QString();
            return window.views()->precision()->emptyText();
        };
        TrainingConfig config = smallScenes();
        QCOMPARE(said(config), "No evaluation yet. Ctrl+E makes one now.");
        config.training.evaluateEverySteps = 50;
        QCOMPARE(
            said(config), "No evaluation yet. One is made every 50 steps; Ctrl+E makes one now.");
        config.data.scenes.test = 0;
        QCOMPARE(said(config), "There are no test pictures, so nothing is evaluated.");
    }

    void pickingShowsTheSameRoiEverywhere()
    {
        DetectionWindow window(smallScenes(), true);
        window.show();
        QTRY_COMPARE_WITH_TIMEOUT(
            window.controller()->published().state, SessionState::Paused, 20000);
        window.controller()->send(RunSteps {1});
        RoiView* view = window.views()->roiView();
        QTRY_VERIFY_WITH_TIMEOUT(view->step() != nullptr, 20000);
        view->pick(0, 3);
        QCOMPARE(view->pick().roi, 3);
        QCOMPARE(window.views()->table()->pick(), (RoiPick {0, 3}));
        Q_EMIT window.views()->table()->picked(1, 5);
        QCOMPARE(view->pick(), (RoiPick {1, 5}));
        // Brushing one view narrows the others.
        Q_EMIT window.views()->histogram()->brushed(ValueRange {2, 100});
        QCOMPARE(window.views()->table()->filter().loss, (std::optional<ValueRange> {{2, 100}}));
        // Following the pinned pictures lets go of a RoI that they do not have, and does not crash.
        window.views()->setMiddle(Middle::Pinned);
        window.views()->setMiddle(Middle::Step);
    }

    void turnedParametersAreUndone()
    {
        DetectionWindow window(smallScenes(), true);
        SessionController* controller = window.controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().state, SessionState::Paused, 20000);
        const auto iou = [&] { return controller->config().mining.nmsIou; };
        window.turn("mining.nmsIou", "0.5");
        QTRY_COMPARE(iou(), 0.5);
        window.turn("mining.nmsIou", "0.4"); // at once: the same drag
        QTRY_COMPARE(iou(), 0.4);
        window.undoStack()->undo();
        QTRY_COMPARE(iou(), 0.7);
        QVERIFY(!window.undoStack()->canUndo());
        window.undoStack()->redo();
        QTRY_COMPARE(iou(), 0.4);
    }

    void otherSettingsAreTriedOnTheFrozenStep()
    {
        DetectionWindow window(smallScenes(), true);
        window.show();
        SessionController* controller = window.controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().state, SessionState::Paused, 20000);
        controller->send(RunSteps {1});
        QTRY_VERIFY_WITH_TIMEOUT(window.views()->recorded() != nullptr, 20000);
        QTRY_COMPARE(controller->published().state, SessionState::Paused);
        const auto shown = [&] { return window.views()->roiView()->step(); };
        const auto chosen = [&] { return recordedSelection(*shown()).selected.size(); };
        const auto share = [&] { // "chosen hold 14 % of the loss"
            QWidget* at = window.views()->roiView();
            while (!qobject_cast<Panel*>(at))
                at = at->parentWidget();
            return qobject_cast<Panel*>(at)->note().section(' ', 2, 2).toInt();
        };
        QCOMPARE(chosen(), size_t(128));
        const int shareBefore = share();
        window.turn("mining.B", "32");
        QVERIFY2(share() > 0 && share() < shareBefore, qPrintable(QString::number(share())));
        QCOMPARE(chosen(), size_t(32)); // at once, and the trainer knows nothing
        QCOMPARE(controller->config().mining.roisPerStep, int64_t(128));
        QVERIFY(window.views()->whatIfBar()->text().contains("96 lost"));
        window.undoStack()->undo();
        QCOMPARE(chosen(), size_t(128));
        QCOMPARE(share(), shareBefore);
        QVERIFY(!window.views()->whatIfBar()->isVisible());
        window.turn("mining.B", "64");
        window.discardWhatIf();
        QCOMPARE(chosen(), size_t(128));
        window.turn("mining.B", "16");
        QTest::keyClick(&window, Qt::Key_Period); // on with the new value
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().history.steps.size(), size_t(2), 20000);
        QCOMPARE(controller->config().mining.roisPerStep, int64_t(16));
        QTRY_COMPARE(chosen(), size_t(16));
        QCOMPARE(shown(), window.views()->recorded());
    }

    void panelsCloseComeBackAndAreRemembered()
    {
        DetectionWindow window(smallScenes(), true);
        window.resize(1600, 1000);
        window.show();
        DockLayout* layout = window.layoutOfDocks();
        QDockWidget* why = layout->dock("why");
        QVERIFY(why->isVisible());
        why->toggleViewAction()->trigger();
        QVERIFY(!why->isVisible());
        QTRY_VERIFY(window.undoStack()->canUndo());
        layout->save("without the card");
        window.undoStack()->undo();
        QVERIFY(why->isVisible());
        QVERIFY(layout->restore("without the card"));
        QVERIFY(!why->isVisible());
        layout->reset();
        QVERIFY(why->isVisible());
        QVERIFY(layout->isDefault());
        QCOMPARE(layout->names(), QStringList {"without the card"});
        layout->remove("without the card");
        QVERIFY(layout->names().isEmpty());
        QVERIFY(!layout->restore("without the card"));
    }

    void resetsWithSameAndNewSeed()
    {
        DetectionWindow window(smallScenes(), true);
        SessionController* controller = window.controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().state, SessionState::Paused, 20000);
        controller->send(RunSteps {2});
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().history.steps.size(), size_t(2), 20000);
        const float first = controller->published().history.steps[1].meanLossAll;
        const auto twoStepsOfAnother
            = [controller](const std::shared_ptr<const RunHeader>& before) {
                  const Published& p = controller->published();
                  return p.run && p.run != before && p.history.steps.size() >= 2;
              };
        auto before = controller->published().run;
        window.resetSameSeed();
        QVERIFY(window.views()->recorded() != nullptr); // stays until the new run is there
        QTRY_VERIFY_WITH_TIMEOUT(twoStepsOfAnother(before), 30000);
        QCOMPARE(controller->published().history.steps[1].meanLossAll, first);
        before = controller->published().run;
        window.resetNewSeed();
        QTRY_VERIFY_WITH_TIMEOUT(twoStepsOfAnother(before), 30000);
        QCOMPARE(controller->published().run->seed, uint64_t(1));
        QVERIFY(controller->published().history.steps[1].meanLossAll != first);
    }

    void whatCannotBeOpenedLeavesTheRunAsItWas()
    {
        DetectionWindow window(smallScenes());
        SessionController* controller = window.controller();
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().history.steps.size() >= 1, 30000);
        const auto run = controller->published().run;
        const auto saidWhy = [controller] {
            const auto& events = controller->published().history.events;
            return !events.empty() && events.back()->kind == EventKind::Refused
                && events.back()->text.find("nothing here") != std::string::npos;
        };
        window.openFolder(m_home.filePath("nothing here"));
        QTRY_VERIFY_WITH_TIMEOUT(saidWhy(), 20000);
        QVERIFY(!controller->isOpening());
        QCOMPARE(controller->published().run, run);
        QCOMPARE(window.views()->log()->model().log().count(LogKind::Refused), int64_t(1));
        const size_t steps = controller->published().history.steps.size();
        QTRY_VERIFY_WITH_TIMEOUT(
            controller->published().history.steps.size() > steps, 30000); // it trains on
    }

    void weightsAreSavedAndStartedFrom()
    {
        DetectionWindow window(smallScenes(), true);
        SessionController* controller = window.controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().state, SessionState::Paused, 20000);
        controller->send(RunSteps {2});
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().history.steps.size(), size_t(2), 20000);
        const QString file = m_home.filePath("two steps.safetensors");
        controller->send(SaveWeights {file.toStdString()});
        QTRY_VERIFY(QFile::exists(file));
        const auto run = controller->published().run;
        window.startFromWeights(file);
        QTRY_VERIFY_WITH_TIMEOUT(controller->published().run != run, 20000);
        QCOMPARE(QString::fromStdString(controller->config().net.weights), file);
        controller->send(SaveWeights {m_home.filePath("no such folder/w").toStdString()});
        QTRY_VERIFY(!controller->published().history.events.empty()
            && controller->published().history.events.back()->kind == EventKind::Refused);
    }

    /// The least that a projector has.
    void fitsAWindowOf1280By720()
    {
        DetectionWindow window(smallScenes(), true);
        window.resize(1280, 720);
        window.show();
        QString widths;
        for (QDockWidget* dock : window.findChildren<QDockWidget*>())
            widths += QString("%1 %2x%3, ")
                          .arg(dock->objectName())
                          .arg(dock->minimumSizeHint().width())
                          .arg(dock->minimumSizeHint().height());
        const QSize middle = window.centralWidget()->minimumSizeHint();
        widths += QString("middle %1x%2").arg(middle.width()).arg(middle.height());
        const QSize least = window.minimumSizeHint();
        QVERIFY2(least.width() <= 1280 && least.height() <= 720, qPrintable(widths));
        QVERIFY2(window.size() == QSize(1280, 720), qPrintable(widths));
    }

    /// Opening a window moves no panel: there is nothing to undo, and another size arranges them
    /// anew.
    void nobodyHasMovedAnythingAtFirst()
    {
        DetectionWindow window(smallScenes(), true);
        window.resize(1600, 1000);
        window.show();
        QTest::qWait(600); // longer than a drag takes to settle
        QVERIFY(window.layoutOfDocks()->isDefault());
        QVERIFY(!window.undoStack()->canUndo());
        window.resize(1280, 720);
        QTest::qWait(600);
        QVERIFY(window.layoutOfDocks()->isDefault());
    }

    /// The window may have to grow for a panel; that must not put the default arrangement in place
    /// again.
    void anOpenedPanelStaysOpen()
    {
        DetectionWindow window(smallScenes(), true);
        window.resize(1280, 720);
        window.show();
        QTest::qWait(600);
        QDockWidget* flow = window.layoutOfDocks()->dock("step-flow");
        QVERIFY(flow->isHidden());
        flow->toggleViewAction()->trigger();
        window.resize(1290, 740); // before the change is noted
        QTest::qWait(600);
        QVERIFY(!flow->isHidden());
        QVERIFY(!window.layoutOfDocks()->isDefault());
    }

    /// Twenty steps are an epoch: after that every picture has been chosen from before, whether a
    /// view saw it or not.
    void everyStepIsComparedWithEarlierOnes()
    {
        TrainingConfig config = smallScenes();
        config.input.flip = false; // a mirrored picture has choices of its own
        DetectionWindow window(config, true);
        SessionController* controller = window.controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().state, SessionState::Paused, 20000);
        controller->send(RunSteps {22});
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().history.steps.size(), size_t(22), 60000);
        const auto& comparisons = controller->stepComparisons();
        QCOMPARE(comparisons.size(), size_t(2));
        for (const PickComparison& comparison : comparisons)
            QVERIFY(comparison.previousStep >= 1 && comparison.previousStep <= 20
                && comparison.overlap);
    }

    void aDroppedPictureIsLookedAt()
    {
        const QString picture = m_home.filePath("holiday.png");
        QImage(320, 240, QImage::Format_RGB32).save(picture);
        DetectionWindow window(smallScenes(), true);
        window.show();
        SessionController* controller = window.controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().state, SessionState::Paused, 20000);
        window.takeFile(picture);
        QTRY_VERIFY_WITH_TIMEOUT(window.views()->detections()->showsLoose(), 20000);
        QCOMPARE(window.views()->middle(), Middle::Detections);
        QVERIFY(controller->pictures()->pixels(controller->published().looked->pictures.front())
            != nullptr);
        window.takeFile(m_home.filePath("nothing.png"));
        QTRY_VERIFY(!controller->published().history.events.empty()
            && controller->published().history.events.back()->kind == EventKind::Refused);
    }

    void whatIsDroppedIsTaken()
    {
        const QString picture = m_home.filePath("dropped.png");
        QImage(320, 240, QImage::Format_RGB32).save(picture);
        DetectionWindow window(smallScenes(), true);
        window.show();
        SessionController* controller = window.controller();
        QTRY_COMPARE_WITH_TIMEOUT(controller->published().state, SessionState::Paused, 20000);
        const auto isAccepted = [&](const QMimeData& data) {
            QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            enter.ignore();
            QApplication::sendEvent(&window, &enter);
            return enter.isAccepted();
        };
        const auto drop = [&](const QString& path) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(path)});
            if (!isAccepted(data))
                return false;
            QDropEvent event({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(&window, &event);
            return true;
        };
        QMimeData words, two, web;
        words.setText("raccoon");
        two.setUrls({QUrl::fromLocalFile(picture), QUrl::fromLocalFile(m_home.filePath("b.png"))});
        web.setUrls({QUrl("https://example.org/a.png")});
        QVERIFY(!isAccepted(words));
        QVERIFY(!isAccepted(two));
        QVERIFY(!isAccepted(web));

        QVERIFY(drop(picture));
        QTRY_VERIFY_WITH_TIMEOUT(window.views()->detections()->showsLoose(), 20000);

        // A folder that holds no data is refused, and the run before goes on.
        const QString empty = m_home.filePath("empty");
        QVERIFY(QDir().mkpath(empty));
        const auto run = controller->published().run;
        QVERIFY(drop(empty));
        const auto isRefused = [&] {
            const LogModel& log = window.views()->log()->model();
            for (int row = 0; row < log.rowCount(); ++row)
                if (log.index(row, LogModel::Text)
                        .data()
                        .toString()
                        .contains("no pictures with annotations"))
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isRefused(), 20000);
        QCOMPARE(controller->published().run, run);
    }

    void notesAreKeptFromOneWindowToTheNext()
    {
        const auto unlabelled = [](DetectionWindow& window) {
            window.show();
            window.controller()->send(RunSteps {1});
            return QTest::qWaitFor([&] { return window.views()->recorded() != nullptr; }, 20000);
        };
        {
            DetectionWindow window(smallScenes(), true);
            QVERIFY(unlabelled(window));
            window.views()->roiView()->pick(0, 3);
            window.views()->card()->toggleUnlabelled();
            QCOMPARE(window.views()->notes()->notes().size(), size_t(1));
        }
        DetectionWindow window(smallScenes(), true);
        QVERIFY(unlabelled(window));
        QCOMPARE(window.views()->notes()->notes().size(), size_t(1));
        QVERIFY(window.views()->goTo(window.views()->notes()->notes().front()));
        QCOMPARE(window.views()->roiView()->pick().picture, 0);
        window.views()->notes()->putBack();
        window.views()->notes()->list()->selectAll();
        window.views()->notes()->deleteMarked();
        QVERIFY(window.views()->notes()->notes().empty());
    }

    void keysCommandsAndHintsComeAndGo()
    {
        QSettings().remove("help");
        DetectionWindow window(smallScenes(), true);
        window.resize(1280, 720);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        WindowHelp* help = window.help();
        QTRY_COMPARE_WITH_TIMEOUT(
            window.controller()->published().state, SessionState::Paused, 20000);
        QVERIFY(!help->hints()->isVisible()); // there is nothing to explain yet
        window.controller()->send(RunSteps {1});
        QTRY_VERIFY_WITH_TIMEOUT(help->hints()->isVisible(), 20000);
        help->hints()->dismiss();
        QVERIFY(QSettings().value("help/hintsSeen").toBool());
        QTest::keyClick(&window, Qt::Key_F1);
        QVERIFY(help->keyList()->isVisible());
        QVERIFY(help->keyList()->accessibleDescription().contains("Ctrl+K: Find a command"));
        QTest::keyClick(help->keyList(), Qt::Key_Escape);
        QVERIFY(!help->keyList()->isVisible());
        help->openPalette();
        QVERIFY(help->palette()->isVisible());
        QTest::keyClicks(help->palette()->search(), "reset");
        QVERIFY(help->palette()->model().rowCount() > 0);
        QCOMPARE(help->palette()->model().command(0).id(),
            QString("View, Arrangements/Reset the arrangement"));
        QTest::keyClick(help->palette()->search(), Qt::Key_Escape);
        QVERIFY(!help->palette()->isVisible());
        QDockWidget* pages = window.layoutOfDocks()->dock("help");
        QVERIFY(!pages->isVisible());
        help->showPageOfFocus();
        QVERIFY(pages->isVisible());
    }

    /// goals.md: no event-loop gap over 50 ms while training. A loaded test machine may take the
    /// processor away, so a few slow events are forgiven; a view that is slow by itself makes one
    /// with every step.
    void mainThreadStaysFreeWhileTraining()
    {
        auto* application = qobject_cast<WatchedApplication*>(qApp);
        DetectionWindow window(smallScenes());
        window.resize(1600, 1000);
        window.show();
        QTRY_VERIFY_WITH_TIMEOUT(window.controller()->published().history.steps.size() >= 3, 30000);
        const int64_t slowBefore = application->slowEvents();
        application->takeLongestMs();
        const size_t stepsBefore = window.controller()->published().history.steps.size();
        QTest::qWait(6000);
        const int64_t slow = application->slowEvents() - slowBefore;
        const auto steps
            = int64_t(window.controller()->published().history.steps.size() - stepsBefore);
        qInfo("longest event %.1f ms, %lld over 50 ms, %lld steps", application->takeLongestMs(),
            (long long)slow, (long long)steps);
        QVERIFY(steps > 0);
        QVERIFY(slow <= 3);
    }

private:
    test::WindowHome m_home {};
};

int main(int argc, char** argv)
{
    WatchedApplication application(argc, argv);
    TestDetectionWindow test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_detection_window.moc"
