#include "core/basics/error.h"
#include "core/sampling/sampling_config.h"

#include <QTest>

#include <functional>
#include <limits>
#include <set>

using namespace hardlens;

using Change = std::function<void(SamplingConfig&)>;
Q_DECLARE_METATYPE(Change)

class TestSamplingConfig : public QObject
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
            "margin 0", [](auto& c) { c.margin = 0; }, "sampling.margin = 0: must be in (0, 4]");
        row(
            "margin", [](auto& c) { c.margin = 4.5; }, "sampling.margin = 4.5: must be in (0, 4]");
        row(
            "cutoff", [](auto& c) { c.cutoff = 2.5; }, "sampling.cutoff = 2.5: must be in [0, 2]");
        row(
            "cutoff below", [](auto& c) { c.cutoff = -.1; },
            "sampling.cutoff = -0.1: must be in [0, 2]");
        row(
            "cutoff NaN", [=](auto& c) { c.cutoff = nan; },
            "sampling.cutoff = nan: must be in [0, 2]");
        row(
            "upper 0", [](auto& c) { c.upperCutoff = 0; },
            "sampling.upperCutoff = 0: must be in (0, 2]");
        row(
            "upper", [](auto& c) { c.upperCutoff = 2.1; },
            "sampling.upperCutoff = 2.1: must be in (0, 2]");
        row(
            "upper NaN", [=](auto& c) { c.upperCutoff = nan; },
            "sampling.upperCutoff = nan: must be in (0, 2]");
        row(
            "n", [](auto& c) { c.densityDimension = 1.5; },
            "sampling.densityDimension = 1.5: must be in [2, 4096]");
        row(
            "n NaN", [=](auto& c) { c.densityDimension = nan; },
            "sampling.densityDimension = nan: must be in [2, 4096]");
        row(
            "the first of two", [](auto& c) { c.upperCutoff = 3, c.cutoff = 3; },
            "sampling.cutoff = 3: must be in [0, 2]");
    }

    void messages()
    {
        QFETCH(Change, change);
        QFETCH(QString, message);
        SamplingConfig config;
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
        const SamplingConfig low {
            .margin = 1e-9, .cutoff = 0, .upperCutoff = 1e-9, .densityDimension = 2};
        const SamplingConfig high {
            .margin = 4, .cutoff = 2, .upperCutoff = 2, .densityDimension = 4096};
        const SamplingConfig none {.upperCutoff = {}};
        low.validate();
        high.validate();
        none.validate();
    }

    // The original code: clamped at .5, below 1.4, nominal n, all positives, with replacement,
    // uniform where a row is empty.
    void defaultsAreTheOriginalCode()
    {
        const SamplingConfig c;
        c.validate();
        QVERIFY(
            c.negatives == NegativeSampler::DistanceWeighted && c.positives == PositiveChoice::All);
        QVERIFY(c.cutoff == .5 && c.cutoffMode == CutoffMode::Clamp && c.upperCutoff == 1.4);
        QVERIFY(c.dimension == DensityDimension::Nominal && c.withReplacement);
        QVERIFY(c.emptyRow == EmptyRow::UniformOtherClasses);
    }

    void tableOfSamplers()
    {
        std::set<std::string_view> names;
        for (const NegativeSamplerEntry& entry : negativeSamplers()) {
            QCOMPARE(&entryOf(entry.sampler), &entry);
            QVERIFY(!entry.source.empty());
            names.insert(entry.name);
        }
        QCOMPARE(names.size(), size_t {11});
        QCOMPARE(negativeSamplers().back().sampler, NegativeSampler::NearestBeyondCutoff);
    }
};

QTEST_GUILESS_MAIN(TestSamplingConfig)
#include "tst_sampling_config.moc"
