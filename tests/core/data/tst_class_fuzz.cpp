#include "core/data/classes/class_data.h"
#include "tests/core/data/made_up_folder.h"
#include "tests/core/data/made_up_mat.h"
#include "tests/core/data/mutations.h"

#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

/// A data set of some layout, one file of which is to be mutated.
struct Layout
{
    QByteArray file {};
    QByteArray text {};
    std::vector<std::pair<std::string, std::string>> others {}; // name, text
    std::vector<std::string> pictures {};
};

std::string bigEndian(uint32_t number)
{
    return {char(number >> 24), char(number >> 16), char(number >> 8), char(number)};
}

const std::string idxPictures
    = bigEndian(2051) + bigEndian(3) + bigEndian(1) + bigEndian(2) + "abcdef";
const std::string idxLabels = bigEndian(2049) + bigEndian(3) + std::string("\1\2\1", 3);

QByteArray bytesOf(const std::string& text)
{
    return QByteArray::fromStdString(text);
}

/// Two pictures' worth of cars_annos.mat.
std::string carsList()
{
    const MadeUpFolder folder;
    const std::vector<const char*> fields {"relative_im_path", "bbox_x1", "class", "test"};
    MadeUpMat(folder.root / "a.mat", false)
        .records("annotations", fields,
            {{matText("car_ims/1.jpg"), matDouble(3), matByte(1), matByte(0)},
                {matText("car_ims/2.jpg"), matDouble(5), matDouble(2), matText("")}})
        .texts("class_names", {"A", "B/C"});
    return readTextFile(folder.root / "a.mat");
}

/// With one to three bits turned, or an earlier end.
std::string damaged(std::string bytes, RandomStream& random)
{
    if (random.below(4) == 0) {
        bytes.resize(random.below(uint32_t(bytes.size())));
        return bytes;
    }
    for (uint32_t n = 1 + random.below(3); n > 0; --n)
        bytes[random.below(uint32_t(bytes.size()))] ^= char(1 << random.below(8));
    return bytes;
}

/// Packed after it was damaged, so that zlib's checksum finds nothing; one variable whole.
std::string damagedAndPacked(const std::string& list, RandomStream& random)
{
    std::string bytes = list.substr(0, 128);
    const uint32_t which = random.below(2);
    const auto variables = variablesOf(list);
    for (size_t i = 0; i < variables.size(); ++i)
        bytes += packedVariable(i == which ? damaged(variables[i], random) : variables[i]);
    return bytes;
}

} // namespace

Q_DECLARE_METATYPE(Layout)

class TestClassFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void layouts_data()
    {
        QTest::addColumn<Layout>("layout");
        QTest::newRow("cub pictures")
            << Layout {"images.txt", "1 a/1.jpg\n2 b/2 x.jpg\n3 ../3.jpg\n",
                   {{"image_class_labels.txt", "1 1\n2 2\n3 2\n"}, {"classes.txt", "1 a\n2 b"}},
                   {"images/a/1.jpg", "images/b/2 x.jpg"}};
        QTest::newRow("cub labels") << Layout {"image_class_labels.txt", "1 1\n2 2\n",
            {{"images.txt", "1 1.jpg\n2 2.jpg"}}, {"images/1.jpg", "images/2.jpg"}};
        QTest::newRow("cars") << Layout {"anno_train.csv", "1.jpg,1,2,3,4,1\n\"2.jpg\",1,2,3,4,2\n",
            {{"anno_test.csv", "1.jpg,1,2,3,4,1"}, {"names.csv", "A\nB"}},
            {"train/A/1.jpg", "train/B/2.jpg", "test/A/1.jpg"}};
        QTest::newRow("products") << Layout {"Ebay_test.txt",
            "image_id class_id super_class_id path\n3 2 1 x_final/2.JPG\n",
            {{"Ebay_train.txt", "image_id class_id super_class_id path\n1 1 1 x_final/1.JPG"}},
            {"x_final/1.JPG", "x_final/2.JPG"}};
        QTest::newRow("faces") << Layout {"pairs.txt",
            "2\t1\nA\t1\t2\nA\t1\tB\t1\nA 2 1\nB 1 A 2\n", {},
            {"lfw/A/A_0001.jpg", "lfw/A/A_0002.jpg", "lfw/B/B_0001.jpg"}};
        QTest::newRow("list") << Layout {"train.txt", "p/1.jpg 4\np/2.jpg, 7, 9\nq/3.jpg x\n", {},
            {"p/1.jpg", "p/2.jpg", "q/3.jpg"}};
        QTest::newRow("idx pictures") << Layout {
            "a-images-idx3-ubyte", bytesOf(idxPictures), {{"a-labels-idx1-ubyte", idxLabels}}, {}};
        QTest::newRow("idx labels") << Layout {
            "a-labels-idx1-ubyte", bytesOf(idxLabels), {{"a-images-idx3-ubyte", idxPictures}}, {}};
    }

    /// Whatever stands in the file: data that hold together, or an Error of ours; and no picture
    /// from elsewhere.
    void layouts()
    {
        QFETCH(Layout, layout);
        const MadeUpFolder folder("inside");
        folder.picture("../3.jpg");
        for (const std::string& picture : layout.pictures)
            folder.picture(picture, 8, 8);
        for (const auto& [name, text] : layout.others)
            folder.text(name, text);
        int read = 0, refused = 0;
        for (int i = 0; i < 600; ++i) {
            RandomStream random({.seed = 7, .step = uint64_t(i)});
            const std::string seed = layout.text.toStdString();
            folder.text(layout.file.toStdString(),
                i % 2 ? mutated(seed, random) : renumbered(seed, random));
            try {
                const ClassPictures data = openClassData(folder.root);
                ++read;
                holdTogether(data, folder);
            } catch (const Error&) {
                ++refused;
            } catch (const std::exception& error) {
                QFAIL(concat("mutation ", i, ": ", error.what()).c_str());
            }
        }
        QVERIFY2(read > 20, concat(read, " were read, ", refused, " refused").c_str());
    }

    void carsLists_data()
    {
        QTest::addColumn<bool>("packed");
        QTest::newRow("plain") << false;
        QTest::newRow("packed") << true;
    }

    /// Numbers there are bytes: what mutates text leaves none of these files whole.
    void carsLists()
    {
        QFETCH(bool, packed);
        const MadeUpFolder folder;
        folder.picture("car_ims/1.jpg", 8, 8);
        folder.picture("car_ims/2.jpg", 8, 8);
        const std::string whole = carsList();
        int read = 0, refused = 0;
        for (int i = 0; i < 800; ++i) {
            RandomStream random({.seed = 11, .step = uint64_t(i)});
            folder.text("cars_annos.mat",
                packed ? damagedAndPacked(whole, random) : damaged(whole, random));
            try {
                holdTogether(openClassData(folder.root), folder);
                ++read;
            } catch (const Error&) {
                ++refused;
            } catch (const std::exception& error) {
                QFAIL(concat("damage ", i, ": ", error.what()).c_str());
            }
        }
        QVERIFY2(
            read > 20 && refused > 200, concat(read, " were read, ", refused, " refused").c_str());
    }

private:
    static void holdTogether(const ClassPictures& data, const MadeUpFolder& folder)
    {
        for (const auto* list : {&data.train, &data.test})
            for (const ClassPicture& picture : *list) {
                QVERIFY(picture.label >= 0 && picture.label < int32_t(data.classNames.size()));
                if (!picture.file.empty())
                    QVERIFY(
                        std::filesystem::canonical(picture.file)
                            .native()
                            .starts_with(std::filesystem::canonical(folder.root).native() + "/"));
                QCOMPARE(data.load(withoutLabel(picture)).width, picture.reference.width);
            }
        for (const PicturePair& pair : data.pairs)
            QVERIFY(pair.first >= 0 && pair.first < int64_t(data.test.size()) && pair.second >= 0
                && pair.second < int64_t(data.test.size()));
        QCOMPARE(data.counts.listed - data.counts.picturesLeftOut,
            int64_t(data.train.size() + data.test.size()));
    }
};

QTEST_GUILESS_MAIN(TestClassFuzz)
#include "tst_class_fuzz.moc"
