#include "core/data/annotations/annotation_file_error.h"
#include "core/data/coco/file_window.h"
#include "core/data/coco/json_lists.h"
#include "tests/core/data/made_up_folder.h"

#include <QElapsedTimer>
#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// "0[0]=…" for each item of the lists "a" and "b".
QStringList itemsOf(const MadeUpFolder& folder, const std::string& json)
{
    folder.text("x.json", json);
    QStringList items;
    readJsonLists(folder.root / "x.json", "x.json", {"a", "b"}, [&](const JsonItem& item) {
        items << QString::fromStdString(
            concat(item.list, "[", item.index, "]=", std::string(item.text)));
        return true;
    });
    return items;
}

} // namespace

class TestJsonLists : public QObject
{
    Q_OBJECT

    MadeUpFolder m_folder {};

private Q_SLOTS:
    void items_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QStringList>("items");
        QTest::newRow("empty") << "{}" << QStringList {};
        QTest::newRow("empty lists") << R"( { "a" : [ ] , "b":[]} )" << QStringList {};
        QTest::newRow("both") << R"({"b":[1, {"x":[2]}],"a":["s",null]})"
                              << QStringList {
                                     "1[0]=1", "1[1]={\"x\":[2]}", "0[0]=\"s\"", "0[1]=null"};
        QTest::newRow("passed over")
            << "{\"c\":{\"a\":[1]},\"d\":[[[]],{}],\"e\":\"a[{\",\"f\":-1.5e3,\"a\":[7]}"
            << QStringList {"0[0]=7"};
        QTest::newRow("no list") << R"({"a":{"x":1},"b":3})"
                                 << QStringList {"0[0]={\"x\":1}", "1[0]=3"};
        QTest::newRow("escapes") << "{\"c\\\"\":1,\"a\":[\"x\\\\\\\"]}\",\"\\\\\"]}"
                                 << QStringList {"0[0]=\"x\\\\\\\"]}\"", "0[1]=\"\\\\\""};
        QTest::newRow("byte order mark")
            << QString::fromUtf8("\xEF\xBB\xBF{\"a\":[1]}\n") << QStringList {"0[0]=1"};
    }

    void items()
    {
        QFETCH(QString, json);
        QFETCH(QStringList, items);
        QCOMPARE(itemsOf(m_folder, json.toStdString()), items);
    }

    void mistakes_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const QString& json, const QString& error) {
            QTest::newRow(name) << json << "x.json:" + error;
        };
        const QString is = ": not such a JSON file as COCO's: ";
        row("nothing", "", "1" + is + "the beginning: the file ends here: cut off");
        row("a list", "[1]", "1" + is + "the beginning: expected {");
        row("cut between", "{\"a\":\n[1,\n", "3" + is + "a[1]: the file ends here: cut off");
        row("cut in an item", "{\"a\":[1,{\"x\":2", "1" + is + "a[1]: the file ends here: cut off");
        row("cut in a string", "{\"a\":[\"x",
            "1" + is + "a[0]: the file ends within a string: cut off");
        row("cut in an escape", "{\"a\":[\"\\",
            "1" + is + "a[0]: the file ends within a string: cut off");
        row("cut at the end", "{\"a\":[1]", "1" + is + "a: the file ends here: cut off");
        row("wrong bracket", "{\"a\":[{\"x\":1]]}", "1" + is + "a[0]: a ] that closes nothing");
        row("no comma", "{\"a\":[1 2]}", "1" + is + "a[0]: expected ]");
        row("no colon", "{\"a\" [1]}", "1" + is + "a name: expected :");
        row("no quotes", "{a:1}", "1" + is + "a name: expected a name in quotes");
        row("no value", "{\"a\":}", "1" + is + "a[0]: expected a value");
        row("twice", "{\"a\":[1],\"b\":[],\n\"a\":[2]}", "2" + is + "a: comes twice");
        row("more behind", "{\"a\":[1]} {}", "1" + is + "the end: something follows the closing }");
        row("too deep", "{\"c\":" + QString(65, '[') + QString(65, ']') + "}",
            "1" + is + "c: brackets nest deeper than 64");
    }

    void mistakes()
    {
        QFETCH(QString, json);
        QFETCH(QString, error);
        try {
            itemsOf(m_folder, json.toStdString());
            QFAIL("was taken");
        } catch (const AnnotationFileError& e) {
            QCOMPARE(QString(e.what()), error);
        }
    }

    void sixtyFourLevelsAreTaken()
    {
        const std::string open(64, '['), close(64, ']');
        QCOMPARE(
            itemsOf(m_folder, "{\"c\":" + open + close + ",\"a\":[1]}"), QStringList {"0[0]=1"});
    }

    void aDepthBombIsRefusedAtOnce()
    {
        QElapsedTimer timer;
        m_folder.text("x.json", "{\"a\":[" + std::string(10000000, '['));
        timer.start();
        QVERIFY_THROWS_EXCEPTION(AnnotationFileError,
            readJsonLists(
                m_folder.root / "x.json", "x.json", {"a"}, [](const JsonItem&) { return true; }));
        QVERIFY2(timer.elapsed() < 100, qPrintable(QString::number(timer.elapsed())));
    }

    /// The same items whatever part of them a window's end falls on.
    void itemsAcrossWindows()
    {
        std::string json = "{\"a\":[";
        QStringList expected;
        for (int i = 0; i < 40; ++i) {
            // Lengths that place brackets, quotes and backslashes at every offset from the border.
            const std::string filler(FileWindow::partBytes / 16 + size_t(i) - 20, 'x');
            const std::string item = "{\"k\":[1,\"\\\\\\\"]\"],\"f\":\"" + filler + "\"}";
            json += (i ? "," : "") + item;
            expected << QString::fromStdString(concat("0[", i, "]=", item));
        }
        json += "],\"b\":[" + std::string(3 * FileWindow::partBytes, ' ') + "5]}";
        expected << "1[0]=5";
        QVERIFY(itemsOf(m_folder, json) == expected);
    }

    void aGiantItemIsRefused()
    {
        m_folder.text(
            "x.json", "{\"a\":[\"" + std::string(FileWindow::mostKept + 3000000, 'x') + "\"]}");
        try {
            readJsonLists(
                m_folder.root / "x.json", "x.json", {"a"}, [](const JsonItem&) { return true; });
            QFAIL("was taken");
        } catch (const AnnotationFileError& e) {
            QVERIFY2(QString(e.what()).endsWith("a[0]: a value of more than 64 MB"), e.what());
        }
        m_folder.text("x.json", "");
    }

    void theTakerMayStop()
    {
        m_folder.text("x.json", R"({"a":[1,2,3],"b":[4]}, broken)");
        int taken = 0;
        const auto seen = readJsonLists(m_folder.root / "x.json", "x.json", {"a", "b"},
            [&](const JsonItem&) { return ++taken < 2; });
        QCOMPARE(taken, 2);
        QCOMPARE(seen, (std::vector<bool> {true, false}));
    }

    void whatIsNoFile()
    {
        const auto take = [](const JsonItem&) { return true; };
        QVERIFY_THROWS_EXCEPTION(
            AnnotationFileError, readJsonLists(m_folder.root, "x", {"a"}, take));
        QVERIFY_THROWS_EXCEPTION(
            AnnotationFileError, readJsonLists(m_folder.root / "gone", "x", {"a"}, take));
        QVERIFY_THROWS_EXCEPTION(AnnotationFileError, readJsonLists("/dev/zero", "x", {"a"}, take));
    }
};

QTEST_GUILESS_MAIN(TestJsonLists)
#include "tst_json_lists.moc"
