#include "core/records/step_choices.h"
#include "tests/support/made_up_step.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

RoiRecord roiOf(int32_t label, int32_t matched, float classLoss, float boxLoss, Fate fate)
{
    RoiRecord roi;
    roi.label = label;
    roi.matched = matched;
    roi.classLoss = classLoss;
    roi.boxLoss = boxLoss;
    roi.decision.fate = fate;
    return roi;
}

/// A picture of a cat (0), a crowd (1) and two dogs (2, 3), the last without a RoI; and one without
/// objects.
Step handMade()
{
    PictureRecord first, second;
    first.picture = test::madeUpPicture(5);
    first.groundTruth = {
        {{0, 0, 9, 9}, 1}, {{0, 0, 5, 5}, 2, true, true}, {{20, 0, 30, 9}, 2}, {{40, 0, 50, 9}, 2}};
    first.rois = {
        roiOf(1, 0, 2, 1, Fate::Selected),             // cat: 3
        roiOf(1, 0, .5f, .5f, Fate::Suppressed),       // cat: 1
        roiOf(2, 2, .25f, .25f, Fate::BelowCut),       // dog: .5
        roiOf(0, 2, 1.5f, 0, Fate::Selected),          // background beside the dog
        roiOf(0, -1, .5f, 0, Fate::NotDrawn),          // background
        roiOf(ignoredLabel, 1, 100, 0, Fate::Ignored), // the crowd
    };
    second.picture = test::madeUpPicture(6);
    second.rois = {roiOf(0, -1, .25f, 0, Fate::BelowCut)};
    DetectionStep body;
    body.hasLosses = true;
    body.pictures = {first, second};
    return {.header = {.step = 7}, .body = body};
}

} // namespace

class TestStepChoices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand()
    {
        const StepChoices choices = choicesOf(handMade());
        QCOMPARE(choices.step, int64_t {7});
        QCOMPARE(choices.pictures.size(), size_t {2});
        const PictureChoices& picture = choices.pictures[0];
        QCOMPARE(picture.picture.contentId, uint64_t {5});
        QCOMPARE(picture.picture.name, std::string("picture 5.jpg"));
        QCOMPARE(picture.rois, 5);
        QCOMPARE(picture.selected, 2);
        QCOMPARE(picture.selectedForeground, 1);
        QCOMPARE(picture.meanLoss, 1.3f); // (3 + 1 + .5 + 1.5 + .5) / 5
        QCOMPARE(picture.highestLoss, 3.f);

        QCOMPARE(picture.objects.size(), size_t {3});
        const ObjectChoices &cat = picture.objects[0], &dog = picture.objects[1],
                            &other = picture.objects[2];
        QCOMPARE(cat.object, 0);
        QCOMPARE(cat.label, 1);
        QCOMPARE(cat.box, (Box {0, 0, 9, 9}));
        QCOMPARE(cat.rois, 2);
        QCOMPARE(cat.selected, 1);
        QCOMPARE(cat.meanLoss, 2.f);
        QCOMPARE(cat.highestLoss, 3.f);
        QCOMPARE(dog.object, 2);
        QCOMPARE(dog.label, 2);
        QCOMPARE(dog.box, (Box {20, 0, 30, 9}));
        QCOMPARE(dog.rois, 1); // the background beside it is none of its
        QCOMPARE(dog.selected, 0);
        QCOMPARE(dog.meanLoss, .5f);
        QCOMPARE(other.object, 3);
        QCOMPARE(other.rois, 0);
        QVERIFY(std::isnan(other.meanLoss) && std::isnan(other.highestLoss));

        QVERIFY(choices.pictures[1].objects.empty());
        QCOMPARE(choices.pictures[1].highestLoss, .25f);
    }

    // The loss that RoIs are ranked by: here that of the class alone.
    void lossesAreThoseOfTheRanking()
    {
        Step step = handMade();
        std::get<DetectionStep>(step.body).mining.rankingLoss = RankingLoss::ClassOnly;
        const PictureChoices picture = choicesOf(step).pictures[0];
        QCOMPARE(picture.meanLoss, .95f); // (2 + .5 + .25 + 1.5 + .5) / 5
        QCOMPARE(picture.objects[0].highestLoss, 2.f);
    }

    void withoutLossesTheyAreUnknown()
    {
        Step step = handMade();
        auto& body = std::get<DetectionStep>(step.body);
        body.hasLosses = false;
        for (PictureRecord& picture : body.pictures)
            for (RoiRecord& roi : picture.rois)
                roi.classLoss = roi.boxLoss = std::numeric_limits<float>::quiet_NaN();
        const PictureChoices picture = choicesOf(step).pictures[0];
        QCOMPARE(picture.selected, 2);
        QVERIFY(std::isnan(picture.meanLoss) && std::isnan(picture.highestLoss));
        QVERIFY(std::isnan(picture.objects[0].meanLoss));
    }

    void nothing() { QVERIFY(choicesOf(Step {}).pictures.empty()); }
};

QTEST_GUILESS_MAIN(TestStepChoices)
#include "tst_step_choices.moc"
