#include "core/analysis/collapse.h"

#include <QTest>

using namespace hardlens;

namespace {

constexpr double margin = 0.2;

void add(History& history, float loss, int32_t active, float negativeDistance, int times = 1)
{
    for (int i = 0; i < times; ++i) {
        StepRow row;
        row.step = int64_t(history.steps.size()) + 1;
        row.embedding = {.items = 120,
            .draws = 480,
            .loss = loss,
            .activePositives = active,
            .activeNegatives = active,
            .negativeDistance = negativeDistance};
        history.steps.append(row);
    }
}

} // namespace

class tst_collapse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundRun();
    void lossAtMargin();
    void aBreakBeginsAgain();
    void noDistance();
    void otherRuns();
};

void tst_collapse::soundRun()
{
    QVERIFY(!collapseOf({}, margin));
    History history;
    add(history, 0.31f, 480, 0.9f, 40);  // all active, but the loss is no α
    add(history, 0.2f, 479, 0.9f, 40);   // one draw is not active
    add(history, 0.203f, 480, 0.9f, 40); // 1.5 % away
    QVERIFY(!collapseOf(history, margin));
}

void tst_collapse::lossAtMargin()
{
    History history;
    add(history, 0.4f, 480, 0.9f, 75);
    add(history, 0.2f, 480, 0.06f, 10);
    add(history, 0.2019f, 480, 0.06f, 9);  // 0.95 % away
    QVERIFY(!collapseOf(history, margin)); // 19 steps
    add(history, 0.1981f, 480, 0.06f);
    QCOMPARE(collapseOf(history, margin), (Collapse {Collapse::Sign::LossAtMargin, 76}));
    QCOMPARE(textOf(*collapseOf(history, margin)),
        std::string("Collapsed since step 76: every term is active, the loss stands at α"));
    QVERIFY(!collapseOf(history, 0.4)); // another α
    QVERIFY(!collapseOf(history, 0));
    QVERIFY(!collapseOf(history, EmbeddingScalars::none));
}

void tst_collapse::aBreakBeginsAgain()
{
    History history;
    add(history, 0.2f, 480, 0.06f, 30);
    add(history, 0.25f, 480, 0.06f);
    QVERIFY(!collapseOf(history, margin));
    add(history, 0.2f, 480, 0.06f, 20);
    QCOMPARE(collapseOf(history, margin)->since, int64_t(32));
}

void tst_collapse::noDistance()
{
    History history;
    add(history, 0.2f, 480, 0.06f, 30);
    add(history, 0.9f, 400, 0.049f, 2);
    QCOMPARE(collapseOf(history, margin), (Collapse {Collapse::Sign::NoDistance, 31}));
    QCOMPARE(collapseOf(history, 0)->since, int64_t(31)); // needs no α
    add(history, 0.9f, 400, 0.05f);
    QVERIFY(!collapseOf(history, margin));
}

void tst_collapse::otherRuns()
{
    History history;
    for (int i = 0; i < 30; ++i) {
        StepRow row; // of a detector: no distances, no draws
        row.step = i + 1;
        history.steps.append(row);
    }
    QVERIFY(!collapseOf(history, margin));
}

QTEST_GUILESS_MAIN(tst_collapse)
#include "tst_collapse.moc"
