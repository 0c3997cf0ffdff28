#include "core/analysis/fork_comparison.h"
#include "tests/support/made_up_step.h"

#include <QTest>

#include <cmath>
#include <functional>

using namespace hardlens;

namespace {

using Change = std::function<void(Step&)>;

/// One picture with five RoIs of losses 3, 4, 1, .5 and 2, of which some are chosen.
Step fiveRois(const std::vector<size_t>& chosen)
{
    Step step;
    step.header.step = 413;
    step.header.phases.learn = 100;
    DetectionStep body;
    body.key = {.seed = 7, .step = 413};
    body.hasLosses = true;
    PictureRecord picture;
    picture.picture = {.contentId = 1, .name = "five", .width = 100, .height = 100};
    picture.groundTruth = {{.box = {0, 0, 20, 20}, .label = 1}};
    const float losses[] = {3, 4, 1, .5f, 2};
    for (int i = 0; i < 5; ++i) {
        RoiRecord roi;
        roi.proposal = i;
        roi.box = {float(i), 0, float(i) + 10, 10};
        roi.label = i == 1; // the second is foreground
        roi.classLoss = losses[i];
        roi.boxLoss = 0;
        roi.decision.fate = Fate::BelowCut;
        picture.rois.push_back(roi);
    }
    picture.rois[2].decision.fate = Fate::Suppressed;
    for (const size_t i : chosen) {
        picture.rois[i].decision = {.fate = Fate::Selected, .weight = 1};
        picture.rois[i].learnedClassLoss = picture.rois[i].classLoss;
        picture.rois[i].learnedBoxLoss = 0;
    }
    body.pictures = {picture};
    body.quotas = {{.quota = 2, .duplicatesOfTop = 1}};
    step.body = body;
    return step;
}

std::shared_ptr<const Step> shared(Step step)
{
    return std::make_shared<const Step>(std::move(step));
}

History historyOf(int64_t steps)
{
    History history;
    for (int64_t i = 1; i <= steps; ++i)
        history.steps.append({.step = i, .stepMs = double(i), .selected = int32_t(i)});
    for (const int64_t at : {100, 200, 300})
        if (at <= steps)
            history.evaluations.append(std::make_shared<const Evaluation>(
                Evaluation {.step = at, .meanAveragePrecision = double(at) / 1000}));
    return history;
}

} // namespace

class TestForkComparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresByHand()
    {
        const std::vector steps {shared(fiveRois({0, 1}))};
        const auto variants = compareVariants(steps, std::vector<History>(1));
        const VariantFigures& f = variants[0].figures;
        QCOMPARE(f.step, int64_t(413));
        QCOMPARE(f.meanLossAll, double(2.1f)); // (3 + 4 + 1 + .5 + 2) / 5
        QCOMPARE(f.meanLossChosen, 3.5);       // (3 + 4) / 2
        QCOMPARE(f.lossShareChosen, double(float(7 / 10.5)));
        QCOMPARE(f.chosen, 2.);
        QCOMPARE(f.chosenForeground, 1.);
        QCOMPARE(f.suppressed, 1.);
        QCOMPARE(f.duplicatesOfTop, 1.);
        QCOMPARE(f.stepMs, 100.); // no history: its own
        QVERIFY(std::isnan(f.meanAveragePrecision));
        QCOMPARE(f.evaluatedStep, int64_t(0));
    }

    void choicesByHand()
    {
        // {0, 1} and {1, 4}: 1 in both, 3 in either.
        const Step a = fiveRois({0, 1}), b = fiveRois({1, 4});
        const ChoiceComparison c = compareChoices(a.detection(), b.detection());
        QCOMPARE(c.both, int64_t(1));
        QCOMPARE(c.onlyHere, int64_t(1));
        QCOMPARE(c.onlyThere, int64_t(1));
        QCOMPARE(*c.overlap, 1. / 3);
        // {0, 1} and {0, 1, 3}
        const ChoiceComparison more
            = compareChoices(a.detection(), fiveRois({0, 1, 3}).detection());
        QCOMPARE(more.both, int64_t(2));
        QCOMPARE(more.onlyHere, int64_t(1));
        QCOMPARE(more.onlyThere, int64_t(0));
        QCOMPARE(*more.overlap, 2. / 3);
        QVERIFY(!compareChoices(fiveRois({}).detection(), fiveRois({}).detection()).overlap);
    }

    void jitteredRoisAndOtherPicturesCount()
    {
        Step a = fiveRois({0, 1}), b = fiveRois({0, 1});
        for (Step* step : {&a, &b})
            std::get<DetectionStep>(step->body).pictures[0].rois[0].proposal = -1;
        QCOMPARE(compareChoices(a.detection(), b.detection()).both, int64_t(2));
        // Jittered elsewhere, it is another RoI.
        std::get<DetectionStep>(b.body).pictures[0].rois[0].box.x2 = 50;
        const ChoiceComparison c = compareChoices(a.detection(), b.detection());
        QCOMPARE(c.both, int64_t(1));
        QCOMPARE(c.onlyHere, int64_t(1));
        QCOMPARE(c.onlyThere, int64_t(1));
        QCOMPARE(*c.overlap, 1. / 3);
        std::get<DetectionStep>(b.body).pictures[0].picture.contentId = 2;
        QCOMPARE(compareChoices(a.detection(), b.detection()).both, int64_t(0));
    }

    void aMadeUpStepAgreesWithItself()
    {
        const Step step = test::madeUpStep(3);
        const ChoiceComparison c = compareChoices(step.detection(), step.detection());
        QCOMPARE(c.both, int64_t(128));
        QCOMPARE(*c.overlap, 1.);
        QVERIFY(compareUpToTheChoice(step, step).isSameUpToTheChoice);
    }

    void theChoiceAloneMakesNoDifference()
    {
        Step b = fiveRois({1, 4});
        b.header.phases.learn = 7;
        std::get<DetectionStep>(b.body).mining.useNms = false;
        const Sameness same = compareUpToTheChoice(fiveRois({0, 1}), b);
        QVERIFY(same.isSameUpToTheChoice);
        QVERIFY(same.lossesCompared);
        QVERIFY(same.firstDifference.empty());
    }

    void firstDifference_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<std::string>("difference");
        const auto body = [](Step& s) -> DetectionStep& { return std::get<DetectionStep>(s.body); };
        const auto row = [](const char* name, Change change, const char* difference) {
            QTest::newRow(name) << std::move(change) << std::string(difference);
        };
        const auto roi = [=](Step& s) -> RoiRecord& { return body(s).pictures[0].rois[3]; };
        row(
            "step", [](Step& s) { s.header.step = 414; }, "step");
        row(
            "key", [=](Step& s) { body(s).key.seed = 8; }, "random key");
        row(
            "flip", [=](Step& s) { body(s).pictures[0].picture.flipped = true; }, "picture 1");
        row(
            "object", [=](Step& s) { body(s).pictures[0].groundTruth[0].label = 2; },
            "objects of picture 1");
        row(
            "fewer RoIs", [=](Step& s) { body(s).pictures[0].rois.pop_back(); },
            "number of RoIs of picture 1");
        row(
            "fewer pictures", [=](Step& s) { body(s).pictures.clear(); }, "number of pictures");
        row(
            "proposal", [=](Step& s) { roi(s).proposal = 9; }, "box of RoI 4 of picture 1");
        row(
            "last bit of a box",
            [=](Step& s) { roi(s).box.x2 = std::nextafter(roi(s).box.x2, 99.f); },
            "box of RoI 4 of picture 1");
        row(
            "label", [=](Step& s) { roi(s).label = 1; }, "label of RoI 4 of picture 1");
        row(
            "last bit of a loss", [=](Step& s) { roi(s).classLoss = std::nextafter(.5f, 1.f); },
            "losses of RoI 4 of picture 1");
        row(
            "sign of zero", [=](Step& s) { roi(s).boxLoss = -0.f; },
            "losses of RoI 4 of picture 1");
    }

    void firstDifference()
    {
        QFETCH(Change, change);
        QFETCH(std::string, difference);
        Step b = fiveRois({1, 4});
        change(b);
        const Sameness same = compareUpToTheChoice(fiveRois({0, 1}), b);
        QVERIFY(!same.isSameUpToTheChoice);
        QCOMPARE(same.firstDifference, difference);
    }

    void lossesThatWereNotComputedAreNotCompared()
    {
        Step b = fiveRois({1, 4});
        auto& body = std::get<DetectionStep>(b.body);
        body.hasLosses = false;
        for (RoiRecord& roi : body.pictures[0].rois)
            roi.classLoss = roi.boxLoss = std::nanf("");
        const Sameness same = compareUpToTheChoice(fiveRois({0, 1}), b);
        QVERIFY(same.isSameUpToTheChoice);
        QVERIFY(!same.lossesCompared);
    }

    void theHistoryFillsIn()
    {
        // The body of the second is not kept; its row of step 413 is.
        const std::vector<std::shared_ptr<const Step>> steps {shared(fiveRois({0, 1})), nullptr};
        const std::vector histories {historyOf(500), historyOf(450)};
        const auto variants = compareVariants(steps, histories);
        QCOMPARE(variants[1].figures.step, int64_t(413));
        QCOMPARE(variants[1].figures.chosen, 413.);
        QCOMPARE(variants[1].figures.stepMs, 388.5); // mean of 364 … 413
        QCOMPARE(variants[1].figures.meanAveragePrecision, .3);
        QCOMPARE(variants[1].figures.evaluatedStep, int64_t(300));
        QVERIFY(!variants[1].choice);
        QVERIFY(!variants[1].sameness);
        QCOMPARE(variants[0].choice->both, int64_t(2)); // with itself
        // One that has not come so far knows nothing of it.
        const auto late = compareVariants(steps, std::vector {historyOf(500), historyOf(412)});
        QCOMPARE(late[1].figures.step, int64_t(0));
        QVERIFY(std::isnan(late[1].figures.chosen));
        // Without any step the newest row is meant.
        const std::vector<std::shared_ptr<const Step>> none(2);
        const auto newest = compareVariants(none, histories);
        QCOMPARE(newest[0].figures.step, int64_t(500));
        QCOMPARE(newest[1].figures.step, int64_t(450));
    }

    void theEvaluationIsNoneOfLaterSteps()
    {
        Step early = fiveRois({0, 1});
        early.header.step = 250;
        const auto variants
            = compareVariants(std::vector {shared(early)}, std::vector {historyOf(500)});
        QCOMPARE(variants[0].figures.evaluatedStep, int64_t(200));
    }

    void oneHistoryForEachStep()
    {
        const std::vector<std::shared_ptr<const Step>> two(2);
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, compareVariants(two, std::vector<History>(1)));
        QVERIFY(compareVariants({}, {}).empty());
    }
};

QTEST_GUILESS_MAIN(TestForkComparison)
#include "tst_fork_comparison.moc"
