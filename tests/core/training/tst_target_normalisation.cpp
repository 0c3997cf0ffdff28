#include "core/basics/error.h"
#include "core/training/target_normalisation.h"

#include <QTest>

using namespace hardlens;

class TestTargetNormalisation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Two RoIs of a 10 × 10 object: itself (deltas 0) and one shifted by (2, 1) with half the
    /// height.
    void handWorked()
    {
        DeltaStatistics statistics(2);
        const std::vector<GroundTruth> objects {{{0, 0, 10, 10}, 1, false}};
        // (0,0,10,10) → 0; (0,0,10,8): centre 4 → 5, dy = 1/8 = .125, dh = ln(10/8) = .223144
        const std::vector<Box> rois {{0, 0, 10, 10}, {1, 0, 12, 8}, {50, 50, 60, 60}};
        // (1,0,12,8): IoU = 9·8 / (88 + 100 - 72) = .62; dx = (5 - 6.5)/11 = -.136364, dw =
        // ln(10/11) = -.095310
        statistics.add(rois, objects, .5);
        const auto n = statistics.normalisation({"background", "cell"});
        // means are half of the second's values, stds the same: E[x²] - E[x]² = x²/2 - x²/4
        const float expected[4] = {-.136364f, .125f, -.095310f, .223144f};
        for (size_t c = 0; c < 4; ++c) {
            QVERIFY(std::abs(n[1].mean[c] - expected[c] / 2) < 1e-5f);
            QVERIFY(std::abs(n[1].std[c] - std::abs(expected[c]) / 2) < 1e-5f);
        }
    }

    void noSpreadNamesTheClass()
    {
        DeltaStatistics statistics(3);
        statistics.add(std::vector<Box> {{0, 0, 10, 10}},
            std::vector<GroundTruth> {{{0, 0, 10, 10}, 2, false}}, .5);
        try {
            statistics.normalisation({"background", "cat", "dog"});
            QFAIL("accepted");
        } catch (const ConfigError& error) {
            QVERIFY2(QString(error.what()).contains("class dog has no spread in dx"), error.what());
        }
    }

    void ignoredObjectsAndClassesWithoutRois()
    {
        DeltaStatistics statistics(2);
        statistics.add(std::vector<Box> {{0, 0, 10, 10}},
            std::vector<GroundTruth> {{{0, 0, 10, 10}, 1, true}}, .5);
        QCOMPARE(statistics.normalisation({"background", "cell"})[1].std[2], .2f);
    }
};

QTEST_GUILESS_MAIN(TestTargetNormalisation)
#include "tst_target_normalisation.moc"
