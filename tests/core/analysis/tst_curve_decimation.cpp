#include "core/analysis/curve_decimation.h"
#include "core/basics/random.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace hardlens;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

bool same(const std::vector<CurvePoint>& a, const std::vector<CurvePoint>& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto& p, auto& q) {
        return p.x == q.x && (p.y == q.y || (std::isnan(p.y) && std::isnan(q.y)));
    });
}

DecimatedCurve noisy(size_t rows, double shareMissing, std::vector<double>* values = nullptr)
{
    RandomStream random({.seed = 5});
    DecimatedCurve curve(3);
    for (size_t i = 0; i < rows; ++i) {
        const double y
            = double(random.uniform()) < shareMissing ? missing : double(random.normal());
        curve.append(double(i + 1), y);
        if (values)
            values->push_back(y);
    }
    return curve;
}

} // namespace

class tst_curve_decimation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fewRowsAreDrawnAsTheyAre();
    void keepsTheExtremesOfEveryBucket();
    void gaps();
    void extentAgainstLoop();
    void neighboursOutsideTheView();
    void stableWhileItGrows();
    void lookUp();
    void boundedAndFast();
    void rejects();
};

void tst_curve_decimation::fewRowsAreDrawnAsTheyAre()
{
    DecimatedCurve curve;
    for (int i = 0; i < 5; ++i)
        curve.append(i, i * i);
    QVERIFY(same(curve.points(0, 4, 100), {{0, 0}, {1, 1}, {2, 4}, {3, 9}, {4, 16}}));
    QVERIFY(DecimatedCurve().points(0, 1, 10).empty());
}

void tst_curve_decimation::keepsTheExtremesOfEveryBucket()
{
    // Eight rows in two columns: buckets of four. First, extremes in the order of their rows, last.
    // 3 9 1 4 -> (0,3) (1,9) (2,1) (3,4);  5 5 5 7 -> (4,5) (7,7)
    DecimatedCurve curve;
    const double values[] = {3, 9, 1, 4, 5, 5, 5, 7};
    for (int i = 0; i < 8; ++i)
        curve.append(i, values[i]);
    QVERIFY(same(curve.points(0, 7, 2), {{0, 3}, {1, 9}, {2, 1}, {3, 4}, {4, 5}, {7, 7}}));
}

void tst_curve_decimation::gaps()
{
    DecimatedCurve curve(1);
    const double values[] = {1, missing, 2, missing, missing, 3};
    for (int i = 0; i < 6; ++i)
        curve.append(i, values[i]);
    // One missing row is bridged, two break the line.
    QVERIFY(same(curve.points(0, 5, 100), {{0, 1}, {2, 2}, {2, missing}, {5, 3}}));
    DecimatedCurve nothing;
    nothing.append(0, missing);
    QVERIFY(nothing.points(0, 1, 10).empty());
    QVERIFY(!nothing.extent(0, 1));
    QVERIFY(!nothing.lastBefore(5));
}

void tst_curve_decimation::extentAgainstLoop()
{
    std::vector<double> values;
    const DecimatedCurve curve = noisy(1000, 0.3, &values);
    RandomStream random({.seed = 6});
    for (int round = 0; round < 300; ++round) {
        const int a = int(random.below(1000)), b = int(random.below(1000));
        const int first = std::min(a, b), last = std::max(a, b);
        double low = missing, high = missing;
        for (int i = first; i <= last; ++i) {
            low = std::fmin(low, values[size_t(i)]);
            high = std::fmax(high, values[size_t(i)]);
        }
        const auto extent = curve.extent(first + 1, last + 1);
        QCOMPARE(extent.has_value(), !std::isnan(low));
        if (extent) {
            QCOMPARE(extent->low, low);
            QCOMPARE(extent->high, high);
        }
    }
}

void tst_curve_decimation::neighboursOutsideTheView()
{
    DecimatedCurve curve;
    for (int i = 0; i < 10; ++i)
        curve.append(i, i);
    QVERIFY(same(curve.points(3.5, 5.5, 100), {{3, 3}, {4, 4}, {5, 5}, {6, 6}}));
}

void tst_curve_decimation::stableWhileItGrows()
{
    // Points of finished buckets stay as they are when rows are added and the level does not
    // change.
    DecimatedCurve curve = noisy(600, 0);
    const auto before = curve.points(1, 600, 400);
    for (int i = 601; i <= 700; ++i)
        curve.append(i, 0);
    const auto after = curve.points(1, 700, 400);
    QVERIFY(after.size() > before.size());
    QVERIFY(std::equal(before.begin(), before.end() - 2, after.begin()));
}

void tst_curve_decimation::lookUp()
{
    DecimatedCurve curve;
    curve.append(1, 10);
    curve.append(2, missing);
    curve.append(4, 40);
    QCOMPARE(curve.lastBefore(3.9)->x, 1.0);
    QCOMPARE(curve.lastBefore(9)->y, 40.0);
    QVERIFY(!curve.lastBefore(0.5));
    QCOMPARE(curve.nearest(2)->x, 1.0);
    QCOMPARE(curve.nearest(3)->x, 4.0 - 3.0 < 3.0 - 1.0 ? 4.0 : 1.0);
    QCOMPARE(curve.nearest(-5)->x, 1.0);
    QCOMPARE(curve.nearest(50)->x, 4.0);
}

void tst_curve_decimation::boundedAndFast()
{
    const DecimatedCurve curve = noisy(200000, 0.05);
    QElapsedTimer timer;
    timer.start();
    const auto points = curve.points(1, 200000, 500);
    const double ms = double(timer.nsecsElapsed()) * 1e-6;
    QVERIFY(points.size() > 500);
    QVERIFY2(points.size() <= 4 * 500 + 8, qPrintable(QString::number(points.size())));
    QVERIFY2(ms < 10, qPrintable(QString::number(ms)));
    const auto all = curve.extent(1, 200000);
    const auto [low, high] = std::minmax_element(
        points.begin(), points.end(), [](auto& p, auto& q) { return p.y < q.y; });
    QCOMPARE(low->y, all->low);
    QCOMPARE(high->y, all->high);
}

void tst_curve_decimation::rejects()
{
    DecimatedCurve curve;
    curve.append(1, 1);
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, curve.append(0.5, 1));
    QVERIFY_THROWS_EXCEPTION(std::invalid_argument, curve.append(missing, 1));
}

QTEST_GUILESS_MAIN(tst_curve_decimation)
#include "tst_curve_decimation.moc"
