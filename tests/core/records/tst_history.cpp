#include "core/records/history.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

RoiRecord roiOf(int32_t label, float iou, float classLoss, float boxLoss, Fate fate)
{
    RoiRecord roi;
    roi.label = label;
    roi.iou = iou;
    roi.classLoss = classLoss;
    roi.boxLoss = boxLoss;
    roi.decision.fate = fate;
    if (fate == Fate::Selected) {
        roi.decision.weight = 1;
        roi.learnedClassLoss = classLoss;
        roi.learnedBoxLoss = boxLoss;
    }
    return roi;
}

/// Two pictures, quota 2 each.
Step handMade()
{
    Step step;
    step.header.step = 12;
    step.header.epoch = 3;
    step.header.wallSeconds = 9.5;
    step.header.learningRate = .01;
    step.header.bytesPeak = 4096;
    step.header.phases = {.dataWait = 1,
        .backbone = 2,
        .readOnly = 4,
        .select = 8,
        .learn = 16,
        .update = 32,
        .record = 64,
        .watching = 128};
    DetectionStep body;
    body.hasLosses = true;
    PictureRecord first, second;
    first.rois = {
        roiOf(1, .8f, 2, 1, Fate::Selected),      // 3
        roiOf(0, .4f, 2.5f, 0, Fate::Suppressed), // above the cut of 1
        roiOf(0, .35f, 1, 0, Fate::Selected),     // 1, the cut
        roiOf(0, .1f, .5f, 0, Fate::Suppressed),  // below it
        roiOf(ignoredLabel, .9f, 100, 0, Fate::Ignored),
    };
    first.rois[0].top[0] = {.label = 0, .probability = .9f};
    second.rois = {
        roiOf(2, .6f, .5f, .5f, Fate::Selected), // fewer survivors than the quota: no cut
        roiOf(2, .6f, .9f, .1f, Fate::Suppressed),
    };
    second.rois[0].top[0] = {.label = 2, .probability = .6f};
    body.pictures = {first, second};
    body.quotas = {Quota {.quota = 2,
                       .candidates = 4,
                       .survivors = 2,
                       .kept = 2,
                       .cut = 1.f,
                       .duplicatesOfTop = 1},
        Quota {.quota = 2,
            .candidates = 2,
            .survivors = 1,
            .kept = 1,
            .cut = {},
            .duplicatesOfTop = 1}};
    body.divisor = 3;
    step.body = body;
    return step;
}

bool close(float actual, double expected)
{
    return std::abs(double(actual) - expected) < 1e-6;
}

} // namespace

class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowByHand()
    {
        const StepRow row = rowOf(handMade(), 7.25);
        QCOMPARE(row.step, int64_t {12});
        QCOMPARE(row.epoch, int64_t {3});
        QCOMPARE(row.wallSeconds, 9.5);
        QCOMPARE(row.trainSeconds, 7.25);
        QCOMPARE(row.stepMs, 255.);
        QCOMPARE(row.watchingMs, 128.);
        QCOMPARE(row.phases.learn, 16.);
        QCOMPARE(row.bytesPeak, int64_t {4096});
        QCOMPARE(row.learningRate, .01f);
        QCOMPARE(row.rois, 7);
        QCOMPARE(row.selected, 3);
        QCOMPARE(row.selectedForeground, 2);
        QCOMPARE(row.suppressed, 3);
        QCOMPARE(row.decisive, 1);
        QCOMPARE(row.quota, 4);
        QCOMPARE(row.duplicatesOfTop, 2);
        // 3 + 2.5 + 1 + .5 + 1 + 1 = 9 over six, the ignored one left out; the chosen hold 3 + 1
        // + 1.
        QVERIFY(close(row.meanLossAll, 1.5));
        QVERIFY(close(row.lossShareSelected, 5. / 9));
        // class 2 + 1 + .5, box 1 + 0 + .5, over three
        QVERIFY(close(row.meanClassLossSelected, 3.5 / 3));
        QVERIFY(close(row.meanBoxLossSelected, .5));
        QVERIFY(close(row.meanLossSelected, 5. / 3));
        // a missed object, a background near an object, a box alone
        QCOMPARE(row.keptByCause, (std::array<int32_t, 5> {1, 0, 1, 1, 0}));
    }

    void pooledQuotaSpeaksForAllPictures()
    {
        Step step = handMade();
        auto& body = std::get<DetectionStep>(step.body);
        body.quotas = {Quota {.quota = 4,
            .candidates = 6,
            .survivors = 3,
            .kept = 3,
            .cut = .9f,
            .duplicatesOfTop = 2}};
        // Suppressed with more than .9: 2.5 of the first picture, 1.0 of the second.
        const StepRow row = rowOf(step, 0);
        QCOMPARE(row.decisive, 2);
        QCOMPARE(row.quota, 4);
    }

    void withoutLossesTheirMeansAreUnknown()
    {
        Step step = handMade();
        auto& body = std::get<DetectionStep>(step.body);
        body.hasLosses = false;
        for (PictureRecord& picture : body.pictures)
            for (RoiRecord& roi : picture.rois)
                roi.classLoss = roi.boxLoss = std::numeric_limits<float>::quiet_NaN();
        const StepRow row = rowOf(step, 0);
        QVERIFY(std::isnan(row.meanLossAll) && std::isnan(row.lossShareSelected));
        QVERIFY(close(row.meanLossSelected, 5. / 3)); // what was learned is known
    }

    void nothingChosen()
    {
        Step step;
        const StepRow row = rowOf(step, 0);
        QCOMPARE(row.rois, 0);
        QVERIFY(std::isnan(row.meanLossAll) && std::isnan(row.meanLossSelected));
    }

    void causes_data()
    {
        QTest::addColumn<int>("label");
        QTest::addColumn<double>("iou");
        QTest::addColumn<int>("called");
        QTest::addColumn<int>("cause");
        const auto row = [](const char* name, int label, double iou, int called, KeptCause cause) {
            QTest::newRow(name) << label << iou << called << int(cause);
        };
        row("called background", 2, .7, 0, KeptCause::MissedObject);
        row("called nothing", 2, .7, -1, KeptCause::MissedObject);
        row("another class", 2, .7, 1, KeptCause::WrongClass);
        row("right class", 2, .7, 2, KeptCause::BoxOnly);
        row("near", 0, .4, 1, KeptCause::NearThreshold);
        row("at .3", 0, double(.3f), 1, KeptCause::NearThreshold);
        row("below .3", 0, .299, 0, KeptCause::FarBackground);
        row("no object in the picture", 0, 0, 3, KeptCause::FarBackground);
    }

    void causes()
    {
        QFETCH(int, label);
        QFETCH(double, iou);
        QFETCH(int, called);
        QFETCH(int, cause);
        RoiRecord roi;
        roi.label = label;
        roi.iou = float(iou);
        roi.top[0].label = called;
        QCOMPARE(int(keptCause(roi)), cause);
    }
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
