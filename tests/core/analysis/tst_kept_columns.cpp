#include "core/analysis/kept_columns.h"
#include "core/analysis/label_spreading.h"
#include "core/analysis/step_rates.h"

#include <QTest>

#include <cmath>
#include <stdexcept>

using namespace hardlens;

namespace {

StepRow row(int64_t step, int32_t missed, int32_t far)
{
    StepRow r;
    r.step = step;
    r.keptByCause[size_t(KeptCause::MissedObject)] = missed;
    r.keptByCause[size_t(KeptCause::FarBackground)] = far;
    return r;
}

} // namespace

class tst_kept_columns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsByHand();
    void boundedAndComplete();
    void spreadsLabels_data();
    void spreadsLabels();
    void watchingShareOfTheLastRows();
};

void tst_kept_columns::joinsByHand()
{
    KeptColumns kept(2);
    kept.append(row(1, 10, 0));
    kept.append(row(2, 20, 4));
    QCOMPARE(kept.columns().size(), size_t(2));
    // The third row has no room: columns of two rows, (10 + 20) / 2 = 15 and (0 + 4) / 2 = 2.
    kept.append(row(3, 6, 0));
    QCOMPARE(kept.rowsPerColumn(), int64_t(2));
    QCOMPARE(kept.columns().size(), size_t(2));
    QCOMPARE(kept.columns()[0].meanByCause[size_t(KeptCause::MissedObject)], 15.0);
    QCOMPARE(kept.columns()[0].total(), 17.0);
    QCOMPARE(kept.columns()[0].lastStep, int64_t(2));
    QCOMPARE(kept.columns()[1].rows, int64_t(1));
    kept.append(row(4, 8, 2)); // fills the unfinished one: 7 and 1
    QCOMPARE(kept.columns()[1].total(), 8.0);
    kept.append(row(5, 4, 0)); // (17 + 8) / 2 = 12.5; 4
    QCOMPARE(kept.rowsPerColumn(), int64_t(4));
    QCOMPARE(kept.columns()[0].total(), 12.5);
    QCOMPARE(kept.largestTotal(), 12.5);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, KeptColumns(1));
}

void tst_kept_columns::boundedAndComplete()
{
    KeptColumns kept(120);
    double sum = 0;
    for (int i = 1; i <= 12345; ++i) {
        kept.append(row(i, i % 7, 100 - i % 7));
        sum += 100;
        QVERIFY(kept.columns().size() <= 120);
    }
    double held = 0;
    int64_t next = 1;
    for (const KeptColumn& c : kept.columns()) {
        QCOMPARE(c.firstStep, next);
        next = c.lastStep + 1;
        held += c.total() * double(c.rows);
    }
    QCOMPARE(next, int64_t(12346));
    QVERIFY(std::abs(held - sum) < 1e-6 * sum);
    QVERIFY(kept.columns().size() > 60);
}

void tst_kept_columns::spreadsLabels_data()
{
    QTest::addColumn<QList<double>>("wanted");
    QTest::addColumn<QList<double>>("expected");
    // height 10 in [0, 100]
    QTest::newRow("none") << QList<double> {} << QList<double> {};
    QTest::newRow("apart") << QList<double> {20, 50} << QList<double> {20, 50};
    // Both move by 3: 45 + 10 = 55, mean of (48, 52) = 50.
    QTest::newRow("two overlap") << QList<double> {52, 48} << QList<double> {55, 45};
    QTest::newRow("equal keep their order") << QList<double> {50, 50} << QList<double> {45, 55};
    QTest::newRow("held at the end") << QList<double> {99, 99} << QList<double> {85, 95};
    QTest::newRow("held at the beginning") << QList<double> {-3} << QList<double> {5};
    // The pushed pair (45, 55) runs into the third at 60: their common block is 43.33, …: (48 + 42
    // + 40) / 3.
    QTest::newRow("a chain") << QList<double> {48, 52, 60}
                             << QList<double> {130 / 3.0, 160 / 3.0, 190 / 3.0};
}

void tst_kept_columns::spreadsLabels()
{
    QFETCH(QList<double>, wanted);
    QFETCH(QList<double>, expected);
    const std::vector<double> in(wanted.begin(), wanted.end());
    const std::vector<double> out = spreadLabels(in, 10, 0, 100);
    QCOMPARE(out.size(), size_t(expected.size()));
    for (size_t i = 0; i < out.size(); ++i)
        QVERIFY2(
            std::abs(out[i] - expected[qsizetype(i)]) < 1e-9, qPrintable(QString::number(out[i])));
}

void tst_kept_columns::watchingShareOfTheLastRows()
{
    History history;
    QVERIFY(std::isnan(watchingShare(history)));
    for (int i = 0; i < 3; ++i) {
        StepRow r;
        r.stepMs = 100;
        r.watchingMs = i == 0 ? 50 : 1;
        history.steps.append(r);
    }
    QCOMPARE(watchingShare(history, 2), 0.01); // 2 of 200
    QCOMPARE(watchingShare(history, 10), 52.0 / 300);
}

QTEST_GUILESS_MAIN(tst_kept_columns)
#include "tst_kept_columns.moc"
