#include "core/data/annotations/annotation_file_error.h"
#include "core/data/classes/class_data.h"
#include "core/data/classes/idx_file.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/support/reference_files.h"

#include <QTest>

#include <map>
#include <zlib.h>

using namespace hardlens;
using namespace hardlens::test;

namespace {

constexpr const char* pictureFile = "train-images-idx3-ubyte";
constexpr const char* labelFile = "train-labels-idx1-ubyte";

std::string idx(const std::vector<uint32_t>& head, const std::string& values)
{
    std::string bytes;
    for (const uint32_t number : head)
        for (const int shift : {24, 16, 8, 0})
            bytes += char(number >> shift & 255);
    return bytes + values;
}

/// Three pictures, 2 wide and 1 high.
const std::string threePictures = idx({2051, 3, 1, 2}, {1, 2, 3, 4, 5, 6});
const std::string threeLabels = idx({2049, 3}, {7, 0, 7});

void gzip(const std::filesystem::path& path, const std::string& bytes)
{
    gzFile file = gzopen(path.c_str(), "wb");
    QVERIFY(file);
    QCOMPARE(gzwrite(file, bytes.data(), unsigned(bytes.size())), int(bytes.size()));
    gzclose(file);
}

} // namespace

class TestIdxPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<bool>("zipped");
        QTest::newRow("plain") << false;
        QTest::newRow("gzip") << true;
    }

    void reads()
    {
        QFETCH(bool, zipped);
        const MadeUpFolder folder;
        if (zipped) {
            gzip(folder.root / (std::string(pictureFile) + ".gz"), threePictures);
            gzip(folder.root / (std::string(labelFile) + ".gz"), threeLabels);
        } else {
            folder.text(pictureFile, threePictures);
            folder.text(labelFile, threeLabels);
        }
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(data.classNames, (std::vector<std::string> {"0", "7"}));
        QCOMPARE(data.train.size(), size_t(1));
        QCOMPARE(data.test.size(), size_t(2)); // both sevens
        QCOMPARE(data.train[0].reference.name, std::string("train-00001"));
        QCOMPARE(
            data.load(withoutLabel(data.train[0])).rgb, (std::vector<uint8_t> {3, 3, 3, 4, 4, 4}));
        QCOMPARE(
            data.load(withoutLabel(data.test[1])).rgb, (std::vector<uint8_t> {5, 5, 5, 6, 6, 6}));
        QCOMPARE(data.test[1].reference.width, 2);
        QCOMPARE(data.test[1].reference.height, 1);
    }

    void trainAndTestFiles()
    {
        const MadeUpFolder folder;
        folder.text(pictureFile, threePictures);
        folder.text(labelFile, threeLabels);
        folder.text("t10k-images.idx3-ubyte", idx({2051, 1, 1, 2}, {8, 9}));
        folder.text("t10k-labels.idx1-ubyte", idx({2049, 1}, {0}));
        const ClassPictures usual = openClassData(folder.root);
        QCOMPARE(usual.train.size(), size_t(3));
        QCOMPARE(usual.test.size(), size_t(1));
        QCOMPARE(usual.load(withoutLabel(usual.test[0])).rgb[0], uint8_t(8));
        const ClassPictures halves = openClassData(folder.root, {.split = ClassSplit::Halves});
        QCOMPARE(halves.train.size(), size_t(2)); // the zeros of both
        QCOMPARE(halves.test.size(), size_t(2));
    }

    void broken_data()
    {
        QTest::addColumn<QByteArray>("pictures");
        QTest::addColumn<QByteArray>("labels");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& pictures,
                             const std::string& labels, const char* message) {
            QTest::newRow(name) << QByteArray::fromStdString(pictures)
                                << QByteArray::fromStdString(labels) << QString(message);
        };
        row("magic", idx({2052, 3, 1, 2}, {}), threeLabels,
            "train-images-idx3-ubyte: byte 0: 2052: expected 2051, which an IDX file of bytes in 3 "
            "dimensions begins with");
        row("empty", "", threeLabels, "train-images-idx3-ubyte: ends in its head, before byte 4");
        row("half a head", idx({2051, 3}, {}), threeLabels,
            "train-images-idx3-ubyte: ends in its head, before byte 12");
        row("no pictures", idx({2051, 0, 1, 2}, {}), threeLabels,
            "train-images-idx3-ubyte: byte 4: size 0: expected at least 1, and at most 1073741824 "
            "values in all");
        row("too many", idx({2051, 65536, 65536, 2}, {}), threeLabels,
            "train-images-idx3-ubyte: byte 8: size 65536: expected at least 1, and at most "
            "1073741824 values in all");
        row("claims more", idx({2051, 3, 1000, 1000}, {1, 2}), threeLabels,
            "train-images-idx3-ubyte: ends after 2 values, its head says 3000000");
        row("goes on", threePictures + "x", threeLabels,
            "train-images-idx3-ubyte: goes on after the 6 values that its head says");
        row("other count", threePictures, idx({2049, 2}, {7, 0}),
            "train-labels-idx1-ubyte: has 2 labels, train-images-idx3-ubyte has 3 pictures");
    }

    void broken()
    {
        QFETCH(QByteArray, pictures);
        QFETCH(QByteArray, labels);
        QFETCH(QString, message);
        const MadeUpFolder folder;
        folder.text(pictureFile, pictures.toStdString());
        folder.text(labelFile, labels.toStdString());
        try {
            openClassData(folder.root);
            QFAIL("was accepted");
        } catch (const AnnotationFileError& error) {
            QCOMPARE(QString(error.what()), message);
        }
    }

    void cutGzip()
    {
        const MadeUpFolder folder;
        const std::string zipped = std::string(pictureFile) + ".gz";
        std::string values;
        for (int i = 0; i < 3000; ++i)
            values += char(i * 7919 >> 3);
        gzip(folder.root / zipped, idx({2051, 3, 1, 1000}, values));
        gzip(folder.root / (std::string(labelFile) + ".gz"), threeLabels);
        folder.cut(zipped, 40);
        QVERIFY_THROWS_EXCEPTION(AnnotationFileError, openClassData(folder.root));
    }

    void names()
    {
        QVERIFY(isIdxPictures("t10k-images-idx3-ubyte.gz"));
        QVERIFY(isIdxPictures("train-images.idx3-ubyte"));
        QVERIFY(!isIdxPictures("t10k-labels-idx1-ubyte.gz"));
        QCOMPARE(
            idxLabelsOf("t10k-images-idx3-ubyte.gz"), std::string("t10k-labels-idx1-ubyte.gz"));
    }

    void mnist()
    {
        const auto folder = dataFolder() / "idx_mnist_t10k";
        HL_SKIP_UNLESS_PRESENT(folder);
        const ClassPictures data = openClassData(folder);
        QCOMPARE(data.train.size() + data.test.size(), size_t(10000));
        std::map<int32_t, int> counts;
        for (const auto* list : {&data.train, &data.test})
            for (const ClassPicture& picture : *list)
                ++counts[picture.label];
        const std::map<int32_t, int> known {{0, 980}, {1, 1135}, {2, 1032}, {3, 1010}, {4, 982},
            {5, 892}, {6, 958}, {7, 1028}, {8, 974}, {9, 1009}};
        QCOMPARE(counts, known);
        QCOMPARE(data.train.back().label, 4);
        QCOMPARE(data.test.front().label, 7); // the first digit of the file
        QCOMPARE(data.test.front().reference.name, std::string("t10k-00000"));
    }
};

QTEST_GUILESS_MAIN(TestIdxPictures)
#include "tst_idx_pictures.moc"
