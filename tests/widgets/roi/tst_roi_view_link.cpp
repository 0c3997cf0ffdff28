#include "made_up_step.h"
#include "widgets/roi/roi_view.h"
#include "widgets/roi/roi_view_link.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// Counts how often it is painted.
class CountingView : public RoiView
{
public:
    int paints = 0;

protected:
    void paintEvent(QPaintEvent* event) override
    {
        ++paints;
        RoiView::paintEvent(event);
    }
};

/// A step of two pictures, and what another sampler made of it.
struct Variants
{
    std::shared_ptr<DetectionStep> ohem = madeUpStep({.rois = 60, .roisPerStep = 16});
    std::shared_ptr<DetectionStep> heuristic
        = madeUpStep({.rois = 60, .roisPerStep = 16, .sampler = SamplerKind::Heuristic});
};

/// Two linked views of different size.
struct Stage
{
    MadeUpPictures pictures {};
    CountingView large {};
    CountingView small {};
    RoiViewLink link {};

    Stage(const std::shared_ptr<const DetectionStep>& a,
        const std::shared_ptr<const DetectionStep>& b)
    {
        Theme::instance().choose(Theme::Choice::Dark);
        large.resize(900, 420);
        small.resize(460, 300);
        large.setStep(a);
        small.setStep(b);
        for (CountingView* view : {&large, &small}) {
            view->setPictureSource(&pictures);
            link.add(view);
            view->show();
            QVERIFY(QTest::qWaitForWindowExposed(view));
        }
    }
};

void wheel(QWidget& widget, QPointF at, int delta)
{
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, delta}, {}, {}, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

void drag(QWidget& widget, QPoint from, QPoint to)
{
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    for (const double part : {.3, .6, 1.}) {
        const QPointF at = QPointF(from) + QPointF(to - from) * part;
        QMouseEvent move(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton,
            Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&widget, &move);
    }
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
}

/// Where of picture 1, as a share of it, a place of a view is.
QPointF shareAt(const RoiView& view, QPointF place)
{
    const QRectF r = view.pictureInView(1);
    const PictureSight sight = view.sight(1);
    return sight.centre
        + QPointF((place.x() - r.center().x()) / (r.width() * sight.zoom),
            (place.y() - r.center().y()) / (r.height() * sight.zoom));
}

} // namespace

class TestRoiViewLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wheelZoomsBoth()
    {
        const Variants v;
        Stage s(v.ohem, v.heuristic);
        const QRectF place = s.large.pictureInView(1);
        const QPointF about = place.topLeft() + QPointF(place.width() / 4, place.height() / 3);
        const QPointF share = shareAt(s.large, about);
        wheel(s.large, about, 480);
        QVERIFY(s.large.sight(1).zoom > 2); // 1.25^4
        QCOMPARE(s.small.sight(1), s.large.sight(1));
        QCOMPARE(s.small.sight(0), PictureSight()); // the other picture stays
        // The same part of the picture lies at the same part of the smaller one.
        const QRectF smaller = s.small.pictureInView(1);
        const QPointF there
            = smaller.topLeft() + QPointF(smaller.width() / 4, smaller.height() / 3);
        QVERIFY((shareAt(s.small, there) - share).manhattanLength() < 1e-6);
        wheel(s.small, smaller.center(), 120); // and back
        QCOMPARE(s.large.sight(1), s.small.sight(1));
        QVERIFY(s.large.sight(1).zoom > 3);
    }

    void dragPansBothAndFitFitsBoth()
    {
        const Variants v;
        Stage s(v.ohem, v.heuristic);
        const QPoint centre = s.small.pictureInView(0).center().toPoint();
        wheel(s.small, centre, 480);
        const PictureSight before = s.large.sight(0);
        drag(s.small, centre, centre + QPoint(20, -15));
        QVERIFY(s.small.sight(0).centre != before.centre);
        QCOMPARE(s.large.sight(0), s.small.sight(0));
        QTest::mouseDClick(
            &s.large, Qt::LeftButton, {}, s.large.pictureInView(0).center().toPoint());
        QCOMPARE(s.small.sight(0), PictureSight());
        wheel(s.large, s.large.pictureInView(1).center(), 240);
        QTest::keyClick(&s.small, Qt::Key_F);
        QCOMPARE(s.large.sight(1), PictureSight());
        s.link.fit();
    }

    void aDragPaintsEachViewOnceAFrame()
    {
        const Variants v;
        Stage s(v.ohem, v.heuristic);
        const QPoint centre = s.large.pictureInView(0).center().toPoint();
        wheel(s.large, centre, 480);
        QApplication::processEvents();
        QSignalSpy large(&s.large, &RoiView::sightChanged);
        QSignalSpy small(&s.small, &RoiView::sightChanged);
        s.large.paints = s.small.paints = 0;
        drag(s.large, centre, centre + QPoint(30, 10));
        QApplication::processEvents();
        QCOMPARE(large.size(), 3); // as many as the mouse moved
        QCOMPARE(small.size(), 0); // no echo
        QVERIFY(s.large.paints <= 3);
        QVERIFY(s.small.paints >= 1 && s.small.paints <= 3);
        // What is as it was paints nothing.
        s.small.paints = 0;
        s.small.setSight(0, s.small.sight(0));
        QApplication::processEvents();
        QCOMPARE(s.small.paints, 0);
    }

    void picksTheSameRoi()
    {
        const Variants v;
        Stage s(v.ohem, v.heuristic);
        QSignalSpy large(&s.large, &RoiView::picked), small(&s.small, &RoiView::picked);
        s.large.pick(1, 7);
        QCOMPARE(s.small.pick(), (RoiPick {1, 7}));
        QTest::keyClick(&s.small, Qt::Key_Down); // to the next harder or easier one
        QVERIFY(s.small.pick() != (RoiPick {1, 7}));
        QCOMPARE(s.large.pick(), s.small.pick());
        QCOMPARE(large.size(), 2);
        QCOMPARE(small.size(), 2);
        QTest::keyClick(&s.large, Qt::Key_Escape);
        QVERIFY(s.small.pick().isNone());
    }

    void aClickPicksInBoth()
    {
        const Variants v;
        Stage s(v.ohem, v.heuristic);
        s.small.pick(0, 3);
        const QPoint corner = s.small.boxInView(0, 3).topLeft().toPoint();
        s.small.pick(-1, -1);
        QTest::mouseClick(&s.small, Qt::LeftButton, {}, corner);
        QVERIFY(!s.small.pick().isNone());
        QCOMPARE(s.large.pick(), s.small.pick());
    }

    void whatIsNotThereIsNotPicked()
    {
        const Variants v;
        auto fewer = std::make_shared<DetectionStep>(*v.heuristic);
        fewer->pictures[1].picture.flipped = true;
        fewer->pictures[0].rois[4].proposal = -1; // jittered here, a proposal there
        Stage s(v.ohem, fewer);
        s.large.pick(0, 3);
        QCOMPARE(s.small.pick(), (RoiPick {0, 3}));
        s.large.pick(0, 4);
        QVERIFY(s.small.pick().isNone());
        QCOMPARE(s.large.pick(), (RoiPick {0, 4})); // no echo
        s.large.pick(1, 4);
        QVERIFY(s.small.pick().isNone());
        wheel(s.large, s.large.pictureInView(1).center(), 240);
        QCOMPARE(s.small.sight(1), PictureSight()); // another way round is another picture
    }

    void picturesInAnotherOrderAreFound()
    {
        const Variants v;
        auto turned = std::make_shared<DetectionStep>(*v.heuristic);
        std::swap(turned->pictures[0], turned->pictures[1]);
        Stage s(v.ohem, turned);
        s.large.pick(1, 7);
        QCOMPARE(s.small.pick(), (RoiPick {0, 7}));
        wheel(s.large, s.large.pictureInView(1).center(), 240);
        QCOMPARE(s.small.sight(0), s.large.sight(1));
    }

    void aViewThatGetsItsStepLaterCatchesUp()
    {
        const Variants v;
        const auto next = madeUpStep({.rois = 60, .seed = 9, .roisPerStep = 16});
        auto other = std::make_shared<DetectionStep>(*next);
        for (DetectionStep* step : {next.get(), other.get()})
            step->pictures[0].picture.contentId = 500;
        Stage s(v.ohem, v.heuristic);
        s.large.setStep(next);
        s.large.pick(0, 5);
        wheel(s.large, s.large.pictureInView(0).center(), 240);
        QVERIFY(s.small.pick().isNone());
        s.small.setStep(other);
        QCOMPARE(s.small.pick(), (RoiPick {0, 5}));
        QCOMPARE(s.small.sight(0), s.large.sight(0));
        // Back to none: nothing to catch up with.
        s.small.setStep(nullptr);
        QCOMPARE(s.large.pick(), (RoiPick {0, 5}));
    }

    void looksGoTogether()
    {
        const Variants v;
        Stage s(v.ohem, v.heuristic);
        QTest::keyClick(&s.small, Qt::Key_2);
        QVERIFY(!s.large.filter().shows(OverlayKind::Suppressed));
        s.large.setColouring(OverlayColouring::By::Loss);
        QCOMPARE(s.small.colouring().by, OverlayColouring::By::Loss);
        s.link.setOpacity(.4);
        s.link.setMinLoss(.25);
        s.link.setLabelsShown(false);
        s.link.setKindShown(OverlayKind::GroundTruth, false);
        s.link.setColouring(OverlayColouring::By::Class);
        for (const RoiView* view : s.link.views()) {
            QCOMPARE(view->filter().opacity, .4);
            QCOMPARE(view->filter().minLoss, .25);
            QVERIFY(!view->filter().labels);
            QVERIFY(!view->filter().shows(OverlayKind::GroundTruth));
            QCOMPARE(view->colouring().by, OverlayColouring::By::Class);
        }
        RoiView third; // one that comes later looks as the others do
        third.setStep(v.ohem);
        s.large.pick(0, 2);
        s.link.add(&third);
        QCOMPARE(third.filter().opacity, .4);
        QVERIFY(!third.filter().shows(OverlayKind::Suppressed));
        QCOMPARE(third.colouring().by, OverlayColouring::By::Class);
        QCOMPARE(third.pick(), (RoiPick {0, 2}));
    }

    void coloursOfLossesMeanTheSame()
    {
        const Variants v;
        auto harder = std::make_shared<DetectionStep>(*v.heuristic);
        for (RoiRecord& roi : harder->pictures[0].rois)
            roi.classLoss *= 8;
        Stage s(v.ohem, harder);
        QVERIFY(s.small.ownLossScale() > s.large.ownLossScale());
        QCOMPARE(s.large.colouring().largestLoss, s.small.ownLossScale());
        QCOMPARE(s.small.colouring().largestLoss, s.small.ownLossScale());
    }

    void viewsMayGo()
    {
        const Variants v;
        Stage s(v.ohem, v.heuristic);
        {
            RoiView passing;
            passing.setStep(v.ohem);
            s.link.add(&passing);
            passing.pick(0, 1); // it leads
            QCOMPARE(s.link.views().size(), size_t(3));
        }
        QCOMPARE(s.link.views().size(), size_t(2));
        s.large.pick(0, 2);
        QCOMPARE(s.small.pick(), (RoiPick {0, 2}));
        s.link.remove(&s.small);
        s.large.pick(0, 3);
        QCOMPARE(s.small.pick(), (RoiPick {0, 2}));
    }
};

QTEST_MAIN(TestRoiViewLink)
#include "tst_roi_view_link.moc"
