#include "core/basics/error.h"
#include "core/basics/text.h"

#include <QTest>

using namespace hardlens;

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void editDistance_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<int>("distance");
        QTest::newRow("both empty") << ""
                                    << "" << 0;
        QTest::newRow("insertions") << ""
                                    << "abc" << 3;
        QTest::newRow("equal") << "nmsIou"
                               << "nmsIou" << 0;
        QTest::newRow("case") << "nmsiou"
                              << "nmsIou" << 1;
        // k -> s, e -> i, + g
        QTest::newRow("kitten") << "kitten"
                                << "sitting" << 3;
        // two neighbours swapped are two replacements
        QTest::newRow("swapped") << "ab"
                                 << "ba" << 2;
    }

    void editDistance()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(int, distance);
        QCOMPARE(hardlens::editDistance(a.toStdString(), b.toStdString()), size_t(distance));
        QCOMPARE(hardlens::editDistance(b.toStdString(), a.toStdString()), size_t(distance));
    }

    void trimming()
    {
        QCOMPARE(std::string(trimmed(" \t a b\r\n")), std::string("a b"));
        QCOMPARE(std::string(trimmed("a")), std::string("a"));
        QVERIFY(trimmed(" \n ").empty());
        QVERIFY(trimmed("").empty());
    }

    void lists()
    {
        const std::vector<std::string> words {"a", "b", "c"};
        QCOMPARE(listed({}, 2), std::string());
        QCOMPARE(listed(words, 3), std::string("a, b, c"));
        QCOMPARE(listed(words, 2), std::string("a, b and 1 more"));
    }

    void nearestCandidate()
    {
        const std::vector<std::string> keys {"mining.N", "mining.B", "mining.nmsIou"};
        QCOMPARE(nearest("mining.nmsIuo", keys), std::string("mining.nmsIou"));
        QCOMPARE(nearest("mining.C", keys), std::string("mining.N")); // the first of equals
        QCOMPARE(nearest("", {"ab", "c"}), std::string("c"));
        QCOMPARE(nearest("x", {}), std::string());
    }

    void counting()
    {
        QCOMPARE(counted(0, "picture"), std::string("0 pictures"));
        QCOMPARE(counted(1, "picture"), std::string("1 picture"));
        QCOMPARE(counted(3, "box", "boxes"), std::string("3 boxes"));
        QCOMPARE(counted(1, "box", "boxes"), std::string("1 box"));
    }

    void durations_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("negative") << -3. << "0 s";
        QTest::newRow("seconds") << 12.4 << "12 s";
        QTest::newRow("rounds up into minutes") << 59.6 << "1 min 00 s";
        QTest::newRow("minutes") << 200. << "3 min 20 s";
        QTest::newRow("last second of an hour") << 3599. << "59 min 59 s";
        QTest::newRow("hours") << 3900. << "1 h 05 min";
        QTest::newRow("days") << 90000. << "25 h 00 min";
    }

    void durations()
    {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(duration(seconds)), text);
    }

    void concatWritesAllParts() { QCOMPARE(concat("a", 1, ' ', .5), std::string("a1 0.5")); }
};

QTEST_GUILESS_MAIN(TestText)
#include "tst_text.moc"
