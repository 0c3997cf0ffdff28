#include "app/window/detection_window.h"
#include "app/window/dock_layout.h"
#include "app/window/fork_window.h"
#include "app/window/run_docks.h"
#include "app/window/run_views.h"
#include "app/window/session_controller.h"
#include "app/window/window_help.h"
#include "tests/app/help_pictures.h"
#include "widgets/controls/first_hints.h"
#include "widgets/controls/timeline.h"
#include "widgets/controls/transport_bar.h"
#include "widgets/roi/roi_view.h"
#include "widgets/roi/why_card.h"
#include "widgets/theme.h"

#include <QPixmap>
#include <QTest>

#include <utility>

namespace hardlens {

namespace {

constexpr size_t changeAt = 120;
constexpr size_t steps = 240;

constexpr DockPicture dockPictures[] {
    {dockId::card, "why-this-roi", {helpPictureWidth, 400}},
    {dockId::crops, "hardest-crops", {helpPictureWidth, 150}},
    {dockId::table, "roi-table", {helpPictureWidth, 280}},
    {dockId::notes, "notes", {helpPictureWidth, 240}},
    {dockId::histogram, "loss-histogram", {helpPictureWidth, 240}},
    {dockId::lossIou, "loss-against-iou", {helpPictureWidth, 260}},
    {dockId::curves, "mean-loss", {helpPictureWidth, 240}},
    {dockId::kept, "what-was-kept", {helpPictureWidth, 240}},
    {dockId::precision, "average-precision", {helpPictureWidth, 240}},
    {dockId::flow, "step-flow", {760, 230}},
    {dockId::controls, "controls", {280, 480}},
    {dockId::log, "log", {680, 210}},
    {dockId::roiPast, "hardness", {helpPictureWidth, 240}},
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
    Photographer(DetectionWindow& window, QDir folder)
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
        shootHelpDocks(*m_window.layoutOfDocks(), dockPictures, m_folder);
    }

    /// All docks are gone by now: the middle has the window for itself.
    void shootPictures()
    {
        RunViews& views = *m_window.views();
        views.roiView()->pick(-1, -1);
        m_window.help()->hints()->dismiss();
        shootMiddle("rois", {helpPictureWidth, 265});
        m_window.turn("mining.nmsIou", "0.5");
        shootMiddle("what-if", {helpPictureWidth, 318});
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
        saveHelpPicture(picture, page, m_folder);
    }

    DetectionWindow& m_window;
    QDir m_folder;
};

} // namespace

bool shootDetectionHelp(const QDir& folder, const std::filesystem::path& runs)
{
    DetectionWindow window(shortTraining(), false, runs);
    window.resize(1280, 470);
    window.show();
    Photographer photographer(window, folder);
    if (!photographer.train())
        return false;
    photographer.shootDocks();
    photographer.shootPictures();
    photographer.shootTimeline();
    return photographer.shootFork();
}

} // namespace hardlens
