#include "made_up_step.h"
#include "tests/widgets/shots.h"
#include "widgets/roi/crops_row.h"
#include "widgets/roi/crops_strip.h"
#include "widgets/roi/roi_crop.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// A strip of 900 pixels over a step.
struct Stage
{
    MadeUpPictures pictures {};
    CropsStrip strip {};

    explicit Stage(const std::shared_ptr<const DetectionStep>& step)
    {
        Theme::instance().choose(Theme::Choice::Dark);
        strip.setPictureSource(&pictures);
        strip.setClassNames(bloodClasses());
        strip.resize(900, 160);
        strip.setStep(step);
        strip.show();
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
    }

    CropsRow& row() { return *strip.row(); }
    const Crop& crop(int i) { return row().crops()[size_t(i)]; }
    void click(int i)
    {
        QTest::mouseClick(row().viewport(), Qt::LeftButton, {}, row().placeOf(i).center());
    }
};

float lossOf(const DetectionStep& step, RoiPick pick)
{
    return rankingLoss(step.pictures[size_t(pick.picture)].rois[size_t(pick.roi)], step.mining);
}

} // namespace

class TestCropsStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsTheHardestSelected()
    {
        const auto step = madeUpStep({});
        Stage s(step);
        QCOMPARE(s.row().crops().size(), CropsStrip::mostCrops);
        QCOMPARE(s.strip.note(), "48 of 128 selected");
        for (size_t i = 0; i < CropsStrip::mostCrops; ++i) {
            QVERIFY(s.crop(int(i)).fate == Fate::Selected);
            if (i > 0)
                QVERIFY(
                    lossOf(*step, s.crop(int(i)).pick) <= lossOf(*step, s.crop(int(i) - 1).pick));
        }
        QCOMPARE(s.crop(0).tag, QString::number(lossOf(*step, s.crop(0).pick), 'f', 2));
    }

    void aFilterChoosesFromAll()
    {
        Stage s(madeUpStep({}));
        s.strip.setFilter({.fates = FateSet {Fate::Suppressed}, .iou = ValueRange {0.3, 0.4}});
        QVERIFY(!s.row().crops().empty());
        for (const Crop& crop : s.row().crops())
            QVERIFY(crop.fate == Fate::Suppressed);
        QVERIFY(s.strip.note().endsWith("filtered"));
        s.strip.setFilter({.iou = ValueRange {2, 3}});
        QCOMPARE(s.strip.emptyText(), "No RoI passes the filter.");
        s.strip.setFilter({});
        QCOMPARE(s.strip.emptyText(), QString());
        s.strip.setStep(nullptr);
        QVERIFY(s.strip.emptyText().contains("No step yet"));
    }

    void clicksAndKeysPick()
    {
        Stage s(madeUpStep({}));
        QSignalSpy picked(&s.strip, &CropsStrip::picked);
        const auto expected = [&](int i) {
            return QVariantList {s.crop(i).pick.picture, s.crop(i).pick.roi};
        };
        s.click(2);
        QCOMPARE(picked.takeLast(), expected(2));
        s.click(2); // again: nothing new
        QCOMPARE(picked.size(), 0);
        QTest::keyClick(&s.row(), Qt::Key_Right);
        QCOMPARE(picked.takeLast(), expected(3));
        QTest::keyClick(&s.row(), Qt::Key_End);
        QCOMPARE(picked.takeLast(), expected(47));
        QVERIFY(s.row().viewport()->rect().contains(s.row().placeOf(47)));
        QTest::keyClick(&s.row(), Qt::Key_Escape);
        QCOMPARE(picked.takeLast(), (QVariantList {-1, -1}));
    }

    void picksFromElsewhereComeIntoSight()
    {
        Stage s(madeUpStep({}));
        QSignalSpy picked(&s.strip, &CropsStrip::picked);
        const RoiPick far = s.crop(30).pick;
        QVERIFY(!s.row().viewport()->rect().intersects(s.row().placeOf(30)));
        s.strip.setPicked(far.picture, far.roi);
        QVERIFY(s.row().viewport()->rect().contains(s.row().placeOf(30)));
        QCOMPARE(picked.size(), 0);
        // It stays with its proposal: the same step with the first two RoIs exchanged.
        auto next = madeUpStep({});
        auto& rois = next->pictures[size_t(far.picture)].rois;
        const int other = far.roi == 0 ? 1 : 0;
        std::swap(rois[size_t(far.roi)], rois[size_t(other)]);
        s.strip.setStep(next);
        QCOMPARE(s.strip.pick(), (RoiPick {far.picture, other}));
    }

    void wheelScrollsSideways()
    {
        Stage s(madeUpStep({}));
        const int first = s.row().placeOf(0).left();
        QWheelEvent event(QPointF(50, 50), s.row().viewport()->mapToGlobal(QPointF(50, 50)), {},
            {0, -120}, {}, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(s.row().viewport(), &event);
        QVERIFY(s.row().placeOf(0).left() < first);
    }

    void cropsAreCutOnce()
    {
        Stage s(madeUpStep({.seed = 1}));
        s.row().viewport()->repaint();
        const int asked = s.pictures.asked;
        QVERIFY(asked > 0);
        s.click(1);
        s.row().viewport()->repaint();
        s.strip.setStep(madeUpStep({.seed = 1})); // another record of the same RoIs
        s.row().viewport()->repaint();
        QCOMPARE(s.pictures.asked, asked);
        s.strip.setStep(madeUpStep({.seed = 2}));
        s.row().viewport()->repaint();
        QVERIFY(s.pictures.asked > asked);
    }

    void missingPixelsAreAskedForAgain()
    {
        Stage s(madeUpStep({}));
        s.pictures.silent = true;
        s.strip.setPictureSource(&s.pictures);
        QVERIFY(!s.strip.grab().isNull());
        const int asked = s.pictures.asked;
        QTRY_VERIFY_WITH_TIMEOUT(s.pictures.asked > asked, 2000);
    }

    void survivesWhatIsMissing()
    {
        auto step = madeUpStep({.rois = 30});
        for (RoiRecord& roi : step->pictures[0].rois) {
            roi.box.x2 = std::numeric_limits<float>::quiet_NaN();
            roi.classLoss = std::numeric_limits<float>::quiet_NaN();
        }
        step->pictures[1].picture.width = 0;
        Stage s(step);
        QVERIFY(!s.strip.grab().isNull());
        QCOMPARE(s.row().crops().back().tag, "–");
    }

    void squaresKeepTheirPlace()
    {
        // Box (2, 2)-(10, 10) of a picture of 8 x 8, larger than any context: a square of 16 from
        // (-2, -2); of it only (0, 0)-(8, 8) has pixels.
        QImage image(8, 8, QImage::Format_RGB888);
        image.fill(QColor(200, 10, 10));
        const QImage square = cutSquare(image, {8, 8}, {2, 2, 10, 10}, 16);
        QCOMPARE(square.size(), QSize(16, 16));
        QCOMPARE(qAlpha(square.pixel(0, 0)), 0);
        QCOMPARE(qAlpha(square.pixel(15, 15)), 0);
        QCOMPARE(square.pixelColor(6, 6), QColor(200, 10, 10));
        QVERIFY(cutSquare({}, {8, 8}, {2, 2, 10, 10}, 16).isNull());
    }

    void newStepsAreQuick()
    {
        Stage s(madeUpStep({.seed = 1}));
        const auto a = madeUpStep({.rois = 2000, .seed = 2});
        const auto b = madeUpStep({.rois = 2000, .seed = 3});
        std::vector<double> times, again;
        for (int i = 0; i < 15; ++i) {
            QElapsedTimer clock;
            clock.start();
            s.strip.setStep(i % 2 ? a : b);
            const double set = double(clock.nsecsElapsed()) / 1e6;
            s.row().viewport()->repaint(); // decodes the made-up pictures
            clock.start();
            s.row().viewport()->repaint();
            times.push_back(set);
            again.push_back(double(clock.nsecsElapsed()) / 1e6);
        }
        std::ranges::sort(times);
        std::ranges::sort(again);
        qInfo("crops of 4000 RoIs: new step %.2f ms, repaint %.2f ms", times[7], again[7]);
        QVERIFY(times[7] < 25);
    }

    void shots()
    {
        if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
            QSKIP("HL_SHOTS names no folder");
        Stage s(madeUpStep({.annotated = true}));
        s.click(2);
        shoot(s.strip, "crops", {900, 160});
        s.strip.setFilter({.loss = ValueRange {0.1, 1.2}});
        shoot(s.strip, "crops-filtered", {900, 160});
        s.pictures.silent = true;
        s.strip.setPictureSource(&s.pictures);
        shoot(s.strip, "crops-waiting", {900, 160});
        s.strip.setStep(nullptr);
        shoot(s.strip, "crops-empty", {900, 160});
    }
};

QTEST_MAIN(TestCropsStrip)
#include "tst_crops_strip.moc"
