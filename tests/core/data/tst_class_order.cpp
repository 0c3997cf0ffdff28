#include "core/basics/error.h"
#include "core/data/class_order.h"

#include <QTest>

#include <map>
#include <set>

using namespace hardlens;

namespace {

/// That many pictures of classes 0, 1, …
std::vector<int32_t> labelsOf(const std::vector<int>& counts)
{
    std::vector<int32_t> labels;
    for (size_t c = 0; c < counts.size(); ++c)
        labels.insert(labels.end(), size_t(counts[c]), int32_t(c));
    return labels;
}

} // namespace

class TestClassOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void batchesHold_data()
    {
        QTest::addColumn<QVector<int>>("counts");
        QTest::addColumn<int>("classes");
        QTest::addColumn<int>("pictures");
        QTest::addColumn<int>("batches");
        QTest::addColumn<int>("repeated");
        QTest::addColumn<int>("leftOut");
        // Every class has 12 / 4 groups: 10 * 3 / 5 batches.
        QTest::newRow("even") << QVector<int>(10, 12) << 5 << 4 << 6 << 0 << 0;
        QTest::newRow("all classes") << QVector<int>(6, 9) << 6 << 3 << 3 << 0 << 0;
        // Groups 4, 2, 2 (a picture over in two classes): pairs {0, 1}, {0, 2}, {0, 1}, {0, 2}.
        QTest::newRow("uneven") << QVector<int> {8, 5, 5} << 2 << 2 << 4 << 0 << 2;
        // Class 0 outlasts the others: of its 10 groups 2 find a partner.
        QTest::newRow("one large") << QVector<int> {20, 2, 2} << 2 << 2 << 2 << 0 << 16;
        // Three pictures for five places: two repeated in either small class.
        QTest::newRow("small") << QVector<int> {3, 3, 5} << 3 << 5 << 1 << 4 << 0;
    }

    void batchesHold()
    {
        QFETCH(QVector<int>, counts);
        QFETCH(int, classes);
        QFETCH(int, pictures);
        QFETCH(int, batches);
        QFETCH(int, repeated);
        QFETCH(int, leftOut);
        const auto labels = labelsOf({counts.begin(), counts.end()});
        for (int64_t epoch = 0; epoch < 5; ++epoch) {
            const ClassEpoch drawn = classEpoch(labels, epoch,
                {.seed = 2, .classesPerBatch = classes, .picturesPerClass = pictures});
            QCOMPARE(drawn.batches.size(), size_t(batches));
            QCOMPARE(drawn.repeated, int64_t(repeated));
            QCOMPARE(drawn.picturesLeftOut, int64_t(leftOut));
            std::map<int64_t, int> uses;
            for (const auto& batch : drawn.batches) {
                QCOMPARE(batch.size(), size_t(classes * pictures));
                std::set<int32_t> inBatch;
                for (size_t i = 0; i < batch.size(); ++i) {
                    const int32_t label = labels.at(size_t(batch[i]));
                    // Those of a class together:
                    QCOMPARE(label, labels.at(size_t(batch[i - i % size_t(pictures)])));
                    inBatch.insert(label);
                    ++uses[batch[i]];
                }
                QCOMPARE(inBatch.size(), size_t(classes));
            }
            QCOMPARE(uses.size() + size_t(leftOut), labels.size());
            if (repeated == 0)
                for (const auto& [picture, count] : uses)
                    QCOMPARE(count, 1);
        }
    }

    void repeatable()
    {
        const auto labels = labelsOf(std::vector<int>(20, 10));
        const ClassOrderConfig config {.seed = 5, .classesPerBatch = 4, .picturesPerClass = 5};
        QCOMPARE(classEpoch(labels, 3, config).batches, classEpoch(labels, 3, config).batches);
        QVERIFY(classEpoch(labels, 3, config).batches != classEpoch(labels, 4, config).batches);
        ClassOrderConfig other = config;
        other.seed = 6;
        QVERIFY(classEpoch(labels, 3, config).batches != classEpoch(labels, 3, other).batches);
    }

    /// Over epochs every picture leads its group about equally often, and classes meet in all
    /// pairs.
    void drawsFairly()
    {
        const auto labels = labelsOf({4, 4, 4, 4});
        std::map<int64_t, int> first;
        std::map<std::pair<int32_t, int32_t>, int> met;
        constexpr int epochs = 1200;
        for (int64_t epoch = 0; epoch < epochs; ++epoch)
            for (const auto& batch :
                classEpoch(labels, epoch, {.classesPerBatch = 2, .picturesPerClass = 4}).batches) {
                ++first[batch[0]];
                ++first[batch[4]];
                const int32_t a = labels[size_t(batch[0])];
                const int32_t b = labels[size_t(batch[4])];
                ++met[std::minmax(a, b)];
            }
        // Four places per epoch among 16 pictures: 300 each, sd sqrt(1200 * 1/4 * 3/4) = 15.
        QCOMPARE(first.size(), size_t(16));
        for (const auto& [picture, count] : first)
            QVERIFY2(std::abs(count - 300) < 75, qPrintable(QString::number(count)));
        // Two pairs per epoch of six: 400 each, sd about 16.
        QCOMPARE(met.size(), size_t(6));
        for (const auto& [pair, count] : met)
            QVERIFY2(std::abs(count - 400) < 85, qPrintable(QString::number(count)));
    }

    void smallClassesLeftOut()
    {
        const auto labels = labelsOf({5, 4, 10, 1});
        const ClassEpoch drawn = classEpoch(labels, 0,
            {.classesPerBatch = 2, .picturesPerClass = 5, .smallClass = SmallClass::LeaveOut});
        QCOMPARE(drawn.classesLeftOut, int64_t(2));
        QCOMPARE(drawn.repeated, int64_t(0));
        QCOMPARE(drawn.batches.size(), size_t(1)); // classes 0 and 2; then class 2 is alone
        QCOMPARE(drawn.picturesLeftOut, int64_t(10));
    }

    void tooFewClasses()
    {
        const auto message = [](const std::vector<int>& counts, SmallClass small) {
            try {
                classEpoch(labelsOf(counts), 0,
                    {.classesPerBatch = 2, .picturesPerClass = 3, .smallClass = small});
                return QString("was accepted");
            } catch (const DataError& error) {
                return QString(error.what());
            }
        };
        QCOMPARE(message({9}, SmallClass::Repeat),
            QString("a batch takes 2 classes, the pictures show 1"));
        QCOMPARE(message({}, SmallClass::Repeat),
            QString("a batch takes 2 classes, the pictures show 0"));
        QCOMPARE(message({9, 2}, SmallClass::LeaveOut),
            QString("a batch takes 2 classes, the pictures show 2, of which 1 has fewer than the 3 "
                    "pictures that it takes of each"));
        QCOMPARE(message({9, 1}, SmallClass::Repeat), QString("was accepted"));
    }

    void badCalls()
    {
        const auto labels = labelsOf({5, 5});
        QVERIFY_THROWS_EXCEPTION(ConfigError, classEpoch(labels, 0, {.classesPerBatch = 1}));
        QVERIFY_THROWS_EXCEPTION(
            ConfigError, classEpoch(labels, 0, {.classesPerBatch = 2, .picturesPerClass = 1}));
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, classEpoch(labels, -1, {.classesPerBatch = 2}));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument,
            classEpoch(std::vector<int32_t> {0, -1}, 0, {.classesPerBatch = 2}));
    }
};

QTEST_GUILESS_MAIN(TestClassOrder)
#include "tst_class_order.moc"
