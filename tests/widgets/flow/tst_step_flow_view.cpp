#include "tests/widgets/roi/made_up_step.h"
#include "tests/widgets/shots.h"
#include "widgets/flow/flow_rows.h"
#include "widgets/flow/step_flow_view.h"

#include <QSignalSpy>
#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

StepFlow smallFlow()
{
    return {.step = 3,
        .roisOfPictures = {1000, 1000},
        .chosenOfPictures = {64, 51},
        .rois = 2000,
        .suppressed = 719,
        .left = 1281,
        .chosen = 115,
        .usesNms = true,
        .lossesOfAll = true,
        .milliseconds = {.dataWait = 50,
            .backbone = 30,
            .readOnly = 60,
            .select = 1,
            .learn = 40,
            .update = 4,
            .watching = 9},
        .bytesPeak = 412.4e6,
        .steps = 1};
}

QStringList namesOf(const FlowRow& row)
{
    QStringList names;
    for (const FlowStage& stage : row.stages)
        names << stage.name;
    return names;
}

QStringList countsOf(const FlowRow& row)
{
    QStringList counts;
    for (const FlowStage& stage : row.stages)
        counts << stage.count;
    return counts;
}

std::shared_ptr<const Step> stepOf(
    int64_t number, char implementation, const MadeUpOptions& options = {})
{
    Step step;
    step.header.step = number;
    step.header.implementation = implementation;
    const bool a = implementation == 'A';
    step.header.phases = {.dataWait = 0.2,
        .backbone = 31.2 + 0.1 * double(number),
        .readOnly = a ? 96 : 61.4,
        .select = 0.6,
        .learn = a ? 171.3 : 44.8,
        .update = 4.1};
    step.header.bytesPeak = a ? 1'310'000'000 : 212'000'000;
    step.body = *madeUpStep(options);
    return std::make_shared<const Step>(std::move(step));
}

} // namespace

class tst_step_flow_view : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::instance().choose(Theme::Choice::Dark); }
    void rowOfTwoPasses();
    void rowOfOneHead();
    void withoutLossesAndNms();
    void texts();
    void rowsFillAsStepsAreSeen();
    void numbersRestBetweenSteps();
    void everyTextHasRoom();
    void shots();
};

void tst_step_flow_view::rowOfTwoPasses()
{
    const FlowRow row = flowRow(StepForm::TwoPasses, smallFlow());
    QCOMPARE(namesOf(row),
        (QStringList {
            "conv", "read-only head", "loss", "NMS", "B/N", "head", "backward", "update"}));
    const QString thousand = QString::fromUtf8("2 × 1\u2009000");
    QCOMPARE(countsOf(row),
        (QStringList {"2 pictures", thousand, QString::fromUtf8("2\u2009000"), "−719", "64 + 51",
            "115", "115", "SGD"}));
    QVERIFY(row.stages[1].role == FlowStage::Role::ReadOnly);
    // What only waits, records or watches is no part of the figure: 30 + 60 + 1 + 40 + 4.
    QCOMPARE(row.milliseconds, 135.0);
    QCOMPARE(row.times[1].milliseconds, 60.0);
    QCOMPARE(row.times[1].first, size_t(1));
    QCOMPARE(row.times[1].last, size_t(2)); // head and loss were measured together
    QCOMPARE(row.times[3].share, 40 / 135.0);
    QCOMPARE(row.bytes, "412 MB");
}

void tst_step_flow_view::rowOfOneHead()
{
    const FlowRow row = flowRow(StepForm::OneHead, smallFlow());
    QCOMPARE(row.stages[1].name, "head");
    QVERIFY(row.stages[1].role == FlowStage::Role::Plain);
    QCOMPARE(row.stages[5].name, "zero the rest");
    QCOMPARE(row.stages[5].count, QString::fromUtf8("1\u2009885")); // 2000 - 115
    QCOMPARE(row.stages[6].count, QString::fromUtf8("2\u2009000")); // all rows go back
}

void tst_step_flow_view::withoutLossesAndNms()
{
    StepFlow flow = smallFlow();
    flow.usesNms = flow.lossesOfAll = false;
    flow.milliseconds = {};
    const FlowRow row = flowRow(StepForm::TwoPasses, flow);
    QCOMPARE(row.stages[1].count, "not run");
    QVERIFY(!row.stages[1].used);
    QCOMPARE(row.stages[2].count, "–");
    QCOMPARE(row.stages[3].count, "off");
    QCOMPARE(row.times[0].share, 0.0);
}

void tst_step_flow_view::texts()
{
    QCOMPARE(perPicture({}), "0");
    QCOMPARE(perPicture({64}), "1 × 64");
    QCOMPARE(perPicture({43, 43, 43}), "3 × 43");
    QCOMPARE(perPicture({43, 43, 42}), "128");
    QCOMPARE(bytesText(999.4e6), "999 MB");
    QCOMPARE(bytesText(1.31e9), "1.3 GB");
    QCOMPARE(bytesText(0), "0 MB");
}

void tst_step_flow_view::rowsFillAsStepsAreSeen()
{
    StepFlowView view;
    view.show();
    QVERIFY(!view.rows()->row(StepForm::TwoPasses));
    QVERIFY(view.note().isEmpty());
    view.setStep(stepOf(1, 'B'));
    QVERIFY(view.rows()->row(StepForm::TwoPasses));
    QVERIFY(!view.rows()->row(StepForm::OneHead));
    view.setStep(stepOf(2, 'A'));
    QTRY_VERIFY(view.rows()->row(StepForm::OneHead));
    QVERIFY(view.rows()->row(StepForm::TwoPasses)); // the newest of each stays
    QVERIFY(view.rows()->accessibleDescription().contains("Implementation A"));
    view.setStep(nullptr);
    QVERIFY(!view.rows()->row(StepForm::TwoPasses));
}

void tst_step_flow_view::numbersRestBetweenSteps()
{
    StepFlowView view;
    view.setStep(stepOf(1, 'B'));
    const double before = view.rows()->row(StepForm::TwoPasses)->milliseconds;
    for (int64_t i = 2; i < 6; ++i)
        view.setStep(stepOf(i, 'B'));
    QCOMPARE(view.rows()->row(StepForm::TwoPasses)->milliseconds, before);
    QCOMPARE(view.flows().of(StepForm::TwoPasses)->steps, 5);
    QTRY_VERIFY(view.rows()->row(StepForm::TwoPasses)->milliseconds > before);
}

void tst_step_flow_view::everyTextHasRoom()
{
    StepFlowView view;
    view.resize(900, view.sizeHint().height());
    view.show();
    view.setStep(stepOf(1, 'B', {.rois = 2000, .roisPerStep = 512}));
    view.setStep(stepOf(2, 'A', {.rois = 2000, .roisPerStep = 512}));
    QTRY_VERIFY(view.rows()->row(StepForm::OneHead));
    QVERIFY(view.rows()->fits(view.rows()->width()));
    QVERIFY(!view.rows()->fits(300));
    QVERIFY(!view.grab().isNull());
}

void tst_step_flow_view::shots()
{
    if (qEnvironmentVariableIsEmpty("HL_SHOTS"))
        QSKIP("HL_SHOTS names no folder");
    StepFlowView view;
    const QSize size(900, view.sizeHint().height());
    shoot(view, "flow-empty", size);
    view.setStep(stepOf(1, 'B'));
    shoot(view, "flow-b", size);
    view.setStep(stepOf(2, 'A'));
    QTRY_VERIFY(view.rows()->row(StepForm::OneHead));
    shoot(view, "flow", size);
    shoot(view, "flow-narrow", {560, size.height()});
}

QTEST_MAIN(tst_step_flow_view)
#include "tst_step_flow_view.moc"
