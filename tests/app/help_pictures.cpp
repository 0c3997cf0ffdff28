// Makes the pictures of the help from a short training: help-pictures FOLDER.
// resources/help/pictures/renew.sh runs it and makes the files small.

#include "app/window/dock_layout.h"
#include "app/window/fork_window.h"
#include "app/window/main_window.h"
#include "app/window/run_docks.h"
#include "app/window/run_views.h"
#include "app/window/session_controller.h"
#include "app/window/window_help.h"
#include "tests/app/window_home.h"
#include "widgets/controls/first_hints.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/roi/roi_view.h"
#include "widgets/roi/why_card.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QPixmap>
#include <QTest>

#include <cstdio>
#include <utility>

using namespace hardlens;

namespace {

constexpr int width = 560; // pixels; help_view shows them 1 : 1 at scale 1, wider ones are shrunk
constexpr size_t changeAt = 120;
constexpr size_t steps = 240;

struct DockPicture
{
    const char* dock;
    const char* page;
    QSize size;
};

constexpr DockPicture dockPictures[] {
    {dockId::card, "why-this-roi", {width, 400}},
    {dockId::crops, "hardest-crops", {width, 150}},
    {dockId::table, "roi-table", {width, 280}},
    {dockId::notes, "notes", {width, 240}},
    {dockId::histogram, "loss-histogram", {width, 240}},
    {dockId::lossIou, "loss-against-iou", {width, 260}},
    {dockId::curves, "mean-loss", {width, 240}},
    {dockId::kept, "what-was-kept", {width, 240}},
    {dockId::precision, "average-precision", {width, 240}},
    {dockId::flow, "step-flow", {760, 230}},
    {dockId::controls, "controls", {280, 480}},
    {dockId::log, "log", {680, 210}},
    {dockId::roiPast, "hardness", {width, 240}},
};

TrainingConfig shortTraining()
{
    TrainingConfig config;
    config.data.scenes.train = 60;
    config.data.scenes.test = 8;
    config.training.evaluateEverySteps = 60;
    return config;
}

/// The RoI of a place by loss, from 1; -1: there is none.
int roiOfRank(const PictureRecord& picture, int rank)
{
    for (size_t i = 0; i < picture.rois.size(); ++i)
        if (picture.rois[i].decision.rank == rank)
            return int(i);
    return -1;
}

class Photographer
{
public:
    Photographer(MainWindow& window, QDir folder)
        : m_window(window)
        , m_folder(std::move(folder))
    {
    }

    bool train()
    {
        SessionController& session = *m_window.controller();
        const auto reaches = [&](size_t step) {
            return QTest::qWaitFor(
                [&] { return session.published().history.steps.size() >= step; }, 600000);
        };
        if (!reaches(changeAt))
            return false;
        m_window.turn("mining.B", "96"); // for the log, and a mark on the curves
        const bool done = reaches(steps);
        session.send(Pause {});
        return done
            && QTest::qWaitFor(
                [&] { return session.published().state == SessionState::Paused; }, 20000)
            && QTest::qWaitFor([&] { return m_window.views()->recorded() != nullptr; }, 20000);
    }

    void shootDocks()
    {
        RunViews& views = *m_window.views();
        const PictureRecord& picture = views.recorded()->pictures.front();
        for (const int rank : {9, 4, 1}) {
            views.roiView()->pick(0, roiOfRank(picture, rank));
            views.card()->toggleUnlabelled();
        }
        for (const DockPicture& d : dockPictures) {
            QDockWidget& dock = *m_window.layoutOfDocks()->dock(d.dock);
            dock.setAttribute(Qt::WA_ShowWithoutActivating); // nothing has the focus
            dock.setFloating(true);
            dock.resize(d.size);
            dock.show();
            QTest::qWait(500);
            save(dock.grab(QRect({}, d.size)), d.page);
            dock.hide();
        }
    }

    /// All docks are gone by now: the middle has the window for itself.
    void shootPictures()
    {
        RunViews& views = *m_window.views();
        views.roiView()->pick(-1, -1);
        m_window.help()->hints()->dismiss();
        shootMiddle("rois", {width, 265});
        m_window.turn("mining.nmsIou", "0.5");
        shootMiddle("what-if", {width, 318});
        m_window.discardWhatIf();
        views.setMiddle(Middle::Detections);
        shootMiddle("detections", {760, 400});
    }

    /// One step back from here, so that the newest and the shown step are two.
    void shootTimeline()
    {
        m_window.findChild<Timeline*>()->scrubbed(150);
        QTest::qWait(500);
        m_window.resize(1140, m_window.height());
        QTest::qWait(500);
        save(m_window.findChild<TransportBar*>()->grab(), "timeline");
    }

    bool shootFork()
    {
        m_window.fork("mining.sampler", {"ohem", "heuristic"});
        if (!QTest::qWaitFor([&] { return m_window.forkWindow() != nullptr; }, 20000))
            return false;
        ForkWindow& fork = *m_window.forkWindow();
        fork.resize(1120, 760);
        fork.lockStep().doRounds(30);
        if (!QTest::qWaitFor([&] { return !fork.lockStep().isPlaying(); }, 120000))
            return false;
        QTest::qWait(1000);
        save(fork.grab(), "forks");
        return true;
    }

private:
    void shootMiddle(const char* page, QSize size)
    {
        QWidget& middle = *m_window.views()->middleWidget();
        middle.setFixedWidth(size.width());
        QTest::qWait(500);
        save(middle.grab(QRect({}, size)), page);
    }

    void save(const QPixmap& picture, const QString& page) const
    {
        const QPixmap shown = picture.width() > width
            ? picture.scaledToWidth(width, Qt::SmoothTransformation)
            : picture;
        shown.save(m_folder.filePath(page + ".png"));
    }

    MainWindow& m_window;
    QDir m_folder;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    if (argc != 2 || !QDir().mkpath(argv[1])) {
        std::fprintf(stderr, "usage: help-pictures FOLDER\n");
        return 2;
    }
    const test::WindowHome home;
    Theme::instance().choose(Theme::Choice::Dark);
    MainWindow window(shortTraining(), false, home.filePath("runs").toStdString());
    window.resize(1280, 470);
    window.show();
    Photographer photographer(window, QDir(argv[1]));
    if (!photographer.train()) {
        std::fprintf(stderr, "help-pictures: the training did not come so far\n");
        return 1;
    }
    photographer.shootDocks();
    photographer.shootPictures();
    photographer.shootTimeline();
    if (!photographer.shootFork()) {
        std::fprintf(stderr, "help-pictures: the fork did not come so far\n");
        return 1;
    }
    return 0;
}
