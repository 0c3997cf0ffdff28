#include "core/analysis/probe_map.h"
#include "core/basics/random.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

class TestProbeMap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPlaneIsItsOwnMap();
    void staysWhereItWas();
    void leavesOutWhatIsNotFinite();
    void rejects();
};

namespace {

constexpr float hole = std::numeric_limits<float>::quiet_NaN();

/// Points (4, 0), (-4, 0), (0, 1), (0, -1) in the plane of the first and the third of three
/// dimensions, around (1, 5, 2).
const std::vector<float> cross {5, 5, 2, -3, 5, 2, 1, 5, 3, 1, 5, 1};

} // namespace

void TestProbeMap::aPlaneIsItsOwnMap()
{
    const ProbeMap map = probeMap({cross, 3});
    const std::vector<PlanePoint> expected {{4, 0}, {-4, 0}, {0, 1}, {0, -1}};
    for (size_t i = 0; i < expected.size(); ++i) {
        QVERIFY(std::abs(map.points[i].x - expected[i].x) < 1e-5F);
        QVERIFY(std::abs(map.points[i].y - expected[i].y) < 1e-5F);
    }
    QVERIFY(std::abs(map.explained - 1) < 1e-9);
    // What lies off the plane falls onto it.
    const std::vector<float> off {3, 77, 2.5F};
    const PlanePoint laid = laidOn(map, {off, 3})[0];
    QVERIFY(std::abs(laid.x - 2) < 1e-5F && std::abs(laid.y - 0.5F) < 1e-5F);
}

void TestProbeMap::staysWhereItWas()
{
    // The network turns everything by 40 degrees in a plane that is not the map's, mirrors the
    // second axis and doubles it all: nothing that distances tell.
    RandomStream random({.seed = 4});
    std::vector<float> values, turned;
    const float c = std::cos(0.7F), s = std::sin(0.7F);
    for (int i = 0; i < 40; ++i) {
        const float x = 3 * random.normal(), y = 2 * random.normal(), z = 0.1F * random.normal();
        values.insert(values.end(), {x, y, z});
        turned.insert(turned.end(), {2 * (c * x - s * z) + 9, -2 * y, 2 * (s * x + c * z)});
    }
    const ProbeMap before = probeMap({values, 3});
    const ProbeMap now = probeMap({turned, 3}, &before);
    for (size_t i = 0; i < before.points.size(); ++i) {
        QVERIFY(std::abs(before.points[i].x - now.points[i].x) < 1e-3F);
        QVERIFY(std::abs(before.points[i].y - now.points[i].y) < 1e-3F);
    }
    // What is laid on the map moves with it.
    const std::vector<PlanePoint> again = laidOn(now, {turned, 3});
    for (size_t i = 0; i < again.size(); ++i)
        QVERIFY(std::abs(again[i].x - now.points[i].x) < 1e-5F);
}

void TestProbeMap::leavesOutWhatIsNotFinite()
{
    std::vector<float> values = cross;
    values.insert(values.begin() + 3, {1, hole, 2});
    const ProbeMap map = probeMap({values, 3});
    QCOMPARE(map.points.size(), size_t(5));
    QVERIFY(std::isnan(map.points[1].x) && std::isnan(map.points[1].y));
    QVERIFY(std::abs(map.points[2].x + 4) < 1e-5F);
    // Of a map before, only what both have counts.
    const ProbeMap next = probeMap({values, 3}, &map);
    QVERIFY(std::abs(next.points[2].x + 4) < 1e-4F);
    const std::vector<float> none {hole, 0, 0};
    QVERIFY(probeMap({none, 3}).isEmpty());
    QVERIFY(std::isnan(laidOn(map, {none, 3})[0].x));
}

void TestProbeMap::rejects()
{
    const std::vector<float> values {1, 2, 3};
    QVERIFY_EXCEPTION_THROWN(probeMap({values, 1}), std::invalid_argument);
    const ProbeMap map = probeMap({cross, 3});
    const std::vector<float> plane {1, 2};
    QVERIFY_EXCEPTION_THROWN(laidOn(map, {plane, 2}), std::invalid_argument);
}

QTEST_GUILESS_MAIN(TestProbeMap)
#include "tst_probe_map.moc"
