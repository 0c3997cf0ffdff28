#include "core/basics/error.h"
#include "core/basics/option_spec.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace hardlens;

namespace {

OptionSpec specOf(const QString& kind)
{
    if (kind == "real")
        return {.key = "mining.nmsIou", .type = OptionType::Real, .low = 0, .high = 1};
    if (kind == "integer")
        return {.key = "mining.B", .type = OptionType::Integer, .low = 1, .high = 100000};
    if (kind == "switch")
        return {.key = "mining.nms", .type = OptionType::Switch};
    if (kind == "choice")
        return {.key = "mining.sampler",
            .type = OptionType::Choice,
            .choices = {"ohem", "heuristic", "all"}};
    return {.key = "run.name", .type = OptionType::Text};
}

} // namespace

class TestOptionSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepts_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("stored");
        QTest::newRow("real") << "real"
                              << "0.70"
                              << "0.7";
        QTest::newRow("low end") << "real"
                                 << "0"
                                 << "0";
        QTest::newRow("high end") << "real"
                                  << "1.0"
                                  << "1";
        QTest::newRow("small") << "real"
                               << "1e-5"
                               << "1e-05";
        QTest::newRow("integer") << "integer"
                                 << "128"
                                 << "128";
        QTest::newRow("integer as decimal") << "integer"
                                            << "128.0"
                                            << "128";
        QTest::newRow("integer with exponent") << "integer"
                                               << "1e3"
                                               << "1000";
        QTest::newRow("largest") << "integer"
                                 << "100000"
                                 << "100000";
        QTest::newRow("true") << "switch"
                              << "true"
                              << "true";
        QTest::newRow("choice") << "choice"
                                << "heuristic"
                                << "heuristic";
        QTest::newRow("text") << "text"
                              << "any thing"
                              << "any thing";
        QTest::newRow("empty text") << "text"
                                    << ""
                                    << "";
    }

    void accepts()
    {
        QFETCH(QString, kind);
        QFETCH(QString, value);
        QFETCH(QString, stored);
        QCOMPARE(specOf(kind).checked(value.toStdString()), stored.toStdString());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("message");
        const QString real = ": must be in [0, 1]";
        for (const char* value : {"1.5", "-0.1", "", "1x", "nan", "inf", "1e999", " 1", "0,5"})
            QTest::addRow("real %s", value)
                << "real" << value << QString("mining.nmsIou = ") + value + real;
        const QString integer = ": must be a whole number in [1, 100000]";
        for (const char* value : {"0", "100001", "2.5", "many"})
            QTest::addRow("integer %s", value)
                << "integer" << value << QString("mining.B = ") + value + integer;
        QTest::newRow("switch") << "switch"
                                << "yes"
                                << "mining.nms = yes: must be true or false";
        QTest::newRow("choice") << "choice"
                                << "OHEM"
                                << "mining.sampler = OHEM: must be one of ohem, heuristic, all";
    }

    void refuses()
    {
        QFETCH(QString, kind);
        QFETCH(QString, value);
        QFETCH(QString, message);
        try {
            specOf(kind).checked(value.toStdString());
            QFAIL("was accepted");
        } catch (const ConfigError& e) {
            QCOMPARE(QString(e.what()), message);
        }
    }

    void rangesAsText()
    {
        QCOMPARE(specOf("real").range(), std::string("in [0, 1]"));
        QCOMPARE(specOf("integer").range(), std::string("a whole number in [1, 100000]"));
        QCOMPARE(specOf("text").range(), std::string("text"));
    }

    void shortNumberReadsBack()
    {
        QCOMPARE(shortNumber(.7), std::string("0.7"));
        QCOMPARE(shortNumber(100000), std::string("1e+05"));
        for (const double value : {0., -1., 1. / 3, .1, 1e-300, 123456789.125,
                 std::numeric_limits<double>::max(), std::numeric_limits<double>::denorm_min()}) {
            double back = -5;
            QVERIFY(readNumber(shortNumber(value), back));
            QCOMPARE(back, value);
        }
    }
};

QTEST_GUILESS_MAIN(TestOptionSpec)
#include "tst_option_spec.moc"
