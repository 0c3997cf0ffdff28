#include "core/data/annotations/annotation_file_error.h"
#include "core/data/classes/mat_form.h"
#include "core/data/classes/mat_lists.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/core/data/made_up_mat.h"

#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

// A .mat file byte by byte, as the format's description has it.

std::string word(uint32_t value)
{
    return {char(value), char(value >> 8), char(value >> 16), char(value >> 24)};
}

std::string element(uint32_t type, std::string content)
{
    const auto size = uint32_t(content.size());
    content.resize((content.size() + 7) / 8 * 8);
    return word(type) + word(size) + content;
}

std::string shortElement(uint32_t type, std::string content)
{
    const auto size = uint32_t(content.size());
    content.resize(4);
    return word(size << 16 | type) + content;
}

std::string array(uint32_t kind, uint32_t rows, uint32_t columns, const std::string& name,
    const std::string& values)
{
    return element(14,
        element(6, word(kind) + word(0)) + element(5, word(rows) + word(columns)) + element(1, name)
            + values);
}

constexpr uint32_t cells = 1, structs = 2, text = 4, doubles = 6, bytes = 9;

/// A struct array of one field.
std::string oneField(uint32_t count, const std::string& values)
{
    return array(structs, 1, count, "r",
        shortElement(5, word(4)) + shortElement(1, std::string("f\0\0\0", 4)) + values);
}

std::string file(const std::string& variables)
{
    return std::string(124, ' ') + std::string("\0\1IM", 4) + variables;
}

MatFile opened(const MadeUpFolder& folder, const std::string& content)
{
    folder.text("a.mat", content);
    ContainedFiles files(folder.root);
    return MatFile(files.find("", "a.mat"));
}

template <typename Read> QString messageOf(Read read)
{
    try {
        read();
        return "was accepted";
    } catch (const AnnotationFileError& error) {
        return error.what();
    }
}

} // namespace

class TestMatLists : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<bool>("compressed");
        QTest::newRow("plain") << false;
        QTest::newRow("compressed") << true;
    }

    void reads()
    {
        QFETCH(bool, compressed);
        const MadeUpFolder folder;
        MadeUpMat(folder.root / "a.mat", compressed)
            .texts("names", {"AM General", "Ram C/V", ""})
            .records("rows", {"file", "number"},
                {{matText("a.jpg"), matByte(196)}, {matText("d/b.jpg"), matDouble(-3)},
                    {matText(""), matNumber(int16_t(-300), MAT_C_INT16, MAT_T_INT16)}});
        ContainedFiles files(folder.root);
        const MatFile file(files.find("", "a.mat"));
        QCOMPARE(file.texts("names"), (std::vector<std::string> {"AM General", "Ram C/V", ""}));
        const MatRecords rows = file.records("rows");
        QCOMPARE(rows.size(), int64_t(3));
        QCOMPARE(rows.text(0, "file"), std::string("a.jpg"));
        QCOMPARE(rows.text(1, "file"), std::string("d/b.jpg"));
        QCOMPARE(rows.text(2, "file"), std::string());
        QCOMPARE(rows.wholeNumber(0, "number", 1, 196, "a class"), int64_t(196));
        QCOMPARE(rows.wholeNumber(1, "number", -3, 1, "a class"), int64_t(-3));
        QCOMPARE(rows.wholeNumber(2, "number", -300, 1, "a class"), int64_t(-300));
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, rows.text(3, "file"));
    }

    /// Short elements, numbers kept in a smaller type than their array's, UTF-16 with a pair.
    void readsAsMatlabWrites_data()
    {
        QTest::addColumn<bool>("compressed");
        QTest::newRow("plain") << false;
        QTest::newRow("compressed") << true;
    }

    void readsAsMatlabWrites()
    {
        QFETCH(bool, compressed);
        const MadeUpFolder folder;
        const std::string utf16("\xc9\0t\0\x3d\xd8\x97\xde\x00\xd8", 10); // É t U+1F697 half a pair
        const std::string names = array(cells, 1, 4, "n",
            array(text, 1, 5, "", element(17, utf16))
                + array(text, 1, 2, "", shortElement(16, "\xc3\xa9!"))
                + array(text, 1, 1, "", shortElement(2, "\xe9")) + element(14, ""));
        const std::string rows = oneField(2,
            array(doubles, 1, 1, "", shortElement(2, "\x07"))
                + array(bytes, 1, 1, "", shortElement(2, "\xc4")));
        const MatFile mat = opened(folder,
            compressed ? file(packedVariable(names) + packedVariable(rows)) : file(names + rows));
        const MatRecords records = mat.records("r");
        QCOMPARE(records.wholeNumber(0, "f", 0, 255, "a class"), int64_t(7));
        QCOMPARE(records.wholeNumber(1, "f", 0, 255, "a class"), int64_t(196));
        QCOMPARE(messageOf([&] { mat.texts("n"); }),
            QString("a.mat:4: n: expected a line of text of at most 4096 bytes in each cell"));
        folder.text("a.mat", file(array(cells, 1, 3, "n", names.substr(56, names.size() - 64))));
        ContainedFiles files(folder.root);
        QCOMPARE(MatFile(files.find("", "a.mat")).texts("n"),
            (std::vector<std::string> {"\u00c9t\U0001F697\ufffd", "\u00e9!", "\u00e9"}));
    }

    void values_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("message");
        const QString range = ": expected a class in [1, 196]";
        QTest::newRow("too large") << "large"
                                   << "a.mat:1: large = 197" + range;
        QTest::newRow("zero") << "zero"
                              << "a.mat:1: zero = 0" + range;
        QTest::newRow("a part") << "part"
                                << "a.mat:1: part = 1.5" + range;
        QTest::newRow("not a number") << "nan"
                                      << "a.mat:1: nan = nan" + range;
        QTest::newRow("text") << "text"
                              << "a.mat:1: text = \"seven\"" + range;
        QTest::newRow("two") << "two"
                             << "a.mat:1: two = an array of 1 x 2" + range;
        QTest::newRow("missing") << "class"
                                 << "a.mat: field class of rows is missing: there are large, zero, "
                                    "part, nan, text, two";
    }

    void values()
    {
        QFETCH(QString, field);
        QFETCH(QString, message);
        const MadeUpFolder folder;
        MadeUpMat(folder.root / "a.mat", false)
            .records("rows", {"large", "zero", "part", "nan", "text", "two"},
                {{matByte(197), matByte(0), matDouble(1.5), matDouble(std::nan("")),
                    matText("seven"), matDouble(1, 2)}});
        ContainedFiles files(folder.root);
        const MatRecords rows = MatFile(files.find("", "a.mat")).records("rows");
        QCOMPARE(messageOf([&] { rows.wholeNumber(0, field.toStdString(), 1, 196, "a class"); }),
            message);
        QCOMPARE(messageOf([&] { rows.text(0, "zero"); }),
            QString("a.mat:1: zero = 0: expected a line of text"));
    }

    void variables()
    {
        const MadeUpFolder folder;
        const std::string longText(5000, 'x');
        MadeUpMat(folder.root / "a.mat", false)
            .texts("names", {longText})
            .records("rows", {"f"}, {{matText(longText)}});
        ContainedFiles files(folder.root);
        const MatFile file(files.find("", "a.mat"));
        QCOMPARE(messageOf([&] { file.records("x"); }), QString("a.mat: variable x is missing"));
        QCOMPARE(messageOf([&] { file.records("names"); }),
            QString("a.mat: variable names: expected a struct array"));
        QCOMPARE(messageOf([&] { file.texts("rows"); }),
            QString("a.mat: variable rows: expected a cell array of text"));
        QCOMPARE(messageOf([&] { file.texts("names"); }),
            QString("a.mat:1: names: expected a line of text of at most 4096 bytes in each cell"));
        QCOMPARE(messageOf([&] { file.records("rows").text(0, "f"); }),
            "a.mat:1: f = \"" + QString(80, 'x') + " …\": expected at most 4096 bytes");
    }

    void otherFiles_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& content, const QString& message) {
            QTest::newRow(name) << QByteArray::fromStdString(content) << "a.mat: " + message;
        };
        const QString none = "is no .mat file of version 5: expected its mark in bytes 124 to 127";
        row("empty", "", none);
        row("text", std::string(1000, 'x'), none);
        row("high byte first", std::string(124, ' ') + std::string("\1\0MI", 4),
            "was written high byte first, which is not read: load it in MATLAB and save it with "
            "save(…, '-v7')");
        const std::string good = array(bytes, 1, 1, "a", shortElement(2, "x"));
        row("cut in a head", file(good + "abc"),
            "variable 2, byte 0: ends after 3 bytes: expected an element");
        row("cut in a variable", file(good).substr(0, 128 + 40),
            "variable 1, byte 0: element of 56 bytes: expected at most the 32 left");
        row("another element", file(element(9, "12345678")),
            "variable 1, byte 0: element of type 9: expected a variable of whole eights, type 14");
        row("many columns", file(array(bytes, 65536, 65536, "a", shortElement(2, "x"))),
            "variable 1, byte 24: 65536 x 65536 values: expected at most 67108864");
        row("more cells than there are", file(array(cells, 1, 60'000'000, "a", "")),
            "variable 1, byte 56: ends after 0 bytes: expected an element");
        row("fewer values", file(array(bytes, 1, 2, "a", shortElement(2, "x"))),
            "variable 1, byte 56: 1 bytes: expected 2 values of 1");
        row("long short", file(array(bytes, 1, 1, "a", word(5 << 16 | 2) + word(0))),
            "variable 1, byte 56: short element of 5 bytes: expected at most 4");
        row("values after the values",
            file(array(bytes, 1, 1, "a", shortElement(2, "x") + "12345678")),
            "variable 1, byte 64: 8 bytes after the values: expected none");
        row("text of numbers", file(array(text, 1, 1, "a", element(9, "12345678"))),
            "variable 1, byte 56: values of type 9: expected text");
        row("sparse", file(array(5, 1, 1, "a", "")),
            "variable 1, byte 56: array of class 5: expected text, numbers, cells or structs");
        row("complex", file(array(0x0806, 1, 1, "a", "")),
            "variable 1, byte 8: complex numbers: expected real ones");
        row("long name", file(array(bytes, 1, 1, std::string(64, 'a'), "")),
            "variable 1, byte 40: name of 64 bytes: expected at most 63");
        row("field names of 0",
            file(array(structs, 1, 1, "a", shortElement(5, word(0)) + shortElement(1, "f"))),
            "variable 1, byte 56: field names of 0: expected 1 to 64");
        row("field names in parts",
            file(array(structs, 1, 1, "a", shortElement(5, word(4)) + element(1, "fffff"))),
            "variable 1, byte 64: 5 bytes of field names of 4: expected 1 to 256 names");
        row("damaged", file(packedVariable(good).replace(8, 1, "\xff")),
            "variable 1, byte 8: packed bytes "
            "are damaged after 0 unpacked ones");
        row("packed twice", file(packedVariable(packedVariable(good))),
            "variable 1, byte 0: element of type 15: expected a variable of whole eights, type 14");
        std::string nested = good;
        for (int i = 0; i < 6; ++i)
            nested = array(cells, 1, 1, "", nested);
        row("deep", file(nested), "variable 1, byte 248: cells or structs more than 5 deep");
        row("grows", file(packedVariable(std::string((64 << 20) + 1, '\0'))),
            "variable 1, byte 8: unpacks to more than 67108864 bytes in all");
        std::string many;
        for (int i = 0; i < 1'000'000; ++i)
            many += word(14) + word(0);
        row("very many", file(oneField(1'000'000, many)),
            "variable 1, byte 8000064: more than 1000000 values in cells and fields");
    }

    void otherFiles()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, message);
        const MadeUpFolder folder;
        QCOMPARE(messageOf([&] { opened(folder, content.toStdString()); }), message);
    }

    void version73()
    {
        const MadeUpFolder folder;
        MadeUpMat(folder.root / "a.mat", false, MAT_FT_MAT73).texts("names", {"A"});
        ContainedFiles files(folder.root);
        QCOMPARE(messageOf([&] { MatFile file(files.find("", "a.mat")); }),
            QString(
                "a.mat: is a .mat file of version 7.3 (HDF5), which is not read: load it in MATLAB "
                "and save it as version 5, save(…, '-v7')"));
    }
};

QTEST_GUILESS_MAIN(TestMatLists)
#include "tst_mat_lists.moc"
