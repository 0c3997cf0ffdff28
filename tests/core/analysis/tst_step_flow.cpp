#include "core/analysis/step_flow.h"

#include <QTest>

using namespace hardlens;

namespace {

/// Two pictures: selected, suppressed, below the cut, excluded | selected, ignored.
Step smallStep(int64_t number, double readOnlyMs, char implementation = 'B')
{
    Step step;
    step.header.step = number;
    step.header.implementation = implementation;
    step.header.phases.readOnly = readOnlyMs;
    step.header.phases.update = 4;
    step.header.bytesPeak = 100 * number;
    DetectionStep body;
    body.hasLosses = true;
    body.pictures.resize(2);
    const auto add = [&](size_t picture, Fate fate) {
        RoiRecord roi;
        roi.decision.fate = fate;
        body.pictures[picture].rois.push_back(roi);
    };
    for (const Fate fate : {Fate::Selected, Fate::Suppressed, Fate::BelowCut, Fate::Excluded})
        add(0, fate);
    add(1, Fate::Selected);
    add(1, Fate::Ignored);
    step.body = body;
    return step;
}

} // namespace

class tst_step_flow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsByHand();
    void formsByImplementationAndSampler();
    void meansOfTheNewestSteps();
    void eachFormKeepsItsOwn();
    void anEarlierStepBeginsAnew();
};

void tst_step_flow::countsByHand()
{
    StepFlows flows;
    flows.add(smallStep(7, 60));
    QVERIFY(!flows.of(StepForm::OneHead));
    const StepFlow& flow = *flows.of(StepForm::TwoPasses);
    QCOMPARE(flow.step, 7);
    QCOMPARE(flow.roisOfPictures, (std::vector<int64_t> {4, 2}));
    QCOMPARE(flow.chosenOfPictures, (std::vector<int64_t> {1, 1}));
    QCOMPARE(flow.rois, 6);
    QCOMPARE(flow.suppressed, 1);
    QCOMPARE(flow.left, 3); // 6 less one each suppressed, excluded, ignored
    QCOMPARE(flow.chosen, 2);
    QVERIFY(flow.usesNms);
    QVERIFY(flow.lossesOfAll);
    QCOMPARE(flow.milliseconds.total(), 64.0);
    QCOMPARE(flow.bytesPeak, 700.0);
}

void tst_step_flow::formsByImplementationAndSampler()
{
    Step step = smallStep(1, 1);
    QVERIFY(stepForm(step) == StepForm::TwoPasses);
    step.header.implementation = 'A';
    QVERIFY(stepForm(step) == StepForm::OneHead);
    step.header.implementation = 'B';
    auto& mining = std::get<DetectionStep>(step.body).mining;
    mining.sampler = SamplerKind::Focal;
    QVERIFY(stepForm(step) == StepForm::OneHead);
    mining.sampler = SamplerKind::Heuristic;
    QVERIFY(stepForm(step) == StepForm::TwoPasses);
    StepFlows flows;
    flows.add(step);
    QVERIFY(!flows.of(StepForm::TwoPasses)->usesNms);
}

void tst_step_flow::meansOfTheNewestSteps()
{
    StepFlows flows;
    flows.add(smallStep(1, 1000)); // the eleventh from the end: forgotten
    for (int64_t i = 2; i <= 11; ++i)
        flows.add(smallStep(i, double(i)));
    flows.add(smallStep(11, 5000)); // the same step: published twice
    const StepFlow& flow = *flows.of(StepForm::TwoPasses);
    QCOMPARE(flow.steps, 10);
    QCOMPARE(flow.milliseconds.readOnly, 6.5); // (2 + ... + 11) / 10
    QVERIFY(std::abs(flow.milliseconds.update - 4) < 1e-12);
    QVERIFY(std::abs(flow.bytesPeak - 650) < 1e-9);
}

void tst_step_flow::eachFormKeepsItsOwn()
{
    StepFlows flows;
    flows.add(smallStep(1, 10));
    flows.add(smallStep(2, 90, 'A'));
    QCOMPARE(flows.of(StepForm::TwoPasses)->milliseconds.readOnly, 10.0);
    QCOMPARE(flows.of(StepForm::OneHead)->milliseconds.readOnly, 90.0);
    QCOMPARE(flows.of(StepForm::OneHead)->step, 2);
}

void tst_step_flow::anEarlierStepBeginsAnew()
{
    StepFlows flows;
    flows.add(smallStep(5, 10, 'A'));
    flows.add(smallStep(6, 10));
    flows.add(smallStep(1, 30));
    QVERIFY(!flows.of(StepForm::OneHead));
    QCOMPARE(flows.of(StepForm::TwoPasses)->milliseconds.readOnly, 30.0);
    QCOMPARE(flows.of(StepForm::TwoPasses)->steps, 1);
}

QTEST_GUILESS_MAIN(tst_step_flow)
#include "tst_step_flow.moc"
