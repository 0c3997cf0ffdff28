#include "core/analysis/roi_filter.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace hardlens;

namespace {

constexpr float noNumber = std::numeric_limits<float>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

RoiRecord roi(float classLoss, float boxLoss, Fate fate, int32_t label, float iou)
{
    RoiRecord r;
    r.classLoss = classLoss;
    r.boxLoss = boxLoss;
    r.decision.fate = fate;
    r.label = label;
    r.iou = iou;
    return r;
}

RoiRecord believing(int32_t label, float iou, int32_t predicted, float probability)
{
    RoiRecord r = roi(1, 0, Fate::Selected, label, iou);
    r.top = {ClassBelief {predicted, probability}, ClassBelief {0, 1 - probability},
        ClassBelief {.label = -1}};
    return r;
}

/// Losses 1, 3 | 3, none, 0.5; labels 0, 2 | 1, ignored, 0.
DetectionStep fiveRois()
{
    DetectionStep step;
    step.hasLosses = true;
    step.pictures.resize(2);
    step.pictures[0].rois
        = {roi(1, 0, Fate::BelowCut, 0, .2F), roi(2, 1, Fate::Selected, 2, .625F)};
    step.pictures[1].rois = {roi(2.5F, .5F, Fate::Suppressed, 1, .5F),
        roi(noNumber, noNumber, Fate::Ignored, ignoredLabel, .75F),
        roi(.5F, 0, Fate::BelowCut, 0, 0)};
    return step;
}

QString flags(const std::vector<uint8_t>& mask)
{
    QString text;
    for (const uint8_t flag : mask)
        text += flag ? '1' : '0';
    return text;
}

} // namespace

Q_DECLARE_METATYPE(RoiFilter)

class tst_roi_filter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void conditions_data();
    void conditions();
    void rankingLossIsTheStepsOwn();
    void classMeansLabelOrPrediction();
    void missingLabels();
    void hardestFirst();
    void fateSets();
};

void tst_roi_filter::conditions_data()
{
    QTest::addColumn<RoiFilter>("filter");
    QTest::addColumn<QString>("expected"); // losses 1, 3 | 3, none, 0.5
    QTest::newRow("none") << RoiFilter {} << "11111";
    QTest::newRow("loss, closed") << RoiFilter {.loss = ValueRange {1, 3}} << "11100";
    QTest::newRow("loss, from") << RoiFilter {.loss = ValueRange {1.01, infinity}} << "01100";
    QTest::newRow("any finite loss") << RoiFilter {.loss = ValueRange {0, infinity}} << "11101";
    QTest::newRow("background") << RoiFilter {.label = 0} << "10001";
    QTest::newRow("class") << RoiFilter {.label = 2} << "01000";
    QTest::newRow("fate") << RoiFilter {.fates = FateSet {Fate::BelowCut}} << "10001";
    QTest::newRow("fates") << RoiFilter {.fates = FateSet {Fate::Selected, Fate::Ignored}}
                           << "01010";
    QTest::newRow("no fate") << RoiFilter {.fates = FateSet {}} << "00000";
    QTest::newRow("IoU, closed") << RoiFilter {.iou = ValueRange {.5, .625}} << "01100";
    QTest::newRow("all conditions hold")
        << RoiFilter {.loss = ValueRange {1, 9}, .fates = FateSet {Fate::BelowCut}} << "10000";
    QTest::newRow("NaN bounds") << RoiFilter {.loss = ValueRange {double(noNumber), 9}} << "00000";
}

void tst_roi_filter::conditions()
{
    QFETCH(RoiFilter, filter);
    QFETCH(QString, expected);
    const DetectionStep step = fiveRois();
    const auto mask = roiMask(step, filter);
    QCOMPARE(flags(mask), expected);
    QCOMPARE(filter.isEmpty(), filter == RoiFilter {});
    // The ordered form holds the same RoIs.
    const auto places = passingRois(step, filter);
    QCOMPARE(std::ptrdiff_t(places.size()), std::ranges::count(mask, uint8_t(1)));
    for (const StepRoi& place : places)
        QVERIFY(mask[size_t(place.picture == 0 ? place.roi : 2 + place.roi)] == 1);
}

void tst_roi_filter::rankingLossIsTheStepsOwn()
{
    DetectionStep step = fiveRois();
    step.mining.rankingLoss = RankingLoss::ClassOnly; // 1, 2 | 2.5, none, 0.5
    QCOMPARE(flags(roiMask(step, {.loss = ValueRange {2.4, 9}})), "00100");
}

void tst_roi_filter::classMeansLabelOrPrediction()
{
    const auto meets
        = [](const RoiRecord& roi, int32_t label) { return passes({}, roi, {}, {.label = label}); };
    QVERIFY(meets(believing(0, 0, 3, .6F), 3));
    QVERIFY(meets(believing(0, 0, 3, .6F), 0));
    QVERIFY(!meets(believing(0, 0, 3, .6F), 1));
    // Zeros stand where the network was not asked: that is no belief in background.
    RoiRecord unasked = roi(1, 0, Fate::Selected, 2, .6F);
    unasked.top = {};
    QCOMPARE(predictedClass(unasked).label, -1);
    QVERIFY(!meets(unasked, 0));
}

void tst_roi_filter::missingLabels()
{
    // Sure of an object where nothing is annotated; not sure enough; sure of what is annotated.
    DetectionStep step;
    step.pictures.resize(1);
    PictureRecord& picture = step.pictures[0];
    picture.groundTruth = {{.box = {0, 0, 10, 10}, .label = 2}};
    picture.rois
        = {believing(0, 0, 2, .95F), believing(0, 0, 2, .85F), believing(0, .05F, 2, .95F)};
    for (const size_t i : {0, 1})
        picture.rois[i].box = picture.rois[i].decoded = {50, 50, 60, 60};
    picture.rois[2].box = {9, 9, 19, 19};
    picture.rois[2].decoded = {1, 0, 10, 10};
    QCOMPARE(flags(roiMask(step, {.labelMissing = true})), "100");
}

void tst_roi_filter::hardestFirst()
{
    // 3 of picture 0 before 3 of picture 1, the one without a loss last.
    const std::vector<StepRoi> expected {{0, 1}, {1, 0}, {0, 0}, {1, 2}, {1, 1}};
    QVERIFY(passingRois(fiveRois(), {}) == expected);
    QVERIFY(passingRois(DetectionStep {}, {}).empty());
}

void tst_roi_filter::fateSets()
{
    const FateSet set {Fate::Excluded, Fate::Selected};
    QVERIFY(set.contains(Fate::Selected));
    QVERIFY(set.contains(Fate::Excluded));
    QVERIFY(!set.contains(Fate::BelowCut));
    QVERIFY(set == (FateSet {Fate::Selected, Fate::Excluded}));
    QVERIFY(set != FateSet {Fate::Selected});
}

QTEST_GUILESS_MAIN(tst_roi_filter)
#include "tst_roi_filter.moc"
