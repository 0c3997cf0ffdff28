#include "made_up_step.h"
#include "widgets/roi/fate_legend.h"
#include "widgets/roi/loss_tags.h"
#include "widgets/roi/roi_view.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <set>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// Three RoIs whose left sides are at x = 100, 102 and 104, a fourth elsewhere, and one object.
/// Losses 1, 3, 2, 4.
std::shared_ptr<DetectionStep> fourBoxes(uint64_t contentId = 1)
{
    auto step = std::make_shared<DetectionStep>();
    step->hasLosses = true;
    PictureRecord p;
    p.picture = {.contentId = contentId, .name = "four", .width = 400, .height = 300};
    p.groundTruth = {{.box = {20, 20, 60, 60}, .label = 1}};
    const auto add = [&](int32_t proposal, Box box, float loss, RoiDecision decision) {
        RoiRecord roi;
        roi.proposal = proposal;
        roi.box = box;
        roi.classLoss = loss;
        roi.boxLoss = 0;
        roi.decision = decision;
        p.rois.push_back(roi);
    };
    add(10, {100, 100, 200, 200}, 1, {.fate = Fate::BelowCut, .rank = 4, .survivorRank = 3});
    add(11, {102, 90, 210, 210}, 3, {.fate = Fate::Selected, .rank = 2, .survivorRank = 2});
    add(12, {104, 100, 205, 200}, 2,
        {.fate = Fate::Suppressed, .rank = 3, .suppressedBy = 1, .suppressedIou = .8F});
    add(13, {300, 50, 380, 150}, 4, {.fate = Fate::Selected, .rank = 1, .survivorRank = 1});
    step->pictures = {p};
    step->quotas = {{.quota = 2, .candidates = 4, .survivors = 3, .kept = 2, .cut = 3.F}};
    return step;
}

/// A view of 412 x 400 pixels with one picture.
struct Stage
{
    MadeUpPictures pictures {};
    RoiView view {};

    explicit Stage(const std::shared_ptr<const DetectionStep>& step)
    {
        Theme::instance().choose(Theme::Choice::Dark);
        view.setPictureSource(&pictures);
        view.setClassNames(bloodClasses());
        view.resize(412, 400);
        view.setStep(step);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
    }

    /// Widget point of a point of the picture.
    QPoint at(double x, double y) const
    {
        const QRectF r = view.pictureInView(0);
        const QSizeF size(400, 300);
        return QPointF(
            r.left() + x * r.width() / size.width(), r.top() + y * r.height() / size.height())
            .toPoint();
    }

    void click(QPoint point) { QTest::mouseClick(&view, Qt::LeftButton, {}, point); }
    void hover(QPoint point) { QTest::mouseMove(&view, point); }
};

void wheel(QWidget& widget, QPoint at, int delta)
{
    QWheelEvent event(
        at, widget.mapToGlobal(QPointF(at)), {}, {0, delta}, {}, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

} // namespace

class TestRoiView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clickPicksByEdge()
    {
        Stage s(fourBoxes());
        QSignalSpy picked(&s.view, &RoiView::picked);
        s.click(s.at(300, 100)); // on the left side of RoI 3
        QCOMPARE(s.view.pick(), (RoiPick {0, 3}));
        QCOMPARE(picked.count(), 1);
        s.click(s.at(306, 100)); // six pixels inside still reach it
        QCOMPARE(s.view.pick(), (RoiPick {0, 3}));
        s.click(s.at(340, 100)); // its middle does not
        QVERIFY(s.view.pick().isNone());
        QCOMPARE(picked.count(), 2);
        QCOMPARE(picked.last(), (QVariantList {-1, -1}));
    }

    void nearBordersPreferWhatIsOnTop()
    {
        auto step = fourBoxes();
        step->pictures[0].rois[1].classLoss = 0.5F; // easier than RoI 0, and still drawn above it
        Stage s(step);
        s.click(
            s.at(101, 150)); // between RoI 0 (x = 100, below the cut) and RoI 1 (x = 102, selected)
        QCOMPARE(s.view.pick(), (RoiPick {0, 1}));
        s.view.setKindShown(OverlayKind::Selected, false);
        s.click(s.at(97, 150)); // hidden ones are not picked; RoI 2 is seven pixels away
        QCOMPARE(s.view.pick(), (RoiPick {0, 0}));
    }

    void tabCyclesFromHardToEasy()
    {
        Stage s(fourBoxes());
        s.view.setFocus();
        s.hover(s.at(102, 150)); // losses there: RoI 1: 3, RoI 2: 2, RoI 0: 1
        for (const int expected : {1, 2, 0, 1}) {
            QTest::keyClick(&s.view, Qt::Key_Tab);
            QCOMPARE(s.view.pick(), (RoiPick {0, expected}));
        }
        for (const int expected : {0, 2}) {
            QTest::keyClick(&s.view, Qt::Key_Backtab, Qt::ShiftModifier);
            QCOMPARE(s.view.pick(), (RoiPick {0, expected}));
        }
        QTest::keyClick(&s.view, Qt::Key_Escape);
        QVERIFY(s.view.pick().isNone());
    }

    void tabUsesTheLastClickOnceTheCursorHasLeft()
    {
        Stage s(fourBoxes());
        s.click(s.at(102, 150));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(&s.view, &leave);
        QTest::keyClick(&s.view, Qt::Key_Tab);
        QCOMPARE(s.view.pick(), (RoiPick {0, 2}));
    }

    void tabWithoutAPointMovesTheFocus()
    {
        QWidget window;
        RoiView view(&window);
        QWidget other(&window);
        other.setFocusPolicy(Qt::TabFocus);
        view.setStep(fourBoxes());
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QApplication::setActiveWindow(&window);
        view.setFocus();
        QTRY_VERIFY(view.hasFocus());
        QTest::keyClick(&view, Qt::Key_Tab);
        QVERIFY(other.hasFocus());
        QVERIFY(view.pick().isNone());
    }

    void arrowsWalkByLoss()
    {
        Stage s(fourBoxes());
        for (const int expected : {3, 1, 2, 0, 0}) {
            QTest::keyClick(&s.view, Qt::Key_Down);
            QCOMPARE(s.view.pick().roi, expected);
        }
        QTest::keyClick(&s.view, Qt::Key_Up);
        QCOMPARE(s.view.pick().roi, 2);
    }

    void keysToggleKinds()
    {
        Stage s(fourBoxes());
        QSignalSpy changed(&s.view, &RoiView::kindShownChanged);
        QTest::keyClick(&s.view, Qt::Key_2);
        QVERIFY(!s.view.filter().shows(OverlayKind::Suppressed));
        QVERIFY(s.view.filter().shows(OverlayKind::Selected));
        QTest::keyClick(&s.view, Qt::Key_T); // not all are shown: show all
        QVERIFY(s.view.filter().shows(OverlayKind::Suppressed));
        QTest::keyClick(&s.view, Qt::Key_T);
        for (const OverlayKind kind : allOverlayKinds)
            QVERIFY(!s.view.filter().shows(kind));
        QTest::keyClick(&s.view, Qt::Key_4);
        QVERIFY(s.view.filter().shows(OverlayKind::GroundTruth));
        QCOMPARE(changed.count(), 1 + 1 + 4 + 1);
    }

    void lossThresholdHidesEasierOnes()
    {
        Stage s(fourBoxes());
        s.view.setMinLoss(2);
        s.click(s.at(97, 150)); // RoI 0 (loss 1) is hidden; RoI 1 is five pixels away
        QCOMPARE(s.view.pick(), (RoiPick {0, 1}));
        auto step = fourBoxes(2);
        step->pictures[0].rois[0].classLoss = std::numeric_limits<float>::quiet_NaN();
        s.view.setStep(step); // without a loss it is not "lower"
        s.click(s.at(97, 150));
        QCOMPARE(s.view.pick(), (RoiPick {0, 0}));
    }

    void pickSurvivesAStepThatHoldsTheSameProposal()
    {
        Stage s(fourBoxes());
        s.view.pick(0, 1);
        QSignalSpy picked(&s.view, &RoiView::picked);
        auto next = fourBoxes();
        std::swap(next->pictures[0].rois[1], next->pictures[0].rois[3]);
        s.view.setStep(next);
        QCOMPARE(s.view.pick(), (RoiPick {0, 3}));
        QCOMPARE(picked.count(), 1);
        s.view.setStep(fourBoxes(77)); // another picture
        QVERIFY(s.view.pick().isNone());
        QCOMPARE(picked.count(), 2);
    }

    void pickOfAJitteredRoiEndsWithItsStep()
    {
        auto step = fourBoxes();
        step->pictures[0].rois[1].proposal = -1;
        Stage s(step);
        s.view.pick(0, 1);
        auto next = fourBoxes();
        next->pictures[0].rois[1].proposal = -1;
        s.view.setStep(next);
        QVERIFY(s.view.pick().isNone());
    }

    void wrongPicksLetGo()
    {
        Stage s(fourBoxes());
        s.view.pick(0, 1);
        s.view.pick(0, 99);
        QVERIFY(s.view.pick().isNone());
        s.view.pick(5, 0);
        QVERIFY(s.view.pick().isNone());
    }

    void wheelKeepsThePointUnderTheCursor()
    {
        Stage s(fourBoxes());
        const QRectF before = s.view.boxInView(0, 3);
        wheel(s.view, before.topLeft().toPoint(), 360);
        const QRectF after = s.view.boxInView(0, 3);
        QVERIFY(after.width() > 1.9 * before.width()); // 1.25^3 = 1.953
        QVERIFY(QLineF(after.topLeft(), before.topLeft()).length() < 2);
        QTest::mouseDClick(&s.view, Qt::LeftButton, {}, s.at(340, 100));
        QCOMPARE(s.view.boxInView(0, 3), before);
    }

    void dragPansAndDoesNotPick()
    {
        Stage s(fourBoxes());
        wheel(s.view, s.at(200, 150), 720);
        const QRectF before = s.view.boxInView(0, 1);
        const QPoint from = s.at(200, 150);
        QTest::mousePress(&s.view, Qt::LeftButton, {}, from);
        QTest::mouseMove(&s.view, from + QPoint(30, 20));
        QTest::mouseRelease(&s.view, Qt::LeftButton, {}, from + QPoint(30, 20));
        const QPointF moved = s.view.boxInView(0, 1).topLeft() - before.topLeft();
        QVERIFY(QLineF(moved, QPointF(30, 20)).length() < 1);
        QVERIFY(s.view.pick().isNone());
    }

    void pickFromElsewhereComesIntoSight()
    {
        Stage s(fourBoxes());
        wheel(s.view, s.at(2, 298), 1200);
        QVERIFY(!s.view.boxInView(0, 3).intersects(s.view.pictureInView(0)));
        s.view.pick(0, 3);
        QVERIFY(s.view.boxInView(0, 3).intersects(s.view.pictureInView(0)));
    }

    void zoomStaysWithThePicture()
    {
        Stage s(fourBoxes());
        wheel(s.view, s.at(200, 150), 720);
        const QRectF zoomed = s.view.boxInView(0, 1);
        s.view.setStep(fourBoxes());
        QCOMPARE(s.view.boxInView(0, 1), zoomed);
        s.view.setStep(fourBoxes(5));
        QVERIFY(s.view.boxInView(0, 1).width() < zoomed.width());
    }

    void onePictureTakesTheWholeWidth()
    {
        Stage s(fourBoxes());
        QVERIFY(s.view.pictureInView(0).width() >= 400);
        MadeUpOptions options {.pictures = 4, .rois = 20};
        s.view.setStep(madeUpStep(options));
        for (int i = 0; i < 4; ++i)
            for (int j = 0; j < i; ++j)
                QVERIFY(!s.view.pictureInView(i).intersects(s.view.pictureInView(j)));
        // Equally large either way: two rows of two, not three and one.
        s.view.resize(1100, 560);
        QCOMPARE(s.view.pictureInView(0).left(), s.view.pictureInView(2).left());
    }

    void survivesWhatIsMissing_data()
    {
        QTest::addColumn<int>("kind");
        int kind = 0;
        for (const char* name : {"no step", "no pictures", "no RoIs", "no pixels", "no size",
                 "NaN losses", "NaN boxes", "wrong references", "tiny window", "picture of 1 x 1"})
            QTest::newRow(name) << kind++;
    }

    void survivesWhatIsMissing()
    {
        QFETCH(int, kind);
        auto step = fourBoxes();
        auto& picture = step->pictures[0];
        const float noNumber = std::numeric_limits<float>::quiet_NaN();
        if (kind == 1)
            step->pictures.clear();
        if (kind == 2)
            picture.rois.clear();
        if (kind == 4)
            picture.picture.width = picture.picture.height = 0;
        if (kind >= 5 && kind <= 7) {
            for (RoiRecord& roi : picture.rois) {
                if (kind == 5)
                    roi.classLoss = noNumber;
                if (kind == 6)
                    roi.box.x2 = roi.decoded.x1 = noNumber;
                if (kind == 7) {
                    roi.matched = 50;
                    roi.decision.suppressedBy = 50;
                }
            }
        }
        if (kind == 9)
            picture.picture.width = picture.picture.height = 1;
        Stage s(fourBoxes());
        s.pictures.silent = kind == 3;
        s.view.setPictureSource(&s.pictures);
        s.view.pick(0, 1);
        s.view.setStep(kind == 0 ? nullptr : step);
        if (kind == 8)
            s.view.resize(3, 3);
        s.view.pick(0, 2);
        for (const int key :
            {Qt::Key_Down, Qt::Key_Right, Qt::Key_Tab, Qt::Key_T, Qt::Key_Plus, Qt::Key_F})
            QTest::keyClick(&s.view, Qt::Key(key));
        s.click(s.view.rect().center());
        s.hover(s.view.rect().center() + QPoint(1, 1));
        wheel(s.view, s.view.rect().center(), 120);
        QVERIFY(!s.view.grab().isNull());
    }

    void missingPixelsAreAskedForAgain()
    {
        Stage s(fourBoxes());
        s.pictures.silent = true;
        s.view.setPictureSource(&s.pictures);
        s.view.grab();
        const int asked = s.pictures.asked;
        QTRY_VERIFY_WITH_TIMEOUT(s.pictures.asked > asked, 2000);
    }

    void legendCountsAndFollowsTheView()
    {
        Stage s(fourBoxes());
        FateLegend legend;
        legend.setStep(s.view.step());
        connect(&legend, &FateLegend::toggled, &s.view, &RoiView::setKindShown);
        connect(&s.view, &RoiView::kindShownChanged, &legend, &FateLegend::setShown);
        QCOMPARE(legend.row(OverlayKind::Selected).countText(), "2");
        QCOMPARE(legend.row(OverlayKind::Suppressed).countText(), "1");
        QCOMPARE(legend.row(OverlayKind::BelowCut).countText(), "1");
        QCOMPARE(legend.row(OverlayKind::GroundTruth).countText(), "1");
        QCOMPARE(legend.row(OverlayKind::BelowCut).name(), "below the cut");
        QTest::keyClick(&s.view, Qt::Key_3);
        QVERIFY(!legend.isShown(OverlayKind::BelowCut));
        legend.setShown(OverlayKind::Suppressed, false);
        QVERIFY(!s.view.filter().shows(OverlayKind::Suppressed));

        auto random = fourBoxes();
        random->mining.sampler = SamplerKind::Heuristic;
        random->pictures[0].rois[0].decision.fate = Fate::NotDrawn;
        random->pictures[0].rois[2].decision.fate = Fate::Excluded;
        legend.setStep(random);
        QCOMPARE(legend.row(OverlayKind::BelowCut).name(), "not drawn");
        QCOMPARE(legend.row(OverlayKind::BelowCut).countText(), "2");
        legend.setStep(nullptr);
        QCOMPARE(legend.row(OverlayKind::Selected).countText(), "");
    }

    void countsAreGrouped()
    {
        QCOMPARE(groupedCount(0), "0");
        QCOMPARE(groupedCount(999), "999");
        QCOMPARE(groupedCount(1021), QString::fromUtf8("1\u2009021"));
        QCOMPARE(groupedCount(1234567), QString::fromUtf8("1\u2009234\u2009567"));
    }

    void tagsDoNotOverlap()
    {
        const QRectF area(0, 0, 200, 100);
        const QSizeF tag(40, 16);
        std::vector<QRectF> taken;
        // Above left, below left, above right, inside at the bottom right; inside at the top left
        // touches the first.
        for (int i = 0; i < 4; ++i) {
            const auto place = placeTag({20, 40, 160, 30}, tag, area, taken);
            QVERIFY(place.has_value());
            QVERIFY(area.contains(*place));
            for (const QRectF& other : taken)
                QVERIFY(!place->intersects(other));
            taken.push_back(*place);
        }
        QVERIFY(!placeTag({20, 40, 160, 30}, tag, area, taken));
    }

    void aLiveStepIsPaintedQuickly()
    {
        const auto a = madeUpStep({.seed = 1});
        const auto b = madeUpStep({.seed = 2});
        MadeUpPictures pictures;
        RoiView view;
        view.setPictureSource(&pictures);
        view.resize(1100, 560);
        view.setStep(a);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        std::vector<double> times, again;
        for (int i = 0; i < 11; ++i) {
            QElapsedTimer clock;
            clock.start();
            view.setStep(i % 2 ? a : b);
            view.repaint();
            times.push_back(double(clock.nsecsElapsed()) / 1e6);
            clock.start();
            view.repaint();
            again.push_back(double(clock.nsecsElapsed()) / 1e6);
        }
        std::ranges::sort(times);
        std::ranges::sort(again);
        qInfo("new step of 2 x 1000 RoIs at 1100 x 560, same pictures: %.2f ms; repaint of the "
              "same: %.2f ms",
            times[5], again[5]);
        QVERIFY(times[5] < 60);
    }

    void takesPictures_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("pictures");
        QTest::addColumn<QString>("picked");
        for (const bool dark : {true, false}) {
            for (const QSize size : {QSize(700, 520), QSize(1100, 800)})
                for (const char* what : {"none", "selected", "suppressed"})
                    QTest::addRow("%s-%d-%s", dark ? "dark" : "light", size.width(), what)
                        << dark << size << 2 << QString(what);
            QTest::addRow("%s-one", dark ? "dark" : "light")
                << dark << QSize(1100, 560) << 1 << QString("none");
            QTest::addRow("%s-four", dark ? "dark" : "light")
                << dark << QSize(1100, 560) << 4 << QString("none");
        }
    }

    void takesPictures()
    {
        const QString folder = qEnvironmentVariable("HL_SHOTS");
        if (folder.isEmpty())
            QSKIP("HL_SHOTS names no folder for the pictures");
        QFETCH(bool, dark);
        QFETCH(QSize, size);
        QFETCH(int, pictures);
        QFETCH(QString, picked);
        Stage s(madeUpStep({.pictures = pictures, .annotated = true}));
        Theme::instance().choose(dark ? Theme::Choice::Dark : Theme::Choice::Light);
        QPalette panel = s.view.palette();
        panel.setColor(QPalette::Window, Theme::instance().palette().panel);
        s.view.setPalette(panel);
        s.view.resize(size);
        const auto& rois = s.view.step()->pictures[0].rois;
        int hardestRank = 1000;
        for (int i = 0; i < int(rois.size()); ++i) {
            const RoiDecision& d = rois[size_t(i)].decision;
            if (picked == "selected" && d.survivorRank == 3)
                s.view.pick(0, i);
            if (picked == "suppressed" && d.fate == Fate::Suppressed && d.rank < hardestRank) {
                hardestRank = d.rank;
                s.view.pick(0, i);
            }
        }
        s.view.setFocus();
        const QString file = QString("%1/roi-%2.png").arg(folder, QTest::currentDataTag());
        QVERIFY(s.view.grab().save(file));
    }
};

QTEST_MAIN(TestRoiView)
#include "tst_roi_view.moc"
