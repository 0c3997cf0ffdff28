#include "core/analysis/roi_past.h"

#include <QTest>

using namespace hardlens;

namespace {

RoiRecord roiOf(int32_t proposal, float classLoss, float boxLoss, Fate fate)
{
    RoiRecord roi {.proposal = proposal, .classLoss = classLoss, .boxLoss = boxLoss};
    roi.decision.fate = fate;
    return roi;
}

/// Picture 5, of which proposal 1 was left out, and picture 6; quotas of their own.
Step handMade()
{
    PictureRecord first, second;
    first.picture.contentId = 5;
    first.rois = {roiOf(0, 1, 0, Fate::Selected), roiOf(2, .25f, .5f, Fate::BelowCut),
        roiOf(-1, 3, 0, Fate::Selected)};
    second.picture.contentId = 6;
    second.rois = {roiOf(0, 2, 0, Fate::Selected)};
    DetectionStep body;
    body.hasLosses = true;
    body.pictures = {first, second};
    body.quotas = {{.quota = 2, .kept = 2, .cut = 1.f}, {.quota = 2, .kept = 1}};
    return {.header = {.step = 40}, .body = body};
}

std::shared_ptr<const StepChoices> choicesWith(int64_t step, const std::vector<uint64_t>& pictures)
{
    auto choices = std::make_shared<StepChoices>();
    choices->step = step;
    for (const uint64_t id : pictures)
        choices->pictures.push_back({.picture = {.contentId = id}});
    return choices;
}

} // namespace

class TestRoiPast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void momentByHand()
    {
        const auto moment = momentOf(handMade(), 5, 2);
        QVERIFY(moment);
        QCOMPARE(moment->step, int64_t {40});
        QCOMPARE(moment->loss, .75f);
        QVERIFY(moment->cut == 1.f);
        QVERIFY(moment->fate == Fate::BelowCut);
        const auto other = momentOf(handMade(), 6, 0); // where its number is its place
        QVERIFY(other && other->loss == 2 && !other->cut && other->fate == Fate::Selected);
    }

    void lossIsThatOfTheRanking()
    {
        Step step = handMade();
        std::get<DetectionStep>(step.body).mining.rankingLoss = RankingLoss::ClassOnly;
        QCOMPARE(momentOf(step, 5, 2)->loss, .25f);
    }

    void noMoment()
    {
        QVERIFY(!momentOf(handMade(), 7, 0));  // the picture is not in it
        QVERIFY(!momentOf(handMade(), 5, 1));  // the proposal is not
        QVERIFY(!momentOf(handMade(), 5, -1)); // jittered: another RoI each time
        QVERIFY(!momentOf(handMade(), 6, 1000000));
    }

    void stepsOfAPicture()
    {
        History history;
        history.choices.append(choicesWith(3, {5, 6}));
        history.choices.append(choicesWith(4, {7, 8}));
        history.choices.append(choicesWith(9, {8, 5}));
        history.choices.append(choicesWith(10, {5, 5})); // twice in one step
        QCOMPARE(stepsWithPicture(history, 5), (std::vector<int64_t> {3, 9, 10}));
        QCOMPARE(stepsWithPicture(history, 8), (std::vector<int64_t> {4, 9}));
        QVERIFY(stepsWithPicture(history, 1).empty());
        QVERIFY(stepsWithPicture({}, 5).empty());
    }
};

QTEST_GUILESS_MAIN(TestRoiPast)
#include "tst_roi_past.moc"
