#include "core/basics/error.h"
#include "core/mining/mining_config.h"

#include <QTest>

#include <functional>
#include <limits>

using namespace hardlens;

using Change = std::function<void(MiningConfig&)>;
Q_DECLARE_METATYPE(Change)

class TestMiningConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messages_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("message");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const auto row = [](const char* name, const Change& change, const char* message) {
            QTest::newRow(name) << change << QString(message);
        };
        row(
            "N 0", [](auto& c) { c.picturesPerStep = 0; }, "mining.N = 0: must be in [1, 64]");
        row(
            "N 65", [](auto& c) { c.picturesPerStep = 65; }, "mining.N = 65: must be in [1, 64]");
        row(
            "B 0", [](auto& c) { c.roisPerStep = 0; }, "mining.B = 0: must be in [1, 100000]");
        row(
            "B large", [](auto& c) { c.roisPerStep = 100001; },
            "mining.B = 100001: must be in [1, 100000]");
        row(
            "nmsIou", [](auto& c) { c.nmsIou = 1.5; }, "mining.nmsIou = 1.5: must be in [0, 1]");
        row(
            "nmsIou NaN", [=](auto& c) { c.nmsIou = nan; },
            "mining.nmsIou = nan: must be in [0, 1]");
        row(
            "foregroundIou", [](auto& c) { c.foregroundIou = 0; },
            "mining.foregroundIou = 0: must be in (0, 1]");
        row(
            "foregroundIou NaN", [=](auto& c) { c.foregroundIou = nan; },
            "mining.foregroundIou = nan: must be in (0, 1]");
        row(
            "bgLo above foregroundIou", [](auto& c) { c.backgroundLow = .6; },
            "mining.bgLo = 0.6: must be in [0, mining.foregroundIou]");
        row(
            "bgLo", [](auto& c) { c.backgroundLow = -.1; },
            "mining.bgLo = -0.1: must be in [0, mining.foregroundIou]");
        row(
            "foregroundFraction", [](auto& c) { c.foregroundFraction = 1.01; },
            "mining.foregroundFraction = 1.01: must be in [0, 1]");
        row(
            "hardFraction", [](auto& c) { c.hardFraction = -1; },
            "mining.hardFraction = -1: must be in [0, 1]");
        row(
            "focalGamma", [](auto& c) { c.focalGamma = 11; },
            "mining.focalGamma = 11: must be in [0, 10]");
        row(
            "the first of two", [](auto& c) { c.nmsIou = 2, c.roisPerStep = -1; },
            "mining.B = -1: must be in [1, 100000]");
    }

    void messages()
    {
        QFETCH(Change, change);
        QFETCH(QString, message);
        MiningConfig config;
        change(config);
        try {
            config.validate();
            QFAIL("was accepted");
        } catch (const ConfigError& e) {
            QCOMPARE(QString(e.what()), message);
        }
    }

    void endsOfTheRangesAreAllowed()
    {
        MiningConfig low {.picturesPerStep = 1,
            .roisPerStep = 1,
            .nmsIou = 0,
            .foregroundIou = 1e-9,
            .foregroundFraction = 0,
            .hardFraction = 0,
            .focalGamma = 0};
        MiningConfig high {.picturesPerStep = 64,
            .roisPerStep = 100000,
            .nmsIou = 1,
            .foregroundIou = 1,
            .backgroundLow = 1,
            .foregroundFraction = 1,
            .hardFraction = 1,
            .focalGamma = 10};
        low.validate();
        high.validate();
    }

    // facts: N = 2, B = 128, NMS .7 and bg_lo 0 for OHEM; the released code groups by label, pools,
    // counts +1; the baseline draws a quarter of foreground with bg_lo .1.
    void presets()
    {
        const MiningConfig paper = paperPreset(), code = originalCodePreset(),
                           base = fastRcnnPreset();
        for (const MiningConfig& config : {paper, code, base}) {
            config.validate();
            QCOMPARE(config.picturesPerStep, int64_t {2});
            QCOMPARE(config.roisPerStep, int64_t {128});
            QCOMPARE(config.foregroundIou, .5);
            QCOMPARE(config.backgroundLow, usualBackgroundLow(config.sampler));
        }
        QVERIFY(paper.sampler == SamplerKind::Ohem && code.sampler == SamplerKind::Ohem);
        QVERIFY(base.sampler == SamplerKind::Heuristic && base.foregroundFraction == .25
            && base.backgroundLow == .1);
        QVERIFY(paper.useNms && paper.nmsIou == .7 && paper.grouping == NmsGrouping::Image
            && paper.scope == SelectionScope::PerImage && paper.backgroundLow == 0);
        QVERIFY(code.useNms && code.nmsIou == .7 && code.grouping == NmsGrouping::ImageAndLabel
            && code.scope == SelectionScope::Pooled && code.ties == TieOrder::HigherIndexFirst
            && code.convention == PixelConvention::InclusivePixel);
    }

    void whoNeedsLosses()
    {
        QVERIFY(needsLosses(SamplerKind::Ohem));
        QVERIFY(needsLosses(SamplerKind::HardEasyMix));
        QVERIFY(needsLosses(SamplerKind::Focal));
        QVERIFY(!needsLosses(SamplerKind::Heuristic));
        QVERIFY(!needsLosses(SamplerKind::All));
    }
};

QTEST_GUILESS_MAIN(TestMiningConfig)
#include "tst_mining_config.moc"
