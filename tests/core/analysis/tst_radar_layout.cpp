#include "core/analysis/radar_layout.h"
#include "core/basics/random.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hardlens;

namespace {

/// Area of pairs of squares that cover each other.
double coveredArea(
    const std::vector<RadarItem>& items, const std::vector<double>& angles, const RadarScale& scale)
{
    double area = 0;
    const auto at = [&](size_t i) {
        const double r = double(items[i].distance) * scale.perDistance;
        return std::pair(r * std::cos(angles[i]), r * std::sin(angles[i]));
    };
    for (size_t i = 0; i < items.size(); ++i)
        for (size_t j = 0; j < i; ++j)
            area += std::max(0., scale.side - std::abs(at(i).first - at(j).first))
                * std::max(0., scale.side - std::abs(at(i).second - at(j).second));
    return area;
}

} // namespace

class tst_radar_layout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsPositivesBelow();
    void fewCoverEachOther();
    void aClassHasItsDirection();
};

void tst_radar_layout::keepsPositivesBelow()
{
    std::vector<RadarItem> items;
    for (int i = 0; i < 60; ++i)
        items.push_back({.distance = 0.02F * float(i), .label = i / 5, .isPositive = i % 7 == 0});
    const auto angles = radarLayout(items, {.perDistance = 100, .side = 20}).angles;
    for (size_t i = 0; i < items.size(); ++i) {
        QCOMPARE(angles[i] >= 5 * M_PI / 4, items[i].isPositive);
        QVERIFY(angles[i] >= -M_PI / 4 && angles[i] < 7 * M_PI / 4);
    }
}

void tst_radar_layout::fewCoverEachOther()
{
    // As a batch of 120 is seen by an anchor: most are near √2.
    RandomStream random({.seed = 8});
    std::vector<RadarItem> items;
    for (int i = 0; i < 115; ++i)
        items.push_back({.distance = 1.3F + 0.15F * random.normal(), .label = i / 5});
    const RadarScale scale {.perDistance = 120, .side = 16};
    const RadarLayout layout = radarLayout(items, scale);
    const double area = coveredArea(items, layout.angles, scale);
    QVERIFY(std::abs(layout.covered - area / (115. * 16 * 16)) < 1e-9); // nobody is at the anchor
    std::vector<double> byClass;
    for (const RadarItem& item : items)
        byClass.push_back(std::fmod(double(item.label) * 0.618, 1.) * 1.5 * M_PI);
    QVERIFY(area * 5 < coveredArea(items, byClass, scale));
    // With room enough nobody covers anybody.
    QCOMPARE(radarLayout(items, {.perDistance = 400, .side = 16}).covered, 0.);
}

void tst_radar_layout::aClassHasItsDirection()
{
    const std::vector<RadarItem> one {{.distance = 1, .label = 3}};
    const std::vector<RadarItem> two {{.distance = 0.4F, .label = 9}, {.distance = 1, .label = 3}};
    const RadarScale scale {.perDistance = 100, .side = 10};
    QCOMPARE(radarLayout(one, scale).angles[0], radarLayout(two, scale).angles[1]);
    QVERIFY(radarLayout(two, scale).angles[0] != radarLayout(two, scale).angles[1]);
    QVERIFY(radarLayout({}, scale).angles.empty());
    // Marks lie on each other, and in nobody's way.
    const std::vector<RadarItem> marks {{.distance = 1, .label = 3, .isMark = true},
        {.distance = 1, .label = 3, .isMark = true}, {.distance = 1, .label = 3}};
    const RadarLayout layout = radarLayout(marks, scale);
    QCOMPARE(layout.angles, std::vector<double>(3, layout.angles[2]));
    QCOMPARE(layout.covered, 0.);
}

QTEST_GUILESS_MAIN(tst_radar_layout)
#include "tst_radar_layout.moc"
