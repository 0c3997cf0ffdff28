#include "core/basics/random.h"
#include "widgets/export/table_text.h"

#include <QTest>

#include <bit>
#include <charconv>
#include <clocale>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace hardlens;

namespace {

/// Not by QString::toFloat, which rounds twice: to a double first.
template <typename Real> Real readBack(const QString& field)
{
    const std::string text = field.toStdString();
    Real number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace

class TestTableText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsUnderTheirNames()
    {
        TableText table({"step", "loss", "fate"});
        QCOMPARE(table.text(), "step,loss,fate\r\n");
        table << 412 << 0.25 << "selected";
        table << int64_t(413) << 1.5f << QString("below the cut");
        QCOMPARE(table.text(), "step,loss,fate\r\n412,0.25,selected\r\n413,1.5,below the cut\r\n");
        QCOMPARE(table.rows(), 2);
    }

    void quotes_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("written");
        QTest::newRow("plain") << "a b;c"
                               << "a b;c";
        QTest::newRow("comma") << "a,b"
                               << "\"a,b\"";
        QTest::newRow("quote") << "5\" disc"
                               << "\"5\"\" disc\"";
        QTest::newRow("line end") << "a\nb"
                                  << "\"a\nb\"";
        QTest::newRow("carriage return") << "a\rb"
                                         << "\"a\rb\"";
        QTest::newRow("empty") << ""
                               << "";
    }

    void quotes()
    {
        QFETCH(QString, field);
        QFETCH(QString, written);
        TableText table({"x", "y"});
        table << field << 1;
        QCOMPARE(table.text(), "x,y\r\n" + written + ",1\r\n");
        QCOMPARE(TableText({field}).text(), written + "\r\n");
    }

    void numbersReadBackEqual()
    {
        TableText table({"x"});
        RandomStream random({.seed = 1});
        std::vector<double> doubles {0.1, 1.0 / 3, 1e-300, 5e-324, -1.7976931348623157e308, 0};
        std::vector<float> floats {0.1f, 1.0f / 3, 1e-45f, 3.4028235e38f, 16777217.f};
        for (int i = 0; i < 2000; ++i) {
            const auto bits = [&] { return uint64_t(random.below(UINT32_MAX)); };
            const double d = std::bit_cast<double>(bits() << 32 | bits());
            if (std::isfinite(d))
                doubles.push_back(d);
            const float f = std::bit_cast<float>(uint32_t(bits()));
            if (std::isfinite(f))
                floats.push_back(f);
        }
        for (const double d : doubles)
            table << d;
        for (const float f : floats)
            table << f;
        const QStringList fields = table.text().split("\r\n");
        QCOMPARE(fields.size(), qsizetype(1 + doubles.size() + floats.size() + 1));
        for (size_t i = 0; i < doubles.size(); ++i)
            QVERIFY(readBack<double>(fields[qsizetype(i + 1)]) == doubles[i]);
        for (size_t i = 0; i < floats.size(); ++i)
            QVERIFY(readBack<float>(fields[qsizetype(i + 1 + doubles.size())]) == floats[i]);
    }

    void whatIsNoNumber()
    {
        TableText table({"a", "b", "c"});
        table << std::nan("") << std::numeric_limits<double>::infinity()
              << -std::numeric_limits<float>::infinity();
        QCOMPARE(table.text(), "a,b,c\r\n,inf,-inf\r\n");
    }

    void pointWhateverTheLocale()
    {
        QLocale::setDefault(QLocale(QLocale::German));
        const std::string before = std::setlocale(LC_ALL, nullptr);
        std::setlocale(LC_ALL, "de_DE.UTF-8");
        TableText table({"a", "b"});
        table << 1234.5 << 1234567;
        std::setlocale(LC_ALL, before.c_str());
        QLocale::setDefault(QLocale::c());
        QCOMPARE(table.text(), "a,b\r\n1234.5,1234567\r\n");
    }

    void incompleteRowsAreRefused()
    {
        TableText table({"a", "b"});
        table << 1;
        QVERIFY_THROWS_EXCEPTION(std::logic_error, table.text());
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, TableText({}));
    }
};

QTEST_GUILESS_MAIN(TestTableText)
#include "tst_table_text.moc"
