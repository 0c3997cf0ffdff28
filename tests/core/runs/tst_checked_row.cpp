#include "core/runs/checked_row.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

namespace {

SQLite::Database table()
{
    SQLite::Database file(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    file.exec("CREATE TABLE t (a INTEGER PRIMARY KEY, b REAL, c TEXT, d BLOB, crc INTEGER)");
    return file;
}

const std::vector<std::string> columnsOfT {"a", "b", "c", "d"};

} // namespace

class TestCheckedRow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The rule of README.md, by hand.
    void checksumOfARow()
    {
        SQLite::Database file = table();
        RowWriter(file, "t", columnsOfT)(
            int64_t {258}, 1., std::string("xy"), Blob {std::byte {9}});
        std::vector<std::byte> bytes;
        const std::vector<int> expected {2, 1, 0, 0, 0, 0, 0, 0, // 258
            0, 0, 0, 0, 0, 0, 0xf0, 0x3f,                        // 1.0
            2, 0, 0, 0, 0, 0, 0, 0, 'x', 'y',                    // text
            1, 0, 0, 0, 0, 0, 0, 0, 9};
        for (const int b : expected) // blob
            bytes.push_back(std::byte(b));
        QCOMPARE(file.execAndGet("SELECT crc FROM t").getInt64(), int64_t(crc32c(bytes)));
    }

    void valuesComeBack()
    {
        SQLite::Database file = table();
        RowWriter write(file, "t", columnsOfT);
        const float nan = std::numeric_limits<float>::quiet_NaN();
        write(int64_t {1}, -nan, std::string("größe\0x", 9), Blob {});
        write(int64_t {2}, -0.f, std::string(), Blob(5000, std::byte {3}));
        write(int64_t {2}, .1f, std::string(), Blob(5000, std::byte {4})); // replaces
        SQLite::Statement rows(file, selectAll("t", columnsOfT));
        int64_t a = 0;
        float b = 0;
        std::string c;
        Blob d;
        QVERIFY(rows.executeStep());
        RowReader first(rows);
        first(a, b, c, d);
        QVERIFY(first.isSound() && a == 1 && std::isnan(b) && d.empty());
        QCOMPARE(c, std::string("größe\0x", 9));
        QVERIFY(rows.executeStep());
        RowReader second(rows);
        second(a, b, c, d);
        QVERIFY(second.isSound() && a == 2 && b == .1f && c.empty());
        QVERIFY(d == Blob(5000, std::byte {4}));
        QVERIFY(!rows.executeStep());
    }

    void everyChangeIsSeen_data()
    {
        QTest::addColumn<QString>("change");
        for (const char* change : {"a = 2", "b = 0.5000001", "b = NULL", "c = 'texT'", "c = ''",
                 "d = x'0102'", "d = NULL", "crc = crc + 1"})
            QTest::newRow(change) << change;
    }

    void everyChangeIsSeen()
    {
        QFETCH(QString, change);
        SQLite::Database file = table();
        RowWriter(file, "t", columnsOfT)(
            int64_t {1}, .5, std::string("text"), Blob {std::byte {1}});
        file.exec("UPDATE t SET " + change.toStdString());
        SQLite::Statement rows(file, selectAll("t", columnsOfT));
        rows.executeStep();
        RowReader row(rows);
        int64_t a = 0;
        double b = 0;
        std::string c;
        Blob d;
        row(a, b, c, d);
        QVERIFY(!row.isSound());
    }
};

QTEST_GUILESS_MAIN(TestCheckedRow)
#include "tst_checked_row.moc"
