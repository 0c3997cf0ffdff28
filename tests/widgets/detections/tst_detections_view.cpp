#include "made_up_detections.h"
#include "tests/widgets/shots.h"
#include "widgets/detections/class_list_model.h"
#include "widgets/detections/detection_picture.h"
#include "widgets/detections/detections_view.h"
#include "widgets/detections/picture_list_model.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QStackedWidget>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

#include <stdexcept>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// A shown view of an evaluation.
struct Stage
{
    MadeUpPictures pictures {};
    DetectionsView view {};

    explicit Stage(const MadeUpEvaluation& made, QSize size = {900, 500})
    {
        Theme::instance().choose(Theme::Choice::Dark);
        view.setPictureSource(&pictures);
        view.setClassNames(bloodClasses());
        view.resize(size);
        view.setEvaluation(made.evaluation, made.detections);
        view.show();
    }

    DetectionPicture& picture() { return *view.findChild<DetectionPicture*>(); }
    QTableView& table(const char* name)
    {
        for (QTableView* table : view.findChildren<QTableView*>())
            if (table->accessibleName() == name)
                return *table;
        throw std::runtime_error("no such table");
    }
    QString cell(const char* name, int row, int column)
    {
        return table(name).model()->index(row, column).data().toString();
    }
    bool isEmpty() { return view.findChild<QStackedWidget*>()->currentIndex() == 0; }
};

/// Colours of the layer that are those of a mark.
int pixelsOf(const QImage& layer, const QColor& colour)
{
    int count = 0;
    for (int y = 0; y < layer.height(); ++y)
        for (int x = 0; x < layer.width(); ++x)
            count += layer.pixelColor(x, y) == colour;
    return count;
}

} // namespace

class TestDetectionsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyUntilThereIsAnEvaluation()
    {
        Stage stage({});
        QVERIFY(stage.isEmpty());
        QCOMPARE(
            stage.view.findChild<QStackedWidget*>()->currentWidget()->property("text").toString(),
            "No evaluation yet.");
        const MadeUpEvaluation made = evaluated(threePictures());
        stage.view.setEvaluation(made.evaluation, made.detections);
        QVERIFY(!stage.isEmpty());
        QVERIFY(stage.view.note().startsWith("step 412"));
        stage.view.setEvaluation(made.evaluation, nullptr);
        QVERIFY(stage.isEmpty());
        QCOMPARE(stage.view.note(), "");
    }

    void theSliderMovesPrecisionAndRecall()
    {
        Stage stage(evaluated(threePictures()));
        QCOMPARE(stage.view.scoreThreshold(), .5);
        QCOMPARE(stage.cell("Classes", 0, ClassListModel::Precision), "0.33");
        QCOMPARE(stage.cell("Classes", 0, ClassListModel::Recall), "0.25");
        QTest::keyClick(stage.view.findChild<QSlider*>(), Qt::Key_PageDown); // to .4
        QCOMPARE(stage.view.scoreThreshold(), .4);
        QCOMPARE(stage.cell("Classes", 0, ClassListModel::Precision), "0.50");
        QCOMPARE(stage.cell("Classes", 0, ClassListModel::Recall), "0.50");
        stage.view.setScoreThreshold(1);
        QCOMPARE(stage.cell("Classes", 0, ClassListModel::Precision), "–");
        QCOMPARE(stage.cell("Classes", 0, ClassListModel::Recall), "0.00");
        stage.view.setScoreThreshold(7);
        QCOMPARE(stage.view.scoreThreshold(), 1.);
    }

    void aRowPicksItsPicture()
    {
        Stage stage(evaluated(threePictures()));
        QCOMPARE(stage.view.picture(), int64_t {1}); // the worst one
        QSignalSpy picked(&stage.view, &DetectionsView::picturePicked);
        stage.table("Test pictures").selectRow(1);
        QCOMPARE(stage.view.picture(), int64_t {2});
        QCOMPARE(stage.picture().shown().reference().name, std::string("busy"));
        QCOMPARE(picked.count(), 1);
        stage.view.pickPicture(0);
        QCOMPARE(stage.table("Test pictures").currentIndex().row(), 2);
        stage.view.pickPicture(3);
        QCOMPARE(stage.view.picture(), int64_t {0});
    }

    void thePickedPictureStaysWhenRowsMove()
    {
        Stage stage(evaluated(threePictures()));
        QTableView& table = stage.table("Test pictures");
        stage.view.pickPicture(2);
        QCOMPARE(table.currentIndex().row(), 1);
        stage.view.setScoreThreshold(.9); // nothing is false any more: "busy" is the last
        QCOMPARE(stage.view.picture(), int64_t {2});
        QCOMPARE(table.currentIndex().row(), 2);
        QCOMPARE(table.selectionModel()->selectedRows().value(0).row(), 2);
        QSignalSpy picked(&stage.view, &DetectionsView::picturePicked);
        const MadeUpEvaluation next = evaluated(threePictures(), 500);
        stage.view.setEvaluation(next.evaluation, next.detections);
        QCOMPARE(stage.view.picture(), int64_t {2});
        QCOMPARE(table.currentIndex().row(), 2);
        QCOMPARE(picked.count(), 0);
        EvaluatedDetections other = threePictures();
        other.pictures[2].contentId = 77; // other data
        const MadeUpEvaluation third = evaluated(std::move(other));
        stage.view.setEvaluation(third.evaluation, third.detections);
        QCOMPARE(stage.view.picture(), int64_t {1});
        QCOMPARE(picked.count(), 1);
    }

    void aClassIsShownAlone()
    {
        Stage stage(evaluated(threePictures()));
        QTableView& classes = stage.table("Classes");
        QCOMPARE(classes.currentIndex().row(), 0);
        classes.selectRow(2); // WBC
        QCOMPARE(stage.view.classFilter(), 2);
        // "blind" misses one of it, "busy" has one false.
        const QAbstractItemModel& model = *stage.table("Test pictures").model();
        QCOMPARE(model.index(0, PictureListModel::Missed).data().toInt(), 1);
        QCOMPARE(model.index(1, PictureListModel::False).data().toInt(), 1);
        QCOMPARE(model.index(2, PictureListModel::Found).data().toInt(), 0);
        stage.view.pickPicture(1);
        QCOMPARE(stage.picture().shown().counts().objects, int64_t {1});
        classes.selectRow(0);
        QCOMPARE(stage.view.classFilter(), 0);
        QCOMPARE(stage.picture().shown().counts().objects, int64_t {3});
    }

    void linesSayTheVerdict()
    {
        EvaluatedDetections all = threePictures();
        // Picture 1 then has one found, one missed and one false box, far from each other.
        all.detections.push_back({1, 2, .7f, {5, 60, 25, 75}});
        Stage stage(evaluated(std::move(all)));
        stage.view.setScoreThreshold(.4);
        stage.view.setClassFilter(0);
        stage.view.pickPicture(1);
        const ShownDetections& shown = stage.picture().shown();
        const Palette& p = Theme::instance().palette();
        PictureFrame frame {.viewport = {0, 0, 400, 320}, .picture = {100, 80}};
        QImage layer = paintDetections(shown, frame, 1);
        // Solid: 4 sides of 120, two rows each.
        QVERIFY(pixelsOf(layer, p.groundTruth) > 4 * 120);
        QVERIFY(pixelsOf(layer, p.lost) > 60);
        QVERIFY(pixelsOf(layer, p.selected) > 60);
        ShownDetections none = shown;
        none.label = 3;
        layer = paintDetections(none, frame, 1);
        for (const QColor& colour : {p.groundTruth, p.lost, p.selected})
            QCOMPARE(pixelsOf(layer, colour), 0);
        QCOMPARE(detectionsNear(shown, frame, {40, 100}, 6, bloodClasses()),
            "RBC, score 0.40: found, IoU 1.00 with RBC");
        QCOMPARE(detectionsNear(shown, frame, {20, 270}, 6, bloodClasses()),
            "WBC, score 0.70: background");
        QCOMPARE(detectionsNear(shown, frame, {200, 250}, 6, bloodClasses()), "WBC: missed");
        QCOMPARE(detectionsNear(shown, frame, {100, 100}, 6, bloodClasses()), "");
    }

    /// A picture that nobody annotated: its boxes are neither right nor wrong.
    void aLoosePictureIsNotJudged()
    {
        Stage stage({}); // no evaluation yet
        EvaluatedDetections loose;
        loose.step = 7;
        loose.pictures
            = {{.contentId = 9, .name = "holiday", .width = 100, .height = 80, .index = -1}};
        loose.detections = {{0, 1, .9f, {10, 10, 40, 40}}, {0, 2, .2f, {50, 10, 80, 40}}};
        stage.view.setLoose(std::make_shared<const EvaluatedDetections>(groupedByPicture(loose)));
        QVERIFY(stage.view.note().contains("holiday"));
        const ShownDetections& shown = stage.picture().shown();
        QVERIFY(!shown.judged);
        QCOMPARE(shown.reference().name, std::string("holiday"));
        const Palette& p = Theme::instance().palette();
        const PictureFrame frame {.viewport = {0, 0, 400, 320}, .picture = {100, 80}};
        const QImage layer = paintDetections(shown, frame, 1);
        QVERIFY(pixelsOf(layer, p.groundTruth) > 4 * 120);
        QCOMPARE(pixelsOf(layer, p.lost), 0);
        QCOMPARE(detectionsNear(shown, frame, {40, 100}, 6, bloodClasses()), "RBC, score 0.90");
        const MadeUpEvaluation made = evaluated(threePictures());
        stage.view.setEvaluation(made.evaluation, made.detections);
        QVERIFY(stage.view.showsLoose()); // an evaluation does not take it away
        stage.view.pickPicture(2);
        QVERIFY(!stage.view.showsLoose());
        QVERIFY(stage.picture().shown().judged);
    }

    void theWheelZoomsAndAnotherPictureIsWhole()
    {
        Stage stage(evaluated(threePictures()));
        DetectionPicture& picture = stage.picture();
        const QPointF middle = picture.frame().viewport.center();
        QWheelEvent wheel(middle, picture.mapToGlobal(middle), {}, {0, 240}, Qt::NoButton,
            Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&picture, &wheel);
        QVERIFY(picture.frame().zoom > 1.5);
        stage.view.setScoreThreshold(.3);
        QVERIFY(picture.frame().zoom > 1.5);
        stage.view.pickPicture(0);
        QCOMPARE(picture.frame().zoom, 1.);
        QTest::keyClick(&picture, Qt::Key_Plus);
        QVERIFY(picture.frame().zoom > 1);
        QTest::keyClick(&picture, Qt::Key_F);
        QCOMPARE(picture.frame().zoom, 1.);
    }

    void nothingIsComputedUnseen()
    {
        Stage stage({});
        stage.view.hide();
        const MadeUpEvaluation made = evaluated(threePictures());
        stage.view.setEvaluation(made.evaluation, made.detections);
        QCOMPARE(stage.table("Test pictures").model()->rowCount(), 0);
        stage.view.show();
        QCOMPARE(stage.table("Test pictures").model()->rowCount(), 3);
    }

    void isQuickWithManyPictures()
    {
        const MadeUpEvaluation made = evaluated(madeUpDetections(5000, 85));
        QVERIFY(made.detections->detections.size() > 450'000);
        Stage stage({}, {1200, 700});
        QVERIFY(QTest::qWaitForWindowExposed(&stage.view));
        QElapsedTimer timer;
        timer.start();
        stage.view.setEvaluation(made.evaluation, made.detections);
        const auto judged = timer.restart();
        constexpr int moves = 20;
        for (int i = 0; i < moves; ++i) {
            stage.view.setScoreThreshold(.3 + .02 * i);
            stage.view.grab();
        }
        const double perMove = double(timer.elapsed()) / moves;
        qInfo("%zu detections: %lld ms for a new evaluation, %.1f ms for a move of the slider",
            made.detections->detections.size(), (long long)judged, perMove);
        // An order of magnitude of slack, for machines that are busy and slow.
        QVERIFY(perMove < 400);
        QVERIFY(judged < 5000);
    }

    void takesPictures()
    {
        if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
            QSKIP("HL_SHOTS names no folder for the pictures");
        Stage stage(evaluated(madeUpDetections(48, 12, true)), {1100, 620});
        shoot(stage.view, "detections", {1100, 620});
        stage.view.setScoreThreshold(.1);
        stage.view.setClassFilter(1);
        shoot(stage.view, "detections-class", {760, 460});
        stage.view.setEvaluation(nullptr, nullptr);
        shoot(stage.view, "detections-empty", {500, 300});
    }
};

QTEST_MAIN(TestDetectionsView)
#include "tst_detections_view.moc"
