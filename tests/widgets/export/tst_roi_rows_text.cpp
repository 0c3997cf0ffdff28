#include "tests/widgets/roi/made_up_step.h"
#include "widgets/export/roi_rows_text.h"

#include <QTest>

using namespace hardlens;

namespace {

/// One picture, an object, a selected RoI on it, a suppressed one, an ignored one without losses.
DetectionStep handMadeStep()
{
    DetectionStep step;
    step.hasLosses = true;
    PictureRecord picture;
    picture.picture.name = "a,b.jpg";
    picture.groundTruth.push_back({.box = {10, 20, 30, 40}, .label = 1});
    RoiRecord taken {
        .proposal = 7, .box = {11, 20.5f, 30, 41}, .label = 1, .matched = 0, .iou = 0.5f};
    taken.classLoss = 0.75f;
    taken.boxLoss = 0.5f;
    taken.learnedClassLoss = 0.7f;
    taken.learnedBoxLoss = 0.5f;
    taken.probability = 0.25f;
    taken.top[0] = {2, 0.6f};
    taken.decision = {.fate = Fate::Selected, .rank = 1, .survivorRank = 1, .weight = 1};
    RoiRecord covered {.box = {12, 21, 31, 42}};
    covered.classLoss = 1;
    covered.boxLoss = 0;
    covered.top[0].label = -1;
    covered.decision
        = {.fate = Fate::Suppressed, .rank = 2, .suppressedBy = 0, .suppressedIou = 0.8f};
    RoiRecord ignored {.label = ignoredLabel};
    ignored.top[0].label = -1;
    ignored.decision = {.fate = Fate::Ignored};
    picture.rois = {taken, covered, ignored};
    step.pictures = {picture};
    step.quotas = {Quota {.quota = 1, .survivors = 1, .kept = 1, .cut = 0.875f}};
    return step;
}

} // namespace

class TestRoiRowsText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsEveryRoi()
    {
        const QStringList lines
            = roiRowsCsv(handMadeStep(), {"background", "cat", "dog"}).split("\r\n");
        QCOMPARE(lines.size(), 5);
        QCOMPARE(lines[0].split(',').size(), 30);
        // 0.75 + 0.5 = 1.25
        QCOMPARE(lines[1],
            "1,\"a,b.jpg\",1,7,11,20.5,30,41,cat,1,0.5,10,20,30,40,0.75,0.5,1.25,0.7,0.5,0.25,"
            "dog,0.6,selected,1,1,,,,1");
        // Loss 1 is above the cut of 0.875: without NMS it would have been taken.
        QCOMPARE(lines[2],
            "1,\"a,b.jpg\",2,,12,21,31,42,background,,,,,,,1,0,1,,,0,,,suppressed,2,,1,0.8,1,0");
        QCOMPARE(lines[3], "1,\"a,b.jpg\",3,,0,0,0,0,ignored,,,,,,,,,,,,0,,,ignored,,,,,,0");
        QVERIFY(lines[4].isEmpty());
    }

    void nothingToTell() { QCOMPARE(roiRowsCsv({}, {}), QString()); }

    void allRoisOfAStep()
    {
        const auto step = test::madeUpStep({.pictures = 2, .rois = 1000});
        const QStringList lines = roiRowsCsv(*step, test::bloodClasses()).split("\r\n");
        size_t rois = 0;
        for (const PictureRecord& picture : step->pictures)
            rois += picture.rois.size();
        QCOMPARE(size_t(lines.size()), rois + 2);
        for (qsizetype i = 0; i + 1 < lines.size(); ++i)
            QCOMPARE(lines[i].count(','), 29);
    }
};

QTEST_GUILESS_MAIN(TestRoiRowsText)
#include "tst_roi_rows_text.moc"
