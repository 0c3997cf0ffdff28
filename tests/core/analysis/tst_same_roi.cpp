#include "core/analysis/same_roi.h"

#include <QTest>

using namespace hardlens;

namespace {

PictureRecord picture(uint64_t id, bool flipped, std::vector<RoiRecord> rois)
{
    PictureRecord record;
    record.picture = {.contentId = id, .name = "p", .flipped = flipped};
    record.rois = std::move(rois);
    return record;
}

RoiRecord roi(int32_t proposal, Box box = {0, 0, 10, 10})
{
    RoiRecord record;
    record.proposal = proposal;
    record.box = box;
    return record;
}

} // namespace

class TestSameRoi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pictureByContentAndFlip()
    {
        DetectionStep a, b;
        a.pictures = {picture(1, false, {}), picture(2, false, {}), picture(2, true, {})};
        b.pictures = {picture(2, true, {}), picture(2, false, {}), picture(3, false, {})};
        QCOMPARE(samePictureIn(a, 1, b), std::optional(1));
        QCOMPARE(samePictureIn(a, 2, b), std::optional(0));
        QVERIFY(!samePictureIn(a, 0, b));
        QVERIFY(!samePictureIn(a, 3, b));
        QVERIFY(!samePictureIn(a, -1, b));
    }

    void aPictureThatIsThereTwiceIsTheOneInTheSamePlace()
    {
        DetectionStep a;
        a.pictures = {picture(1, false, {}), picture(1, false, {})};
        QCOMPARE(samePictureIn(a, 1, a), std::optional(1));
    }

    void proposalsByNumber()
    {
        DetectionStep a, b;
        a.pictures = {picture(1, false, {roi(5), roi(6), roi(7)})};
        b.pictures = {picture(9, false, {}), picture(1, false, {roi(7), roi(6, {1, 2, 3, 4})})};
        // Its number is what counts, wherever it stands and whatever its box.
        QCOMPARE(sameRoiIn(a, {0, 1}, b), std::optional(StepRoi {1, 1}));
        QCOMPARE(sameRoiIn(a, {0, 2}, b), std::optional(StepRoi {1, 0}));
        QVERIFY(!sameRoiIn(a, {0, 0}, b));
        QVERIFY(!sameRoiIn(a, {0, 3}, b));
        QVERIFY(!sameRoiIn(a, {0, -1}, b));
    }

    void jitteredOnesByPlaceAndBox()
    {
        DetectionStep a, b;
        a.pictures = {picture(1, false, {roi(-1), roi(-1, {1, 1, 9, 9}), roi(-1)})};
        b.pictures = {picture(1, false, {roi(-1), roi(-1, {1, 1, 9, 8}), roi(4)})};
        QCOMPARE(sameRoiIn(a, {0, 0}, b), std::optional(StepRoi {0, 0}));
        QVERIFY(!sameRoiIn(a, {0, 1}, b)); // another box
        QVERIFY(!sameRoiIn(a, {0, 2}, b)); // a proposal
    }
};

QTEST_GUILESS_MAIN(TestSameRoi)
#include "tst_same_roi.moc"
