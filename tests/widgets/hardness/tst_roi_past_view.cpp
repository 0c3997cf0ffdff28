#include "core/basics/random.h"
#include "tests/widgets/shots.h"
#include "widgets/export/export_menu.h"
#include "widgets/hardness/roi_past_view.h"
#include "widgets/plots/time_plot.h"

#include <QElapsedTimer>
#include <QHelpEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>

#include <cmath>
#include <limits>

using namespace hardlens;
using namespace hardlens::test;

namespace {

const QSize third {420, 240};
constexpr float noLoss = std::numeric_limits<float>::quiet_NaN();

/// Four moments, one of each kind.
RoiPast fourMoments()
{
    return {{.step = 10, .loss = 2.5F, .cut = 1.5F, .fate = Fate::Selected},
        {.step = 20, .loss = 2.0F, .cut = 1.2F, .fate = Fate::Suppressed},
        {.step = 40, .loss = noLoss, .fate = Fate::NotDrawn},
        {.step = 80, .loss = 0.5F, .cut = 0.9F, .fate = Fate::BelowCut}};
}

/// A RoI that becomes easy, with a relapse.
RoiPast longPast(int moments, int64_t every)
{
    RandomStream random({.seed = 9});
    RoiPast past;
    for (int i = 1; i <= moments; ++i) {
        const double t = double(i) / moments;
        const double cut = 1.6 - 0.9 * t + 0.1 * double(random.normal());
        const double relapse = 1.3 * std::exp(-40 * (t - 0.7) * (t - 0.7));
        const double loss
            = std::abs(2.6 * std::exp(-4 * t) + relapse + 0.15 * double(random.normal()));
        const Fate fate
            = loss > cut ? (i % 5 == 0 ? Fate::Suppressed : Fate::Selected) : Fate::BelowCut;
        past.push_back({.step = i * every, .loss = float(loss), .cut = float(cut), .fate = fate});
    }
    return past;
}

QString tipAt(RoiPastView& view, double step)
{
    TimePlot& plot = *view.plot();
    const QPoint place(int(std::lround(plot.xAxis->coordToPixel(step))), plot.inner().center().y());
    QHelpEvent event(QEvent::ToolTip, place, plot.mapToGlobal(place));
    QApplication::sendEvent(&plot, &event);
    return QToolTip::text();
}

void clickAt(RoiPastView& view, double step)
{
    TimePlot& plot = *view.plot();
    QTest::mouseClick(&plot, Qt::LeftButton, {},
        {int(std::lround(plot.xAxis->coordToPixel(step))), plot.inner().center().y()});
}

} // namespace

class tst_roi_past_view : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void saysWhatToDo();
    void saysHowFarItIs();
    void tellsOfTheNearestMoment();
    void aClickGoesThere();
    void theAxesHoldEverything();
    void anotherRoiIsSeenWhole();
    void csvHasAllMoments();
    void aLongRunIsFast();
    void shots();
};

void tst_roi_past_view::saysWhatToDo()
{
    RoiPastView view;
    view.resize(third);
    view.show();
    QVERIFY(view.plot()->emptyText().startsWith("Pick a RoI"));
    QCOMPARE(view.note(), QString());
    view.setNoPast(RoiPastView::NoPast::Jittered);
    QVERIFY(view.plot()->emptyText().contains("has no past"));
    view.setPast("RoI 3 of cells", {}, true);
    QCOMPARE(view.plot()->emptyText(), "No recorded step has this RoI.");
    view.setPast("RoI 3 of cells", fourMoments(), true);
    QVERIFY(view.plot()->emptyText().isEmpty());
    QCOMPARE(view.note(), "RoI 3 of cells · 4 steps");
    view.setNoPast(RoiPastView::NoPast::NothingPicked);
    QVERIFY(view.plot()->emptyText().startsWith("Pick a RoI"));
    QVERIFY(view.past().empty());
}

void tst_roi_past_view::saysHowFarItIs()
{
    RoiPastView view;
    view.resize(third);
    view.show();
    view.setPast("RoI 3 of cells", {}, false);
    QCOMPARE(view.plot()->emptyText(), "reading the recorded steps…");
    view.setProgress(12, 48);
    QCOMPARE(view.plot()->emptyText(), "reading 12 of 48 steps…");
    view.setPast("RoI 3 of cells", fourMoments(), false); // what there is, is shown
    QVERIFY(view.plot()->emptyText().isEmpty());
    QCOMPARE(view.note(), "reading 12 of 48 steps · RoI 3 of cells");
    view.setPast("RoI 4 of cells", {}, false); // another one begins anew
    QCOMPARE(view.plot()->emptyText(), "reading the recorded steps…");
}

void tst_roi_past_view::tellsOfTheNearestMoment()
{
    RoiPastView view;
    view.resize(third);
    view.show();
    view.setPast("RoI 3 of cells", fourMoments(), true);
    QCOMPARE(tipAt(view, 12), "step 10: selected\nloss 2.500\ncut of its picture 1.500");
    QCOMPARE(tipAt(view, 36),
        "step 40: not drawn\nloss not computed in this step\nits picture had no cut");
    QCOMPARE(tipAt(view, 79).section('\n', 0, 0), "step 80: below the cut");
}

void tst_roi_past_view::aClickGoesThere()
{
    RoiPastView view;
    view.resize(third);
    view.show();
    QSignalSpy chosen(&view, &RoiPastView::stepChosen);
    clickAt(view, 0.5); // nothing is shown
    QCOMPARE(chosen.size(), 0);
    view.setPast("RoI 3 of cells", fourMoments(), true);
    clickAt(view, 26);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].value<int64_t>(), int64_t(20));
    view.setShown(20);
    QCOMPARE(*view.plot()->cursorAt(), 20.0);
    view.setShown({});
    QVERIFY(!view.plot()->cursorAt());
}

void tst_roi_past_view::theAxesHoldEverything()
{
    RoiPastView view;
    view.resize(third);
    view.show();
    view.setPast("RoI 3 of cells", fourMoments(), true);
    QCOMPARE(view.plot()->xAxis->range().upper, 80.0);
    QCOMPARE(view.plot()->yAxis->range().lower, 0.0);
    QCOMPARE(view.plot()->yAxis->range().upper, 3.0); // 2.5 and some air
    view.setPast("RoI 3 of cells", {{.step = 5, .loss = noLoss, .fate = Fate::NotDrawn}}, true);
    QVERIFY(view.plot()->yAxis->range().upper > 0);
}

void tst_roi_past_view::anotherRoiIsSeenWhole()
{
    RoiPastView view;
    view.resize(third);
    view.show();
    view.setPast("RoI 3 of cells", longPast(100, 2), false);
    view.plot()->zoomTo({20, 60}, {0, 1});
    view.setPast("RoI 3 of cells", longPast(110, 2), true); // more of the same: the zoom stays
    QCOMPARE(view.plot()->xAxis->range().lower, 20.0);
    view.setPast("RoI 4 of cells", longPast(100, 2), true);
    QVERIFY(view.plot()->follows());
    QCOMPARE(view.plot()->xAxis->range().upper, 200.0);
}

void tst_roi_past_view::csvHasAllMoments()
{
    RoiPastView view;
    QCOMPARE(view.csv(), QString());
    view.setPast("RoI 3 of cells", fourMoments(), true);
    QCOMPARE(view.csv(),
        "step,loss,cut,fate\r\n10,2.5,1.5,selected\r\n20,2,1.2,suppressed\r\n"
        "40,,,not drawn\r\n80,0.5,0.9,below the cut\r\n");
    QCOMPARE(view.plot()->exports()->suggestedName("csv"), "hardness-over-time-roi-3-of-cells.csv");
}

void tst_roi_past_view::aLongRunIsFast()
{
    RoiPastView view;
    view.resize(640, 300);
    view.show();
    view.setPast("RoI 3 of cells", longPast(10000, 1), true);
    std::vector<double> times;
    for (int i = 0; i < 11; ++i) {
        QElapsedTimer timer;
        timer.start();
        view.plot()->replot(QCustomPlot::rpImmediateRefresh);
        times.push_back(double(timer.nsecsElapsed()) * 1e-6);
    }
    std::nth_element(times.begin(), times.begin() + 5, times.end());
    qInfo("ms a frame, 10000 moments: %.1f", times[5]);
    QVERIFY2(times[5] < 40, qPrintable(QString::number(times[5])));
}

void tst_roi_past_view::shots()
{
    if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
        QSKIP("HL_SHOTS names no folder");
    RoiPastView view;
    shoot(view, "roi-past-empty", third);
    view.setNoPast(RoiPastView::NoPast::Jittered);
    shoot(view, "roi-past-jittered", third);
    view.setPast("RoI 17 of BloodImage_00032", longPast(48, 20), false);
    view.setProgress(24, 48);
    shoot(view, "roi-past-reading", third);
    view.setPast("RoI 17 of BloodImage_00032", longPast(48, 20), true);
    view.setShown(400);
    shoot(view, "roi-past", third);
    RoiPastView longRun;
    longRun.setPast("RoI 17 of BloodImage_00032", longPast(4000, 1), true);
    shoot(longRun, "roi-past-long", third);
}

QTEST_MAIN(tst_roi_past_view)
#include "tst_roi_past_view.moc"
