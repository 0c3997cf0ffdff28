#include "core/records/evaluated_detections.h"

#include <QTest>

#include <limits>

using namespace hardlens;

namespace {

constexpr float notANumber = std::numeric_limits<float>::quiet_NaN();

/// Three pictures, nothing in the middle one. The x1 of a box says in which place it was given.
EvaluatedDetections shuffled()
{
    EvaluatedDetections e {.step = 7, .pictures = std::vector<PictureReference>(3)};
    e.detections = {{.picture = 2, .score = notANumber, .box = {0, 0, 9, 9}},
        {.picture = 2, .score = .2f, .box = {1, 0, 9, 9}},
        {.picture = 0, .score = .5f, .box = {2, 0, 9, 9}},
        {.picture = 2, .score = .7f, .box = {3, 0, 9, 9}},
        {.picture = 0, .score = .5f, .box = {4, 0, 9, 9}},
        {.picture = 2, .score = .9f, .box = {5, 0, 9, 9}}};
    e.objects = {{.picture = 2, .box = {0, 0, 9, 9}}, {.picture = 0, .box = {1, 0, 9, 9}},
        {.picture = 2, .box = {2, 0, 9, 9}}};
    return e;
}

template <typename T> std::vector<int> placesOf(std::span<const T> some)
{
    std::vector<int> places;
    for (const T& one : some)
        places.push_back(int(one.box.x1));
    return places;
}

} // namespace

class TestEvaluatedDetections : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsByPictureAndFallingScore()
    {
        const EvaluatedDetections e = groupedByPicture(shuffled());
        QCOMPARE(e.step, int64_t {7});
        QCOMPARE(placesOf(std::span(e.detections)), (std::vector {2, 4, 5, 3, 1, 0}));
        QCOMPARE(placesOf(std::span(e.objects)), (std::vector {1, 0, 2}));
    }

    void findsWhatIsOfAPicture()
    {
        const EvaluatedDetections e = groupedByPicture(shuffled());
        QCOMPARE(placesOf(e.detectionsOf(0)), (std::vector {2, 4}));
        QCOMPARE(placesOf(e.detectionsOf(2)), (std::vector {5, 3, 1, 0}));
        QCOMPARE(placesOf(e.objectsOf(2)), (std::vector {0, 2}));
        QVERIFY(e.detectionsOf(1).empty());
        QVERIFY(e.objectsOf(1).empty());
        QVERIFY(e.objectsOf(3).empty());
        QVERIFY(EvaluatedDetections {}.detectionsOf(0).empty());
    }

    void refusesPicturesThatAreNotThere()
    {
        EvaluatedDetections e = shuffled();
        e.detections[1].picture = 3;
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, groupedByPicture(e));
        e = shuffled();
        e.objects[0].picture = -1;
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, groupedByPicture(e));
    }
};

QTEST_GUILESS_MAIN(TestEvaluatedDetections)
#include "tst_evaluated_detections.moc"
