#include "core/analysis/empty_rows.h"

#include <QTest>

using namespace hardlens;

class TestEmptyRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhereMostAreEmptyForLong()
    {
        History history;
        QVERIFY(!emptyRowsOf(history));
        add(history, 60, 100); // half of them are not most
        QVERIFY(!emptyRowsOf(history));
        add(history, 61, 19);
        QVERIFY(!emptyRowsOf(history));
        add(history, 118, 1);
        QCOMPARE(emptyRowsOf(history), (std::optional<EmptyRows> {{101, 118, 120}}));
        QCOMPARE(textOf(*emptyRowsOf(history), "their pairs are left out"),
            std::string("Most anchors have had no candidate since step 101 (118 of 120 rows now): "
                        "their pairs are left out"));
        add(history, 60, 1);
        QVERIFY(!emptyRowsOf(history));
    }

    void stepsOfADetectorHaveNoRows()
    {
        History history;
        for (int i = 1; i <= 30; ++i)
            history.steps.append({.step = i});
        QVERIFY(!emptyRowsOf(history));
    }

private:
    static void add(History& history, int32_t empty, int times)
    {
        for (int i = 0; i < times; ++i)
            history.steps.append({.step = int64_t(history.steps.size()) + 1,
                .embedding = {.items = 120, .rows = 120, .emptyRows = empty}});
    }
};

QTEST_GUILESS_MAIN(TestEmptyRows)
#include "tst_empty_rows.moc"
