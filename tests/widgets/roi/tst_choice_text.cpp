#include "widgets/roi/choice_text.h"

#include <QTest>

using namespace hardlens;

namespace {

/// Two RoIs with losses 3 and 1, of which the first is chosen.
DetectionStep stepWithTwoRois()
{
    DetectionStep step;
    step.hasLosses = true;
    PictureRecord& picture = step.pictures.emplace_back();
    for (const float loss : {3.F, 1.F}) {
        RoiRecord& roi = picture.rois.emplace_back();
        roi.classLoss = loss;
        roi.boxLoss = 0;
        roi.label = 0;
    }
    picture.rois[0].decision.fate = Fate::Selected;
    picture.rois[0].decision.weight = 1;
    return step;
}

} // namespace

class TestChoiceText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsKnown()
    {
        const DetectionStep step = stepWithTwoRois();
        QCOMPARE(choiceText(step, {}), QString("chosen hold 75 % of the loss"));
        const std::vector<PickComparison> first(1); // nothing is remembered yet
        QCOMPARE(choiceText(step, first), QString("chosen hold 75 % of the loss"));
        const std::vector<PickComparison> later {
            {.previousStep = 3, .returned = {{0, 1, 2}, {1, 1, 2}}, .overlap = 0.5},
            {.previousStep = 4, .returned = {}, .overlap = 0.25}};
        QCOMPARE(choiceText(step, later),
            QString("chosen hold 75 % of the loss · 2 had been easy · 38 % as last time"));
    }

    void isEmptyWhereNothingIsKnown()
    {
        DetectionStep step = stepWithTwoRois();
        step.hasLosses = false; // a sampler that needs none
        QVERIFY(choiceText(step, {}).isEmpty());
    }
};

QTEST_MAIN(TestChoiceText)
#include "tst_choice_text.moc"
