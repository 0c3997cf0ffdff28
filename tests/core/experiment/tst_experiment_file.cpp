#include "core/basics/error.h"
#include "core/experiment/experiment_file.h"
#include "core/training/options.h"

#include <QTest>

using namespace hardlens;

class TestExperimentFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip()
    {
        TrainingConfig config;
        applySettings({"mining.preset=original-code", "mining.B=77", "net.dropout=0.25", "seed=9",
                          "data.path=a \"b\"", "training.implementation=A", "input.flip=false"},
            config);
        const std::string text = experimentText(config);
        TrainingConfig read;
        readExperimentText(text, "x.toml", read);
        for (const TrainingOption& option : trainingOptions())
            QCOMPARE(option.get(read),
                option.spec.key == "proposals.method" ? std::string("selective-search-quality")
                                                      : option.get(config));
        QCOMPARE(experimentText(read), text);
    }

    void everyOptionIsDescribedAndInItsOwnRange()
    {
        for (const TrainingOption& option : trainingOptions()) {
            QVERIFY2(!option.spec.meaning.empty() && !option.spec.label.empty(),
                option.spec.key.c_str());
            QCOMPARE(option.spec.checked(option.spec.defaultValue), option.spec.defaultValue);
            TrainingConfig config;
            option.set(config, option.spec.defaultValue);
            QCOMPARE(option.get(config), option.spec.defaultValue);
        }
    }

    void mistakes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown")
            << "seed = 1\n[mining]\nnmsIuo = 0.7\n"
            << "f.toml:3: mining.nmsIuo: unknown option; the nearest known one is mining.nmsIou";
        QTest::newRow("range") << "[mining]\nnmsIou = 1.5"
                               << "f.toml:2: mining.nmsIou = 1.5: must be in [0, 1]";
        QTest::newRow("whole") << "[mining]\nB = 1.5"
                               << "f.toml:2: mining.B = 1.5: must be a whole number in [1, 4096]";
        QTest::newRow("choice")
            << "[mining]\nsampler = \"best\""
            << "f.toml:2: mining.sampler = best: must be one of ohem, heuristic, all, mix, focal";
        QTest::newRow("type")
            << "seed = [1]"
            << "f.toml:1: seed: must be a number, true or false, or text in quotes";
        QTest::newRow("preset")
            << "[mining]\npreset = \"x\""
            << "f.toml:2: mining.preset = x: must be one of paper, original-code, fast-rcnn";
    }

    void mistakes()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        TrainingConfig config;
        try {
            readExperimentText(text.toStdString(), "f.toml", config);
            QFAIL("accepted");
        } catch (const ConfigError& error) {
            QCOMPARE(QString(error.what()), message);
        }
    }

    void brokenToml()
    {
        TrainingConfig config;
        try {
            readExperimentText("seed = 1\nseed = ", "f.toml", config);
            QFAIL("accepted");
        } catch (const ConfigError& error) {
            QVERIFY2(QString(error.what()).startsWith("f.toml:2: "), error.what());
        }
    }

    void presetComesBeforeWhatIsMoreParticular()
    {
        TrainingConfig config;
        readExperimentText("[mining]\nB = 32\npreset = \"original-code\"\n", "f.toml", config);
        QCOMPARE(config.mining.roisPerStep, int64_t(32));
        QVERIFY(config.mining.scope == SelectionScope::Pooled && config.training.accumulate);
    }
};

QTEST_GUILESS_MAIN(TestExperimentFile)
#include "tst_experiment_file.moc"
