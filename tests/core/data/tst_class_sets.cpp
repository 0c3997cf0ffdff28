#include "core/data/classes/class_split.h"
#include "tests/core/data/class_data_words.h"
#include "tests/core/data/made_up_folder.h"

#include <QTest>

using namespace hardlens;
using namespace hardlens::test;

namespace {

void makeCub(const MadeUpFolder& folder)
{
    folder.text("CUB_200_2011/classes.txt", "1 001.A\n2 002.B\n3 003.C\n4 004.D\n");
    folder.text("CUB_200_2011/images.txt",
        "1 001.A/a.jpg\n2 002.B/b.jpg\n3 003.C/c c.jpg\n"
        "4 004.D/d.jpg\n5 001.A/e.jpg\n");
    folder.text("CUB_200_2011/image_class_labels.txt", "1 1\n2 2\n3 3\n4 4\n5 1\n");
    folder.text("CUB_200_2011/train_test_split.txt", "1 0\n2 1\n3 1\n4 0\n5 1\n");
    for (const char* name : {"001.A/a", "002.B/b", "003.C/c c", "004.D/d", "001.A/e"})
        folder.picture(std::string("CUB_200_2011/images/") + name + ".jpg");
}

void makeLfw(const MadeUpFolder& folder, const std::string& pairs)
{
    for (const char* name :
        {"Ann_Lee/Ann_Lee_0001", "Ann_Lee/Ann_Lee_0002", "Bo_B/Bo_B_0001", "Cy/Cy_0010"})
        folder.picture(std::string("lfw/") + name + ".jpg");
    folder.text("pairs.txt", pairs);
}

} // namespace

class TestClassSets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void split_data()
    {
        QTest::addColumn<QVector<int>>("words"); // SetWord
        QTest::addColumn<int>("how");
        QTest::addColumn<QVector<qint64>>("test");
        const int none = int(SetWord::None), train = int(SetWord::Train),
                  val = int(SetWord::Validation), test = int(SetWord::Test);
        // labels 0 1 2 0 1 2: of three classes two train.
        const QVector<qint64> last {2, 5};
        QTest::newRow("nothing said") << QVector<int>(6, none) << 0 << last;
        QTest::newRow("all the same") << QVector<int>(6, test) << 0 << last;
        QTest::newRow("said") << QVector<int> {train, test, train, train, val, none} << 0
                              << QVector<qint64> {1};
        QTest::newRow("validation")
            << QVector<int> {train, val, train, train, val, train} << 0 << QVector<qint64> {1, 4};
        QTest::newRow("halves anyway")
            << QVector<int> {train, test, train, train, val, none} << 1 << last;
    }

    void split()
    {
        QFETCH(QVector<int>, words);
        QFETCH(int, how);
        QFETCH(QVector<qint64>, test);
        std::vector<SetWord> said;
        for (const int word : words)
            said.push_back(SetWord(word));
        const std::vector<int32_t> labels {0, 1, 2, 0, 1, 2};
        const SetSplit split = splitByClasses(labels, 3, said, ClassSplit(how));
        QCOMPARE(split.test, std::vector<int64_t>(test.begin(), test.end()));
        QCOMPARE(split.train.size() + split.test.size(), labels.size());
        said.pop_back();
        QVERIFY_THROWS_EXCEPTION(
            std::invalid_argument, splitByClasses(labels, 3, said, ClassSplit::Usual));
    }

    void cub()
    {
        const MadeUpFolder folder;
        makeCub(folder);
        const ClassPictures data = openClassData(folder.root); // a level below
        QCOMPARE(shownIn(data, data.train), QString("001.A:a.jpg|002.B:b.jpg|001.A:e.jpg"));
        QCOMPARE(shownIn(data, data.test), QString("003.C:c c.jpg|004.D:d.jpg"));
    }

    void cubHalfThere()
    {
        const MadeUpFolder folder;
        makeCub(folder);
        std::filesystem::remove(folder.root / "CUB_200_2011/images/004.D/d.jpg");
        folder.text("CUB_200_2011/classes.txt", "");
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(data.classNames, (std::vector<std::string> {"1", "2", "3"}));
        QCOMPARE(data.test.size(), size_t(1)); // half of the four numbers, not of the three left
        QVERIFY(textsOf(data.problems)
                    .contains("images.txt:4: \"004.D/d.jpg\" is absent: picture left out"));
    }

    void cubBroken_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("id") << "images.txt" << QByteArray("x a.jpg")
                            << "images.txt:1: \"x\": expected an id in [1, 100000000]";
        QTest::newRow("one field") << "images.txt" << QByteArray("\n1")
                                   << "images.txt:2: \"1\": expected \"<picture id> "
                                      "<folder>/<file>\"";
        QTest::newRow("no class") << "images.txt" << QByteArray("9 a.jpg")
                                  << "images.txt:1: \"9 a.jpg\": expected a class for this picture "
                                     "in image_class_labels.txt";
        QTest::newRow("class 0") << "image_class_labels.txt" << QByteArray("1 1\n2 0")
                                 << "image_class_labels.txt:2: \"0\": expected a class id in [1, "
                                    "1000000]";
        QTest::newRow("huge") << "image_class_labels.txt" << QByteArray("1 99999999999999999999")
                              << "image_class_labels.txt:1: \"99999999999999999999\": expected a "
                                 "class id in [1, 1000000]";
    }

    void cubBroken()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        const MadeUpFolder folder;
        makeCub(folder);
        folder.text("CUB_200_2011/" + file.toStdString(), text.toStdString());
        QCOMPARE(messageOf(folder.root), message);
    }

    void cars()
    {
        const MadeUpFolder folder;
        folder.text("names.csv", "AM General\nRam C/V Van\n\"Audi, big\"\nFiat\n");
        folder.text("anno_train.csv", "1.jpg,1,2,3,4,1\n2.jpg,1,2,3,4,2\n");
        folder.text("anno_test.csv", "1.jpg,1,2,3,4,3\n2.jpg,1,2,3,4,4\n3.jpg,1,2,3,4,1");
        for (const char* name : {"train/AM General/1", "train/Ram C-V Van/2", "test/Audi, big/1",
                 "test/Fiat/2", "test/AM General/3"})
            folder.picture(std::string("car_data/car_data/") + name + ".jpg");
        const ClassPictures data = openClassData(folder.root);
        // By class over both files.
        QCOMPARE(shownIn(data, data.train),
            QString("AM General:1.jpg|Ram C/V Van:2.jpg|AM General:3.jpg"));
        QCOMPARE(shownIn(data, data.test), QString("Audi, big:1.jpg|Fiat:2.jpg"));
        folder.text("anno_test.csv", "1.jpg,1,2,3,4,5");
        QCOMPARE(
            messageOf(folder.root), QString("anno_test.csv:1: \"5\": expected a class in [1, 4]"));
        folder.text("anno_test.csv", "1.jpg,3");
        QCOMPARE(messageOf(folder.root),
            QString("anno_test.csv:1: \"1.jpg,3\": expected \"<file>,x1,y1,x2,y2,<class>\""));
        std::filesystem::remove(folder.root / "names.csv");
        QCOMPARE(messageOf(folder.root), QString("names.csv: is absent"));
    }

    void carsWithoutFolders()
    {
        const MadeUpFolder folder;
        folder.text("names.csv", "A\nB\n");
        folder.text("anno_train.csv", "1.jpg,1,2,3,4,1\n");
        folder.text("anno_test.csv", "2.jpg,1,2,3,4,2\n");
        folder.picture("train/1.jpg");
        folder.picture("test/2.jpg");
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(shownIn(data, data.train), QString("A:1.jpg"));
        QCOMPARE(shownIn(data, data.test), QString("B:2.jpg"));
    }

    void onlineProducts_data()
    {
        QTest::addColumn<QString>("lists");
        QTest::addColumn<QString>("pictures");
        QTest::newRow("original") << ""
                                  << "";
        QTest::newRow("as others lay it out") << "Info_Files/"
                                              << "images/";
    }

    /// The first line after the heading counts, which some readers lose.
    void onlineProducts()
    {
        QFETCH(QString, lists);
        QFETCH(QString, pictures);
        const MadeUpFolder folder;
        const std::string head = "image_id class_id super_class_id path\n";
        folder.text(lists.toStdString() + "Ebay_train.txt",
            head + "1 1 1 bicycle_final/1_0.JPG\n2 1 1 bicycle_final/1_1.JPG\n");
        folder.text(lists.toStdString() + "Ebay_test.txt", head + "3 2 1 bicycle_final/2_0.JPG\n");
        for (const char* name : {"1_0", "1_1", "2_0"})
            folder.picture(pictures.toStdString() + "bicycle_final/" + name + ".JPG");
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(shownIn(data, data.train), QString("1:1_0.JPG|1:1_1.JPG"));
        QCOMPARE(shownIn(data, data.test), QString("2:2_0.JPG"));
        folder.text(lists.toStdString() + "Ebay_test.txt", head + "3 x 1 a.JPG\n");
        QCOMPARE(messageOf(folder.root),
            lists + "Ebay_test.txt:2: \"x\": expected a class_id in [1, 100000000]");
        folder.text(lists.toStdString() + "Ebay_test.txt", head + "3 2 1\n");
        QCOMPARE(messageOf(folder.root),
            lists
                + "Ebay_test.txt:2: \"3 2 1\": expected \"image_id class_id super_class_id path\"");
    }

    void faces()
    {
        const MadeUpFolder folder;
        makeLfw(folder,
            "2\t1\nAnn_Lee\t1\t2\nAnn_Lee\t1\tBo_B\t1\n"
            "Ann_Lee\t2\t1\nBo_B\t1\tCy\t10\n");
        const ClassPictures data = openClassData(folder.root);
        QVERIFY(data.train.empty());
        QCOMPARE(shownIn(data, data.test),
            QString("Ann_Lee:Ann_Lee_0001.jpg|Ann_Lee:Ann_Lee_0002.jpg|Bo_B:Bo_B_0001.jpg|"
                    "Cy:Cy_0010.jpg"));
        QStringList pairs;
        for (const PicturePair& pair : data.pairs)
            pairs << QString("%1-%2 %3 %4")
                         .arg(pair.first)
                         .arg(pair.second)
                         .arg(pair.same)
                         .arg(pair.fold);
        QCOMPARE(pairs.join('|'), QString("0-1 1 0|0-2 0 0|1-0 1 1|2-3 0 1"));
    }

    void facesAbsent()
    {
        const MadeUpFolder folder;
        makeLfw(folder, "1\nAnn_Lee 1 3\nAnn_Lee 1 Bo_B 1\n");
        const ClassPictures data = openClassData(folder.root);
        QCOMPARE(data.pairs.size(), size_t(1));
        QCOMPARE(data.pairs[0].same, false);
        const QStringList texts = textsOf(data.problems);
        QVERIFY2(
            texts.contains("pairs.txt:2: \"Ann_Lee/Ann_Lee_0003\" is absent: picture left out"),
            qPrintable(texts.join('\n')));
        QVERIFY(texts.contains("pairs.txt: 1 pair is left out: a picture of theirs is"));
    }

    void facesBroken_data()
    {
        QTest::addColumn<QByteArray>("pairs");
        QTest::addColumn<QString>("message");
        QTest::newRow("too few lines")
            << QByteArray("2\t1\nAnn_Lee 1 2\nAnn_Lee 1 Bo_B 1\n")
            << "pairs.txt:1: \"2\t1\": expected 4 lines of pairs after it, there are 2";
        QTest::newRow("wrong kind") << QByteArray("1\nAnn_Lee 1 Bo_B 1\nAnn_Lee 1 2\n")
                                    << "pairs.txt:2: \"Ann_Lee 1 Bo_B 1\": expected \"<name> i j\"";
        QTest::newRow("no number") << QByteArray("1\nAnn_Lee 1 x\nAnn_Lee 1 Bo_B 1\n")
                                   << "pairs.txt:2: \"x\": expected a number in [1, 9999]";
    }

    void facesBroken()
    {
        QFETCH(QByteArray, pairs);
        QFETCH(QString, message);
        const MadeUpFolder folder;
        makeLfw(folder, pairs.toStdString());
        QCOMPARE(messageOf(folder.root), message);
    }

    void facesLeadingOut()
    {
        const MadeUpFolder folder;
        makeLfw(folder, "1\n../x 1 2\nAnn_Lee 1 Bo_B 1\n");
        const ClassPictures data = openClassData(folder.root);
        const QString all = textsOf(data.problems).join('\n');
        QVERIFY2(all.contains("leads outside the data folder: never opened"), qPrintable(all));
        QCOMPARE(data.pairs.size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(TestClassSets)
#include "tst_class_sets.moc"
