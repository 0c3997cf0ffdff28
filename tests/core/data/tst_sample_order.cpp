#include "core/data/sample_order.h"

#include <QTest>

#include <algorithm>
#include <stdexcept>

using namespace hardlens;

class TestSampleOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEpochShowsEveryPictureOnce()
    {
        for (int64_t epoch = 0; epoch < 3; ++epoch) {
            std::vector<int64_t> seen;
            for (int64_t i = 0; i < 7; ++i)
                seen.push_back(pictureOfPosition(5, epoch * 7 + i, 7));
            QCOMPARE(seen, epochOrder(5, epoch, 7));
            std::sort(seen.begin(), seen.end());
            QCOMPARE(seen, (std::vector<int64_t> {0, 1, 2, 3, 4, 5, 6}));
        }
    }

    void epochsAndSeedsDiffer()
    {
        QVERIFY(epochOrder(5, 0, 50) != epochOrder(5, 1, 50));
        QVERIFY(epochOrder(5, 0, 50) != epochOrder(6, 0, 50));
        QCOMPARE(epochOrder(5, 9, 50), epochOrder(5, 9, 50));
    }

    void theCoinIsFair()
    {
        int heads = 0;
        for (int64_t i = 0; i < 10000; ++i)
            heads += flipOfPosition(1, i);
        // Mean 5000, standard deviation 50: five of them.
        QVERIFY2(std::abs(heads - 5000) < 250, qPrintable(QString::number(heads)));
    }

    void refusesWrongPositions()
    {
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, pictureOfPosition(0, -1, 3));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, pictureOfPosition(0, 0, 0));
    }
};

QTEST_GUILESS_MAIN(TestSampleOrder)
#include "tst_sample_order.moc"
