#include "core/analysis/average_precision.h"

#include <QTest>

#include <cmath>
#include <sstream>

using namespace hardlens;

// Tables 3 and 4 of the OHEM paper (arXiv:1604.03540): twenty class APs and the mean that is
// printed with them.

namespace {

/// Pictures of one object each, 1000 to a class, of which the first 10 * AP% are found and nothing
/// else: that class's AP.
struct MadeUp
{
    std::vector<Detection> detections {};
    std::vector<TestObject> objects {};
    std::vector<std::string> classNames {"background"};

    void addClass(double percent)
    {
        const auto label = int32_t(classNames.size());
        classNames.push_back("class");
        const int64_t found = std::llround(percent * 10);
        for (int64_t i = 0; i < 1000; ++i) {
            const int64_t picture = label * 1000 + i;
            objects.push_back({.picture = picture, .label = label, .box = {0, 0, 10, 10}});
            if (i < found)
                detections.push_back(
                    {.picture = picture, .label = label, .score = 1, .box = {0, 0, 10, 10}});
        }
    }
};

} // namespace

class TestPublishedMeans : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void meanOfTheClasses_data()
    {
        QTest::addColumn<double>("mean");
        QTest::addColumn<QString>("classes");
        QTest::newRow("table 3, FRCN (published) 07")
            << 66.9
            << "74.5 78.3 69.2 53.2 36.6 77.3 78.2 82.0 40.7 72.7 67.9 79.6 79.2 73.0 69.0 30.1 "
               "65.4 70.2 75.8 65.8";
        QTest::newRow("table 3, FRCN (rerun) 07")
            << 67.2
            << "74.6 76.8 67.6 52.9 37.8 78.7 78.8 81.6 42.2 73.6 67.0 79.4 79.6 74.1 68.3 33.4 "
               "65.9 68.7 75.4 68.1";
        QTest::newRow("table 3, OHEM 07") << 69.9
                                          << "71.2 78.3 69.2 57.9 46.5 81.8 79.1 83.2 47.9 76.2 "
                                             "68.9 83.2 80.8 75.8 72.7 39.9 67.5 66.2 75.6 75.9";
        QTest::newRow("table 3, FRCN +M+B 07")
            << 72.4
            << "77.8 81.3 71.4 60.4 48.3 85.0 84.6 86.2 49.4 80.7 68.1 84.1 86.7 80.2 75.3 38.7 "
               "71.9 71.5 77.9 67.8";
        QTest::newRow("table 3, MR-CNN +M+B 07")
            << 74.9
            << "78.7 81.8 76.7 66.6 61.8 81.7 85.3 82.7 57.0 81.9 73.2 84.6 86.0 80.5 74.9 44.9 "
               "71.7 69.7 78.7 79.9";
        QTest::newRow("table 3, OHEM +M+B 07")
            << 75.1
            << "77.7 81.9 76.0 64.9 55.8 86.3 86.0 86.8 53.2 82.9 70.3 85.0 86.3 78.7 78.0 46.8 "
               "76.1 72.7 80.9 75.5";
        QTest::newRow("table 3, FRCN 07+12") << 70.0
                                             << "77.0 78.1 69.3 59.4 38.3 81.6 78.6 86.7 42.8 78.8 "
                                                "68.9 84.7 82.0 76.6 69.9 31.8 70.1 74.8 80.4 70.4";
        QTest::newRow("table 3, OHEM 07+12") << 74.6
                                             << "77.7 81.2 74.1 64.2 50.2 86.2 83.8 88.1 55.2 80.9 "
                                                "73.8 85.1 82.6 77.8 74.9 43.7 76.1 74.2 82.3 79.6";
        QTest::newRow("table 3, MR-CNN +M+B 07+12")
            << 78.2
            << "80.3 84.1 78.5 70.8 68.5 88.0 85.9 87.8 60.3 85.2 73.7 87.2 86.5 85.0 76.4 48.5 "
               "76.3 75.5 85.0 81.0";
        QTest::newRow("table 3, OHEM +M+B 07+12")
            << 78.9
            << "80.6 85.7 79.8 69.9 60.8 88.3 87.9 89.6 59.7 85.1 76.5 87.1 87.3 82.4 78.8 53.7 "
               "80.5 78.7 84.5 80.7";
        QTest::newRow("table 4, FRCN 12") << 65.7
                                          << "80.3 74.7 66.9 46.9 37.7 73.9 68.6 87.7 41.7 71.1 "
                                             "51.1 86.0 77.8 79.8 69.8 32.1 65.5 63.8 76.4 61.7";
        QTest::newRow("table 4, OHEM 12") << 69.8
                                          << "81.5 78.9 69.6 52.3 46.5 77.4 72.1 88.2 48.8 73.8 "
                                             "58.3 86.9 79.7 81.4 75.0 43.0 69.5 64.8 78.5 68.9";
        QTest::newRow("table 4, MR-CNN +M+B 12")
            << 70.7
            << "85.0 79.6 71.5 55.3 57.7 76.0 73.9 84.6 50.5 74.3 61.7 85.5 79.9 81.7 76.4 41.0 "
               "69.0 61.2 77.7 72.1";
        QTest::newRow("table 4, OHEM +M+B 12")
            << 72.9
            << "85.8 82.3 74.1 55.8 55.1 79.5 77.7 90.4 52.1 75.5 58.4 88.6 82.4 83.1 78.3 47.0 "
               "77.2 65.1 79.3 70.4";
        QTest::newRow("table 4, FRCN 07++12")
            << 68.4
            << "82.3 78.4 70.8 52.3 38.7 77.8 71.6 89.3 44.2 73.0 55.0 87.5 80.5 80.8 72.0 35.1 "
               "68.3 65.7 80.4 64.2";
        QTest::newRow("table 4, OHEM 07++12")
            << 71.9
            << "83.0 81.3 72.5 55.6 49.0 78.9 74.7 89.5 52.3 75.0 61.0 87.9 80.9 82.4 76.3 47.1 "
               "72.5 67.3 80.6 71.2";
        QTest::newRow("table 4, MR-CNN +M+B 07++12")
            << 73.9
            << "85.5 82.9 76.6 57.8 62.7 79.4 77.2 86.6 55.0 79.1 62.2 87.0 83.4 84.7 78.9 45.3 "
               "73.4 65.8 80.3 74.0";
        QTest::newRow("table 4, OHEM +M+B 07++12")
            << 76.3
            << "86.3 85.0 77.0 60.9 59.3 81.9 81.1 91.9 55.8 80.6 63.0 90.8 85.1 85.3 80.7 54.9 "
               "78.3 70.8 82.8 74.9";
    }

    void meanOfTheClasses()
    {
        QFETCH(double, mean);
        QFETCH(QString, classes);
        MadeUp m;
        std::istringstream words(classes.toStdString());
        for (double percent = 0; words >> percent;)
            m.addClass(percent);
        QCOMPARE(m.classNames.size(), size_t {21});
        const Evaluation e = evaluateDetections(m.detections, m.objects, m.classNames, {});
        // Printed to a tenth.
        QVERIFY(std::abs(100 * e.meanAveragePrecision - mean) <= .05 + 1e-9);
    }
};

QTEST_GUILESS_MAIN(TestPublishedMeans)
#include "tst_published_means.moc"
