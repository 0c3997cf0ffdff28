#include "core/analysis/chosen_loss.h"
#include "core/records/history.h"
#include "tests/support/made_up_record.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

class TestChosenLoss : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand()
    {
        // Losses 3, 4, 1, .5, 2 (.1f + 1.9f is not quite 2); NMS leaves 4, 2, 1 and B = 2 takes 4
        // and 2: 6 of 10.5.
        const auto step
            = test::recordOf(test::twoPairs(), {.picturesPerStep = 1, .roisPerStep = 2});
        const ChosenLoss loss = chosenLoss(step);
        QCOMPARE(float(loss.all), 10.5f);
        QCOMPARE(float(loss.chosen), 6.f);
        QCOMPARE(loss.weight, 2.);
        QCOMPARE(float(loss.share()), float(6 / 10.5));
        QCOMPARE(float(loss.mean()), 3.f);
    }

    void weightsCount()
    {
        DetectionStep step;
        step.pictures.resize(2);
        RoiRecord roi;
        roi.classLoss = 2;
        roi.boxLoss = 1;
        roi.decision = {.fate = Fate::Selected, .weight = .25f};
        step.pictures[0].rois = {roi};
        roi.classLoss = 5;
        roi.decision.weight = .75f;
        step.pictures[1].rois = {roi};
        // .25 * 3 + .75 * 6 = 5.25 of 9, over a weight of 1
        const ChosenLoss loss = chosenLoss(step);
        QCOMPARE(loss.share(), 5.25 / 9);
        QCOMPARE(loss.mean(), 5.25);
        QCOMPARE(chosenLoss(step.pictures[1]).mean(), 6.);
    }

    void agreesWithTheHistory()
    {
        for (const auto sampler : {SamplerKind::Ohem, SamplerKind::Heuristic, SamplerKind::Focal}) {
            auto table = test::madeUpRois(5, {80, 0, 60});
            table.labels[3] = ignoredLabel;
            Step step;
            step.body = test::recordOf(table,
                {.sampler = sampler, .picturesPerStep = 3, .roisPerStep = 30, .backgroundLow = .1});
            const float share = rowOf(step, 0).lossShareSelected;
            QVERIFY(share > 0 && share < 1);
            QCOMPARE(float(chosenLoss(step.detection()).share()), share);
        }
    }

    void withoutLossesThereIsNone()
    {
        const auto step = test::recordOf(test::twoPairs(),
            {.sampler = SamplerKind::Heuristic, .picturesPerStep = 1, .roisPerStep = 2}, {}, false);
        QVERIFY(std::isnan(chosenLoss(step).share()));
        QVERIFY(std::isnan(chosenLoss(step).mean()));
        QVERIFY(std::isnan(chosenLoss(DetectionStep {}).mean()));
    }

    void ignoredAndBrokenLossesAreLeftOut()
    {
        auto table = test::twoPairs();
        table.labels[1] = ignoredLabel; // 4
        table.classLosses[2] = std::numeric_limits<float>::infinity();
        const auto step = test::recordOf(table, {.picturesPerStep = 1, .roisPerStep = 1});
        // 3, .5 and 2 are left; 3 is chosen.
        QCOMPARE(float(chosenLoss(step).all), 5.5f);
        QCOMPARE(chosenLoss(step).chosen, 3.);
    }
};

QTEST_GUILESS_MAIN(TestChosenLoss)
#include "tst_chosen_loss.moc"
