#include "core/records/shortened_roi.h"

#include <QTest>

#include <cmath>

using namespace hardlens;

class TestShortenedRoi : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void byHand()
    {
        const float probability = 1 / 3.f;
        const RoiRecord roi {.proposal = 3,
            .box = {1 / 3.f, 2, 3, 4},
            .label = 2,
            .iou = 1 / 3.f,
            .classLoss = 1 / 3.f,
            .probability = probability,
            .top = {{{2, probability}, {0, probability}, {5, .25f}}},
            .decoded = {10.03f, 10.04f, 20.97f, 500}};
        const RoiRecord s = shortened(roi);
        // 10.03 * 16 = 160.48, 10.04 * 16 = 160.64, 20.97 * 16 = 335.52
        QVERIFY((s.decoded == Box {10, 10.0625f, 21, 500}));
        QCOMPARE(s.top[0].probability, probability); // its own class
        // 1/3 = 1.333… / 4, in steps of 1/2048: 2730.67 / 8192
        QCOMPARE(s.top[1].probability, 2731 / 8192.f);
        QCOMPARE(s.top[2].probability, .25f);
        QVERIFY(s.box == roi.box && s.iou == roi.iou && s.classLoss == roi.classLoss);
        QCOMPARE(s.probability, probability);
    }

    void ignoredOnesAreBackground()
    {
        const RoiRecord s
            = shortened({.label = ignoredLabel, .top = {{{0, .3f}, {1, .3f}, {-1, 0}}}});
        QCOMPARE(s.top[0].probability, .3f);
        QVERIFY(s.top[1].probability != .3f && std::abs(s.top[1].probability - .3f) < .3f / 4096);
        QCOMPARE(s.top[2].probability, 0.f);
    }

    void twiceIsOnce()
    {
        for (float v = 1e-30f; v < 1; v *= 1.7f) {
            const RoiRecord once = shortened({.label = 1,
                .top = {{{0, v}, {2, v}, {3, 1 - v}}},
                .decoded = {v, 9 * v, 99 * v, 999 * v}});
            const RoiRecord twice = shortened(once);
            QCOMPARE(twice.top[0].probability, once.top[0].probability);
            QCOMPARE(twice.top[2].probability, once.top[2].probability);
            QVERIFY(twice.decoded == once.decoded);
            QVERIFY(std::abs(once.top[0].probability - v) <= v / 4096);
            QVERIFY(once.top[2].probability <= 1);
        }
    }

    void whatIsNotFinite()
    {
        const float nan = std::numeric_limits<float>::quiet_NaN(),
                    inf = std::numeric_limits<float>::infinity();
        const RoiRecord s = shortened(
            {.label = 1, .top = {{{0, nan}, {2, inf}, {3, 0}}}, .decoded = {nan, -inf, inf, 0}});
        QVERIFY(std::isnan(s.top[0].probability) && std::isinf(s.top[1].probability));
        QVERIFY(std::isnan(s.decoded.x1) && std::isinf(s.decoded.x2));
    }
};

QTEST_GUILESS_MAIN(TestShortenedRoi)
#include "tst_shortened_roi.moc"
