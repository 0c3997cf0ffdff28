#include "widgets/embedding/map_sight.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

constexpr float hole = std::numeric_limits<float>::quiet_NaN();

} // namespace

class tst_map_sight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundsLeaveOutWhatIsNowhere();
    void fitsTheTighterSide();
    void zoomKeepsThePlaceUnderTheCursor();
    void panMovesWithTheHand();
    void fitsUntilItDoesNot();
};

void tst_map_sight::boundsLeaveOutWhatIsNowhere()
{
    const std::vector<PlanePoint> points {{1, 2}, {hole, hole}, {-3, 5}};
    QCOMPARE(boundsOf(points), QRectF(-3, 2, 4, 3));
    QVERIFY(boundsOf({}).isNull());
}

void tst_map_sight::fitsTheTighterSide()
{
    // 4 by 2 units in 220 by 220 pixels less 10 at each side: 50 pixels a unit.
    const MapSight sight = fitted({0, 0, 4, 2}, {220, 220}, 10);
    QCOMPARE(sight.pixelsPerUnit, 50.);
    QCOMPARE(sight.toWidget({0, 0}), QPointF(10, 160)); // y points up
    QCOMPARE(sight.toWidget({4, 2}), QPointF(210, 60));
    QCOMPARE(sight.toMap({210, 60}), QPointF(4, 2));
    // A single place is in the middle.
    QCOMPARE(fitted({7, 7, 0, 0}, {100, 60}, 10).toWidget({7, 7}), QPointF(50, 30));
}

void tst_map_sight::zoomKeepsThePlaceUnderTheCursor()
{
    MapSight sight = fitted({0, 0, 4, 2}, {220, 220}, 10);
    const QPointF under = sight.toMap({30, 70});
    sight.zoomAbout({30, 70}, 4);
    QCOMPARE(sight.pixelsPerUnit, 200.);
    QVERIFY(std::hypot(sight.toMap({30, 70}).x() - under.x(), sight.toMap({30, 70}).y() - under.y())
        < 1e-9);
    sight.zoomAbout({0, 0}, 1e30);
    QCOMPARE(sight.pixelsPerUnit, 1e6);
}

void tst_map_sight::panMovesWithTheHand()
{
    MapSight sight = fitted({0, 0, 4, 2}, {220, 220}, 10);
    sight.pan({15, -20});
    QCOMPARE(sight.toWidget({0, 0}), QPointF(25, 140));
}

void tst_map_sight::fitsUntilItDoesNot()
{
    const MapSight sight = fitted({0, 0, 4, 2}, {220, 220}, 10);
    QVERIFY(stillFits(sight, {0, 0, 4, 2}));
    QVERIFY(stillFits(sight, {0.1, 0, 3.5, 2})); // a little smaller disturbs nobody
    QVERIFY(!stillFits(sight, {0, 0, 5, 2}));
    QVERIFY(!stillFits(sight, {1, 0.5, 1, 1}));
}

QTEST_GUILESS_MAIN(tst_map_sight)
#include "tst_map_sight.moc"
